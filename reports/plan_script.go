package reports

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"text/template"

	"prepaudit/reports/plain"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

//go:embed plan.ps1
var scriptText string

var scriptTemplate = template.Must(template.New("plan.ps1").Funcs(template.FuncMap{
	"text": plain.Text, "row": scriptRow, "people": func(n int) string { return english.Count(n, "person") },
}).Parse(scriptText))

// writeScript writes what carries a plan out in PowerShell. Windows PowerShell takes a file for UTF-8 by its byte-order
// mark alone.
func writeScript(w io.Writer, m *planning.Maker) error {
	s, err := newScript(m)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	return errors.Join(scriptTemplate.Execute(crlf{w}, s), s.err)
}

// script is what the template is filled with.
type script struct {
	*record.Plan
	Environment string // of Connect-MgGraph
	Modules     []string
	Scopes      []scriptScope
	Seats       []scriptSeats
	Groups      []scriptGroup
	Manual      []scriptPerson
	Located     int // people without a usage location

	Acting, Joining, Leaving, Assigning, Reprocessing bool // something is done to people, and what

	maker *planning.Maker
	err   error // of going through People
}

type scriptScope struct{ Name, Why string }

type scriptSeats struct {
	Name       string
	SKU        tenant.GUID
	Have, Take int
	First      string // what is bought or renewed first
}

type scriptGroup struct {
	Name            string
	Group           tenant.GUID
	License, Change string
}

type scriptPerson struct {
	Person                                                           string
	ID                                                               tenant.GUID
	Location, LeaveFirst, Join, Await, Add, Remove, Leave, Reprocess string
	Change                                                           string
}

// newScript refuses plans that nobody should carry out.
func newScript(m *planning.Maker) (*script, error) {
	s := &script{Plan: m.Plan(), maker: m}
	switch {
	case s.Redacted:
		return nil, errors.New("pseudonyms name nobody: a script needs a plan that isn't redacted")
	case m.Actions() == nil:
		return nil, errors.New(s.Text)
	case len(s.Missing) > 0:
		return nil, fmt.Errorf("not everything was read (%s): no script is written of a plan that may be wrong",
			s.Missing[0].Dataset)
	case s.Tenant.ID == "":
		return nil, errors.New("the id of the tenant wasn't read, which a script checks first: " +
			"that takes Organization.Read.All")
	}
	s.Environment, _, _ = rules.Environments(s.Cloud)
	actions := m.Actions()
	for _, one := range actions.Seats {
		s.Seats = append(s.Seats, seatsFirst(one.Name, one.SKU, one.Owned, one.Buy, one.Renew, one.Take))
	}
	for _, g := range actions.Groups {
		s.Groups = append(s.Groups, scriptGroup{m.GroupName(g.Group), g.Group,
			licenseText(tenant.License{SKU: g.SKU, Disabled: g.Off}), m.TurnsOn(&g)})
	}
	err := m.EachAct(func(a *planning.Act) error {
		if len(a.Stays) > 0 {
			s.Manual = append(s.Manual, personOf(a))
			return nil
		}
		s.Acting = true
		if a.Location {
			s.Located++
		}
		s.Joining, s.Leaving = s.Joining || len(a.Join) > 0, s.Leaving || len(a.Leave) > 0
		s.Assigning = s.Assigning || len(a.Add)+len(a.Remove) > 0
		s.Reprocessing = s.Reprocessing || a.Reprocess
		return nil
	})
	s.need()
	return s, err
}

