package reports

import (
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// hostileNames is what a directory may hold.
var hostileNames = []string{
	`=cmd|' /C calc'!A0`, `+1+1`, `@SUM(A1)`, `-2+3`, "\t=1+1",
	`<script>alert(1)</script><img src=x onerror=alert(1)>`, `"><b>&amp;`,
	"\x1b[31mred\x1b[0m \x1b]0;title\x07", "\u009b31m C1", "rev\u202egnp.exe", "\u2066isolated\u2069",
	"zero\u200bwidth\ufeff", "tag\U000e0041",
	"two\nlines\r\nand\ttab", "nul\x00bell\x07", "lone \xff\xfe\xed\xa0\x80 bytes", "_x0041_ escape",
	"line\u2028separator",
	"::error::owned", "::set-output name=x::y", "##vso[task.setvariable variable=x]y", "##[error]z",
	"\uff1d1+1 wide", "see https://evil.example/login or www.evil.example",
	`x;=1+1;y`, `x; "=1+1"`, "[click](https://evil.example)",
	"👩‍👩‍👧‍👦 família", "Z̸̡͂a̷l̵g̶o̴", "한국어 이름", strings.Repeat("long", 2500), strings.Repeat("長", 12000), "",
}

func hostile(t testing.TB) *story {
	s := &story{name: "hostile", run: newRun("\x1b[2JEvil\n::error::Corp\u202e"), status: 3, reading: newReading()}
	s.run.Tenant.DefaultDomain = "<evil>.example"
	s.sum = rules.Summary{
		Verdict: rules.Fail, Complete: true, Tallies: tallies(),
		Scope: rules.ScopeCount{Asked: true, Description: "enabled members of group =1+1\u202e\n::error::",
			Why: "--group names them", Expected: -1, After: -1, Read: len(hostileNames)},
		MDM: []rules.MDMRow{{ID: "x", Name: "\x1b[5m", AppliesTo: "selected", Groups: hostileNames[:9]}},
		SKUs: []rules.SKURow{{SKU: tenant.SKU{ID: guid(1), PartNumber: "=1+1\x1b[31m", CapabilityStatus: "::error::",
			Plans: []tenant.Plan{{ID: guid(2), Name: "\u202e"}}}, Class: license.Person}},
	}
	s.sum.Tallies[1].Outcome = rules.Fail
	table := license.NewTable(nil, license.Options{})
	for i, name := range hostileNames {
		u := holder(t, i+1, "x", "ENTERPRISEPACK")
		u.DisplayName, u.UPN = name, name
		s.judge(table, u, rules.MDMInside)
	}
	for i, name := range hostileNames { // as a report may say that somebody wrote
		s.trend = append(s.trend, record.Past{At: started().AddDate(0, 0, -i-1), AsOf: name, Version: name, Scope: name,
			Asked: "x", Missing: []tenant.Dataset{tenant.Dataset(name)}, Ready: rules.ReadyCount{Ready: -i}})
	}
	s.run.Excusing, s.excepted = true, hostileNames
	s.fill()
	s.block(strings.Join(hostileNames[:27], " "), 5, 6, 20, 27)
	for i, name := range hostileNames {
		u := s.rows[i].User
		u.EmployeeID, u.Company, u.Department, u.Country, u.CostCentre, u.Extra = name, name, name, name, name,
			[]string{name, name}
		s.rows[i].Policy = name
		d := *s.devices[0].Device
		d.Name, d.Serial, d.Model, d.UPN = name, name, name, name
		s.devices = append(s.devices, &rules.DeviceRow{Device: &d, Release: "25H2", Edition: name})
		s.sum.Associations = append(s.sum.Associations, rules.AssociationRow{Association: tenant.Association{
			ID: guid(870 + i).String(), Serial: name, UUID: name, Manufacturer: name, Model: name, State: name},
			PolicyName: name, DeviceName: name, OSVersion: name})
		s.sum.Devices.Read++
		s.sum.Devices.ByKind[rules.Ordinary]++
	}
	s.run.Groups[0].Name = hostileNames[0]
	for _, name := range hostileNames {
		s.findings = append(s.findings, rules.Finding{Rule: enrollment,
			Subject: rules.Subject{Kind: "group", ID: name, Name: name}, Outcome: rules.Fail, Level: rules.Required,
			Detail: name})
	}
	return s
}
