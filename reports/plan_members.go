package reports

import (
	"archive/zip"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/planning"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// memberColumn is the one line above the members in what Microsoft Entra takes by Groups > Members > Bulk operations,
// for both operations, since 2026 without a line for the version (Bulk add group members, 2026-06-18).
const memberColumn = "Member object ID or user principal name [memberObjectIdOrUpn] Required"

// leastMembers is how many an import has at least (the same page).
const leastMembers = 2

// memberFile is what becomes of the members of one group.
type memberFile struct {
	verb, way string // add to, remove from; Import members, Remove members
	group     tenant.GUID
	members   []string
}

// writeMembers writes a zip with a file for each group that people join or leave, as Microsoft Entra imports them, and
// one that says what to do with them. No admin center imports licenses: what is assigned directly is for a script.
func writeMembers(w io.Writer, m *planning.Maker) error {
	p := m.Plan()
	switch {
	case p.Redacted:
		return errors.New("pseudonyms name nobody: members need a plan that isn't redacted")
	case m.Actions() == nil:
		return errors.New(p.Text)
	}
	files, direct, err := memberFiles(m)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	note := fmt.Sprintf("License plan of %s for %s: who joins and leaves the groups that assign licenses.\n\n"+
		"Microsoft Entra admin center > Entra ID > Groups > All groups > the group > Members > Bulk operations.\n"+
		"Import all that add first. Remove members when these have their licenses.\n\n", p.On, plain.Text(p.Tenant.Name))
	for _, g := range p.Missing {
		note += fmt.Sprintf("INCOMPLETE: %s: %s\n\n", g.Dataset, plain.Text(g.Why))
	}
	var names []string
	for _, f := range files {
		group := m.GroupName(f.group)
		if len(f.members) < leastMembers {
			note += fmt.Sprintf("%s %s (%s), manually, since a file has at least %d: %s\n", f.verb, plain.Text(group),
				f.group, leastMembers, f.members[0])
			continue
		}
		name := fileName(f.verb+" "+group, names)
		names = append(names, name)
		note += fmt.Sprintf("%s: %s, in group %s (%s)\n", name, f.way, plain.Text(group), f.group)
		if err := f.write(z, name); err != nil {
			return err
		}
	}
	if direct > 0 {
		note += fmt.Sprintf("\nLicenses of %s are assigned or removed directly, which nothing imports: -o ps1=FILE\n"+
			"writes a script that does all of it.\n", english.Count(direct, "person"))
	}
	to, err := z.Create("read me.txt")
	if err == nil {
		_, err = io.WriteString(crlf{to}, note)
	}
	return cmp.Or(err, z.Close())
}

// memberFiles are those of groups that people join, then of those that they leave, and how many people have something
// assigned or removed directly.
func memberFiles(m *planning.Maker) (files []memberFile, direct int, err error) {
	add := func(verb, way string, groups []tenant.GUID, who string) {
		for _, id := range groups {
			i := slices.IndexFunc(files, func(f memberFile) bool { return f.verb == verb && f.group == id })
			if i < 0 {
				i, files = len(files), append(files, memberFile{verb, way, id, nil})
			}
			files[i].members = append(files[i].members, who)
		}
	}
	err = m.EachAct(func(a *planning.Act) error {
		who := a.User.UPN
		if !importable.MatchString(who) {
			who = a.User.ID.String()
		}
		add("Add to", "Import members", a.Join, who)
		add("Remove from", "Remove members", a.Leave, who)
		if len(a.Add)+len(a.Remove) > 0 {
			direct++
		}
		return nil
	})
	slices.SortStableFunc(files, func(a, b memberFile) int {
		return cmp.Or(strings.Compare(a.verb, b.verb), strings.Compare(m.GroupName(a.group), m.GroupName(b.group)))
	})
	return files, direct, err
}

// importable is a name that nothing takes for anything else; others are imported by their ids.
var importable = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._'!#^~-]*@[A-Za-z0-9.-]+$`)

func (f *memberFile) write(z *zip.Writer, name string) error {
	to, err := z.Create(name)
	if err != nil {
		return err
	}
	c := csv.NewWriter(to)
	c.UseCRLF = true
	rows := [][]string{{memberColumn}}
	for _, who := range f.members {
		rows = append(rows, []string{who})
	}
	return c.WriteAll(rows)
}

// fileName makes a name that Windows takes, and that no other file has.
func fileName(of string, taken []string) string {
	name := strings.Map(func(r rune) rune {
		if plain.Hidden(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(of, "_"))
	if r := []rune(name); len(r) > 100 {
		name = string(r[:100])
	}
	name = strings.TrimRight(name, ". ")
	for n := 1; ; n++ {
		one := name + ".csv"
		if n > 1 {
			one = fmt.Sprintf("%s (%d).csv", name, n)
		}
		if !slices.ContainsFunc(taken, func(other string) bool { return strings.EqualFold(one, other) }) {
			return one
		}
	}
}