// need lists modules and permissions, those alone that something of the plan takes: Microsoft's reference pages of
// assignLicense, members/$ref, users/{id} and reprocessLicenseAssignment name the least.
//
// Before 2.28 Set-MgUserLicense and Set-MgGroupLicense left out an empty list, without which Graph refuses the request
// (microsoftgraph/msgraph-sdk-powershell #3201, #3245, #3361).
func (s *script) need() {
	s.Modules = []string{"Authentication", "Identity.DirectoryManagement"}
	scope := func(needed bool, name, why string) {
		if needed {
			s.Scopes = append(s.Scopes, scriptScope{name, why})
		}
	}
	module := func(needed bool, name string) {
		if needed {
			s.Modules = append(s.Modules, name)
		}
	}
	module(len(s.Groups) > 0 || s.Joining || s.Leaving, "Groups")
	module(s.Located > 0 || s.Joining, "Users")
	module(s.Assigning || s.Reprocessing || s.Joining || s.Leaving, "Users.Actions")
	scope(s.Assigning || len(s.Groups) > 0, "LicenseAssignment.ReadWrite.All", "licenses of people and groups")
	scope(s.Joining || s.Leaving, "GroupMember.ReadWrite.All", "members of groups")
	scope(s.Located > 0 || s.Reprocessing || s.Joining || s.Leaving, "User.ReadWrite.All",
		"usage locations, and reprocessing")
}

// People are the rows of those whom the script helps.
func (s *script) People() iter.Seq[scriptPerson] {
	return func(yield func(scriptPerson) bool) {
		s.err = s.maker.EachAct(func(a *planning.Act) error {
			if len(a.Stays) == 0 && !yield(personOf(a)) {
				return errEnough
			}
			return nil
		})
	}
}

// errEnough ends a script that can't be written: the error of the file is another.
var errEnough = errors.New("the script was not written to its end")

func seatsFirst(name string, sku tenant.GUID, owned, buy, renew, take int) scriptSeats {
	one := scriptSeats{Name: name, SKU: sku, Take: take}
	var first []string
	if buy > 0 {
		first = append(first, fmt.Sprint("buy ", english.Number(buy)))
	}
	if renew > 0 {
		first = append(first, fmt.Sprint("renew ", english.Number(renew)))
	}
	if one.First = strings.Join(first, " and "); one.First != "" {
		one.Have = owned + buy + renew
	}
	return one
}

func personOf(a *planning.Act) scriptPerson {
	p := scriptPerson{Person: a.User.UPN, ID: a.User.ID, Change: a.Words, Join: idText(a.Join), Await: idText(a.Await),
		Remove: idText(a.Remove), Leave: idText(a.Leave), Location: set(a.Location), LeaveFirst: set(a.LeaveFirst),
		Reprocess: set(a.Reprocess)}
	if a.User.DisplayName != "" {
		p.Person = fmt.Sprintf("%s (%s)", a.User.DisplayName, a.User.UPN)
	}
	var add []string
	for _, l := range a.Add {
		add = append(add, licenseText(l))
	}
	p.Add = strings.Join(add, " ")
	return p
}

// set is what PowerShell takes for true, or for false.
func set(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// licenseText is a product and, behind a colon, the plans that are off.
func licenseText(l tenant.License) string {
	if len(l.Disabled) == 0 {
		return l.SKU.String()
	}
	return l.SKU.String() + ":" + strings.ReplaceAll(idText(l.Disabled), " ", "+")
}

func idText(ids []tenant.GUID) string {
	var all []string
	for _, id := range ids {
		all = append(all, id.String())
	}
	return strings.Join(all, " ")
}

// scriptRow is a line of CSV between @' and '@, where PowerShell replaces nothing. Every cell is quoted, so that none
// can begin a line with '@, which ends the text, nor with any of the quotes that PowerShell takes for '.
func scriptRow(cells ...any) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(plain.Text(fmt.Sprint(cell)), `"`, `""`) + `"`)
	}
	return b.String()
}

// crlf ends lines as Windows does.
type crlf struct{ w io.Writer }

func (c crlf) Write(p []byte) (int, error) {
	if _, err := io.WriteString(c.w, strings.ReplaceAll(string(p), "\n", "\r\n")); err != nil {
		return 0, err
	}
	return len(p), nil
}
