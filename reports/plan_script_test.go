package reports

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/plain"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// evil are names that would end a text, a line or a comment of PowerShell, or run something.
var evil = []string{"'@\r\nRemove-Item C:\\ -Recurse", "’@\n$(Remove-Item *)", "`\"; Stop-Computer #",
	"\u2028‘@\u2029‛@ ‚@",
	"\"\"\",\"\",“x”,„y", "#>\r<#", "::error##", "a\x1b[31m\u202eb",
	"$env:Path ${x} @(1) {0}", "'@ | Invoke-Expression"}

// scriptFor is the script of a tenant in which everything is called so: one person joins a group, one leaves another,
// one can't.
func scriptFor(t *testing.T, name string) (string, error) {
	t.Helper()
	product := func(part string, owned, used int) record.Subscription {
		p := license.Lookup(part)[0]
		s := record.Subscription{ID: p.SKU, PartNumber: part, AppliesTo: "User", CapabilityStatus: "Enabled", Enabled: owned,
			Consumed: used, Offer: rules.Paid}
		for _, one := range p.Plans {
			s.Plans = append(s.Plans, tenant.Plan{ID: one.ID, Name: one.Name, ProvisioningStatus: "Success"})
		}
		return s
	}
	e3, office := license.Lookup("SPE_E3")[0].SKU, license.Lookup("ENTERPRISEPACK")[0].SKU
	group := func(n byte, by tenant.MembersBy, sku tenant.GUID) record.Group {
		return record.Group{ID: tenant.GUID{15: n}, Name: name, MembersBy: by, Licenses: []tenant.License{{SKU: sku}}}
	}
	m := planning.New(planning.Options{})
	defer m.Close()
	err := m.Run(&record.Run{Tenant: record.Tenant{ID: "00000000-0000-0000-0000-000000000001", Name: name}, ExpiryDays: 30,
		Reading: record.RunReading{Started: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)},
		Groups: []record.Group{group(1, tenant.ByAssignment, e3), group(2, tenant.ByAssignment, office),
			group(3, tenant.ByRule, office)}})
	for n := byte(1); err == nil && n <= 3; n++ {
		err = m.User(&record.User{ID: tenant.GUID{0: n}, DisplayName: name, UPN: name + "@contoso.com", UsageLocation: "DE",
			Status: rules.LacksBoth, Licenses: []tenant.License{{SKU: office}},
			States: []tenant.LicenseState{{SKU: office, State: "Active", Group: tenant.GUID{15: []byte{0, 2, 3}[n-1]}}}})
	}
	if err == nil {
		err = m.Summary(&record.Summary{Scope: record.ScopeCount{Asked: true},
			Subscriptions: []record.Subscription{product("SPE_E3", 9, 0), product("ENTERPRISEPACK", 3, 3)}})
	}
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = WritePlan(&b, "ps1", m, Options{})
	return b.String(), err
}

// Whatever the tenant, its people and its groups are called, a script has the same lines, and each name in its place.
func TestScriptOfEvilNames(t *testing.T) {
	lines := func(script string) int { return strings.Count(script, "\r\n") }
	want, err := scriptFor(t, "plain")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range evil {
		got, err := scriptFor(t, name)
		if err != nil || lines(got) != lines(want) || strings.Count(got, "\n") != lines(got) ||
			strings.Count(got, "\r") != lines(got) {
			t.Errorf("%q: %v, %d lines, want %d:\n%s", name, err, lines(got), lines(want), got)
		}
		named := 0
		was := strings.Split(want, "\r\n")
		for i, line := range strings.Split(got, "\r\n") {
			if line == was[i] {
				continue
			}
			if i == 0 { // the comment
				named++
				continue
			}
			cells, err := csv.NewReader(strings.NewReader(line)).ReadAll()
			if err != nil || line[0] != '"' || !strings.Contains(strings.Join(cells[0], " "), plain.Text(name)) {
				t.Errorf("%q: line %d: %v: %s", name, i+1, err, line)
				continue
			}
			for _, cell := range cells[0] {
				if strings.ContainsFunc(cell, plain.Hidden) {
					t.Errorf("%q: %q", name, cell)
				}
			}
			named++
		}
		if named != 4 {
			t.Errorf("%q is in %d lines", name, named)
		}
	}
}

// What nobody should carry out has no script.
func TestNoScript(t *testing.T) {
	for why, change := range map[string]func(*record.Run, *record.Summary){
		"pseudonyms":           func(r *record.Run, _ *record.Summary) { r.Redacted = true },
		"the id of the tenant": func(r *record.Run, _ *record.Summary) { r.Tenant.ID = "" },
		"not everything was read (" + string(tenant.Subscriptions) + ")": func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.Subscriptions, Why: "403"}}
		},
		"There is no plan: no selected rule is about users": func(_ *record.Run, s *record.Summary) { s.Scope.Asked = false },
	} {
		r := &record.Run{Tenant: record.Tenant{ID: "00000000-0000-0000-0000-000000000001"}}
		s := &record.Summary{Scope: record.ScopeCount{Asked: true}}
		change(r, s)
		m := planning.New(planning.Options{})
		if err := m.Run(r); err != nil {
			t.Fatal(err)
		}
		if err := m.Summary(s); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := WritePlan(&b, "ps1", m, Options{}); err == nil || !strings.Contains(err.Error(), why) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", why, err, b.Len())
		}
	}
}
