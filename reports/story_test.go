package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// story is a run made by hand.
type story struct {
	name     string
	run      record.Run
	rows     []*rules.UserRow
	devices  []*rules.DeviceRow
	findings []rules.Finding
	sum      rules.Summary
	trend    []record.Past
	excepted []string // texts of exceptions; nil for a run that excuses nothing
	status   int
	reading  record.Reading
}

func (s *story) play(h record.Handler) error {
	to := record.Translate(h)
	run := s.run
	if err := to.Run(&run); err != nil {
		return err
	}
	for _, row := range s.rows {
		if err := to.User(row); err != nil {
			return err
		}
	}
	for _, d := range s.devices {
		if err := to.Device(d); err != nil {
			return err
		}
	}
	for _, f := range s.findings {
		if err := to.Finding(f); err != nil {
			return err
		}
	}
	return h.Summary(s.summary())
}

func (s *story) summary() *record.Summary {
	sum := record.NewSummary(s.sum, s.reading)
	sum.ExitStatus, sum.Trend = s.status, s.trend
	if s.excepted != nil {
		excuse(sum, s.excepted)
	}
	return sum
}

func stories(t testing.TB) []*story {
	return []*story{mixed(t), empty(), hostile(t), incomplete(t)}
}

var requirements = rules.Citation{
	Document: "Windows Autopilot device preparation requirements", Section: "Licensing",
	URL: "https://learn.microsoft.com/autopilot/device-preparation/requirements?tabs=licensing",
}

var (
	subscribed = &rules.Rule{ID: "LIC-01", Title: "The tenant holds a usable qualifying subscription",
		Level:    rules.Required,
		Citation: requirements, Rationale: "Without one nobody can be licensed.",
		Remediation: "Buy or renew a product of rows 1 to 7.",
		Needs:       []tenant.Dataset{tenant.SKUs}}
	intune = &rules.Rule{ID: "LIC-02", Title: "Every user in scope holds an active Intune plan", Level: rules.Required,
		Citation: requirements, Rationale: "Without it the device is not enrolled.",
		Remediation: "Assign a product with Intune, or switch the plan on where it is off: Microsoft 365 admin center > Users > Active users > Licenses and apps.",
		Needs:       []tenant.Dataset{tenant.SKUs, tenant.Users}}
	assigned = &rules.Rule{ID: "LIC-04", Title: "No license assignment is in error", Level: rules.Advisory,
		Citation: requirements, Rationale: "An assignment in error gives nothing.",
		Remediation: "Free a seat, then reprocess the group.",
		Needs:       []tenant.Dataset{tenant.Users}}
	enrollment = &rules.Rule{ID: "MDM-02", Title: "Automatic enrollment in Intune is on", Level: rules.Required,
		Citation: requirements, Rationale: "Without it the device joins unmanaged.",
		Remediation: "Set the MDM user scope to Some or All.",
		Needs:       []tenant.Dataset{tenant.MDMPolicies}}
)

// known makes a subscription of the catalog, with seats.
func known(t testing.TB, part string, seats, consumed int) tenant.SKU {
	t.Helper()
	found := license.Lookup(part)
	if len(found) == 0 {
		t.Fatalf("the catalog has no %s", part)
	}
	s := tenant.SKU{ID: found[0].SKU, PartNumber: part, AppliesTo: "User", CapabilityStatus: "Enabled",
		Enabled: seats, Consumed: consumed,
		SubscriptionIDs: []string{"b5a58bd5-5d3f-4a5f-8e21-3c1b2c1d0001"}}
	for _, p := range found[0].Plans {
		s.Plans = append(s.Plans, tenant.Plan{ID: p.ID, Name: p.Name, AppliesTo: "User", ProvisioningStatus: "Success"})
	}
	return s
}

func guid(n int) tenant.GUID { return tenant.MustGUID(fmt.Sprintf("a0000000-0000-4000-8000-%012d", n)) }

func started() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func newRun(name string) record.Run {
	return record.Run{
		Version: "0.1.0", Cloud: "global", CatalogDate: "2026-08-20", ExpiryDays: 30,
		Tenant: record.Tenant{ID: "7f1c9d3e-2b7a-4f7e-9a51-0c8f2d6b1e44", Name: name,
			DefaultDomain: "contoso.onmicrosoft.com"},
		Scope:   record.Scope{Description: "enabled members of the tenant", Why: "no group was named"},
		Rules:   record.NewRules([]*rules.Rule{subscribed, intune, enrollment}),
		Skipped: record.NewRules([]*rules.Rule{assigned}),
		Reading: record.RunReading{Source: "graph.microsoft.com", Started: started()},
	}
}

func newReading() record.Reading {
	return record.Reading{Finished: started().Add(1234 * time.Millisecond), Requests: 19, Pages: 12, Retries: 1,
		ThrottledSeconds: 2, Bytes: 9876543}
}

// holder is a user with products; "SPE_E3 -INTUNE_A" holds the first without the second.
func holder(t testing.TB, n int, name string, held ...string) *tenant.User {
	t.Helper()
	u := &tenant.User{ID: guid(n), DisplayName: name,
		UPN:     strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@contoso.com",
		Enabled: tenant.Yes, UserType: "Member", UsageLocation: "DE", LicensesKnown: true}
	for _, h := range held {
		part, off, _ := strings.Cut(h, " -")
		p := license.Lookup(part)[0]
		l := tenant.License{SKU: p.SKU}
		for _, plan := range p.Plans {
			if plan.Name == off {
				l.Disabled = append(l.Disabled, plan.ID)
			}
		}
		u.Licenses = append(u.Licenses, l)
		u.States = append(u.States, tenant.LicenseState{SKU: p.SKU, Disabled: l.Disabled, State: "Active"})
	}
	return u
}

// judge makes the row of a user by the rule intune alone, and counts it.
func (s *story) judge(table *license.Table, u *tenant.User, mdm rules.MDMState) {
	row := &rules.UserRow{User: u, Entitlement: table.Of(u), MDM: mdm, Devices: s.sum.Scope.InScope%4 - 1}
	row.Status = statusOf(u, row.Entitlement)
	e := row.Entitlement
	about := rules.Subject{Kind: "user", ID: u.ID.String(), Name: u.UPN}
	tally, statuses := &s.sum.Tallies[1], &s.sum.Statuses
	s.sum.Scope.InScope++
	switch {
	case row.Status == rules.Unclassified:
		tally.NotEvaluated++
		tally.Unclassified++
		s.sum.Scope.Unlicensed++
	case !e.Known:
		tally.NotEvaluated++
		row.Findings = []rules.Finding{{Rule: intune, Subject: about, Level: rules.Required,
			Detail: "Graph did not send assignedLicenses for this user"}}
	case e.Intune.State == license.Active:
		tally.Pass++
	case e.Intune.Usable():
		tally.Warn++
		row.Findings = []rules.Finding{{Rule: intune, Subject: about, Outcome: rules.Warn, Level: rules.Required,
			Detail: e.Intune.Why()}}
	default:
		tally.Fail++
		row.Findings = []rules.Finding{{Rule: intune, Subject: about, Outcome: rules.Fail, Level: rules.Required,
			Detail: e.Intune.Why()}}
	}
	statuses.By[row.Status]++
	if row.Status == rules.Qualified {
		statuses.ByRow[e.Row]++
	}
	s.rows = append(s.rows, row)
}

func statusOf(u *tenant.User, e license.Entitlement) rules.LicenseStatus {
	switch {
	case u.LicensesKnown && len(u.Licenses) == 0:
		return rules.Unclassified
	case !e.Known:
		return rules.LicensesUnknown
	case e.Qualified:
		return rules.Qualified
	case e.Entra.Usable():
		return rules.LacksIntune
	case e.Intune.Usable():
		return rules.LacksEntra
	}
	return rules.LacksBoth
}

func tallies() []rules.Tally {
	return []rules.Tally{
		{Rule: subscribed, Outcome: rules.Pass, Pass: 1},
		{Rule: intune},
		{Rule: assigned, Skipped: true},
		{Rule: enrollment, Outcome: rules.Warn, Warn: 1},
	}
}

func mixed(t testing.TB) *story {
	skus := []tenant.SKU{known(t, "SPE_E3", 1200, 1187), known(t, "ENTERPRISEPACK", 300, 312),
		known(t, "INTUNE_A_D", 50, 0), known(t, "INTUNE_EDU", 10, 1)}
	skus[1].CapabilityStatus, skus[1].Warning = "Warning", 10
	table := license.NewTable(skus, license.Options{})
	s := &story{name: "mixed", run: newRun("Contoso"), status: 3, reading: newReading()}
	s.sum = rules.Summary{
		Verdict: rules.Fail, Complete: true, Tallies: tallies(),
		Scope: rules.ScopeCount{Asked: true, Description: s.run.Scope.Description, Why: s.run.Scope.Why,
			Expected: 1234, After: 1234, Read: 1234, Disabled: 1001, Guests: 190, External: 20, ExcludedName: 10},
		MDM: []rules.MDMRow{{ID: tenant.IntuneApp, Name: "Microsoft Intune", AppliesTo: "selected",
			Groups: []string{"Autopilot pilots"}, Reaches: 9}},
	}
	s.sum.Tallies[1].Outcome = rules.Fail
	s.judge(table, holder(t, 1, "Adele Vance", "SPE_E3"), rules.MDMInside)
	s.judge(table, holder(t, 2, "Alex Wilber", "SPE_E3 -INTUNE_A"), rules.MDMInside)
	s.judge(table, holder(t, 3, "Diego Siciliani", "ENTERPRISEPACK"), rules.MDMOutside)
	s.judge(table, holder(t, 4, "Grady Archie", "SPE_E3"), rules.MDMOutside)
	s.judge(table, holder(t, 5, "Henrietta Müller", "INTUNE_EDU -INTUNE_A"), rules.MDMNested)
	s.judge(table, holder(t, 6, "Room 4711"), rules.MDMInside)
	s.judge(table, holder(t, 7, "山田 太郎", "SPE_E3", "ENTERPRISEPACK"), rules.MDMInside)
	for i := range 4 {
		s.judge(table, holder(t, 10+i, fmt.Sprintf("Kiosk %d", i+1), "INTUNE_A_D"), rules.MDMInside)
	}
	unknown := holder(t, 20, "Isaiah Langer")
	unknown.LicensesKnown, unknown.Enabled, unknown.UsageLocation = false, tenant.Unknown, ""
	s.judge(table, unknown, rules.MDMUnknown)
	broken := holder(t, 21, "Joni Sherman", "SPE_E3 -INTUNE_A")
	broken.States = append(broken.States, tenant.LicenseState{SKU: broken.Licenses[0].SKU, Group: guid(900),
		State: "Error", Error: "CountViolation"})
	s.judge(table, broken, rules.MDMInside)
	s.fill()
	s.block("Contoso pilots", 1, 2, 12)
	s.findings = []rules.Finding{
		{Rule: subscribed, Subject: rules.Subject{Kind: "tenant", ID: s.run.Tenant.ID, Name: "Contoso"},
			Outcome: rules.Pass, Level: rules.Required, Detail: "SPE_E3 is usable"},
		{Rule: enrollment, Subject: rules.Subject{Kind: "mdmPolicy", ID: "0000000a-0000-0000-c000-000000000001",
			Name: "Other MDM"}, Outcome: rules.Warn, Level: rules.Required,
			Detail: "12 users are inside two MDM scopes"},
	}
	for _, k := range skus {
		row := rules.SKURow{SKU: k}
		p, _ := license.ProductOf(k.ID)
		row.Name, row.Row, row.Match, row.Class, row.Entra, row.Intune = p.Name, p.Row, p.Match, p.Class, p.Entra,
			p.Intune && p.Class == license.Person
		for _, u := range s.rows {
			if slices.ContainsFunc(u.User.Licenses, func(l tenant.License) bool { return l.SKU == k.ID }) {
				row.InScope++
				row.Held++
			}
		}
		switch k.PartNumber {
		case "SPE_E3":
			row.Subscriptions = []tenant.Subscription{{ID: "lot-1", Status: "Enabled", TotalLicenses: 1000,
				NextLifecycle: started().AddDate(0, 4, 0)}, {ID: "lot-2", Status: "Enabled", TotalLicenses: 200,
				NextLifecycle: started().AddDate(0, 2, 0)}}
		case "ENTERPRISEPACK":
			row.Subscriptions = []tenant.Subscription{{ID: "lot-3", Status: "Warning", TotalLicenses: 310,
				NextLifecycle: started().AddDate(0, 0, 9)}}
		}
		s.sum.SKUs = append(s.sum.SKUs, row)
	}
	return s
}

// fill gives a story what people look a colleague up by, devices, groups and the counts of the tenant.
func (s *story) fill() {
	s.run.Columns = []string{"jobTitle", "city"}
	s.run.Groups = record.NewGroups([]tenant.LicenseGroup{{Group: tenant.Group{ID: guid(900),
		DisplayName: "Licenses: E3"}, State: "ProcessingInProgress", HasErrors: tenant.Yes,
		Licenses: []tenant.License{{SKU: license.Lookup("SPE_E3")[0].SKU}}}})
	for i, row := range s.rows {
		u := row.User
		u.EmployeeID, u.Company, u.Department, u.Country, u.CostCentre = fmt.Sprintf("E%d", i), "Contoso", "Sales",
			"Germany", "4100"
		u.Extra = []string{"Clerk", ""}
		u.SignInKnown = true
		if i > 0 {
			u.LastSignIn = started().Add(-time.Duration(i) * time.Hour)
		}
		for j := range u.States {
			u.States[j].Updated = started().Unix()
		}
		row.Policy = "Device preparation: staff"
	}
	for i, edition := range []string{"Pro", "Home"} {
		d := &tenant.Device{ID: guid(800 + i), Name: "PC-" + edition, Serial: "SN" + edition, Manufacturer: "HP",
			Model: "EliteBook", System: "Windows", Version: "10.0.26200.7171",
			SKUNumber: 48 + i, Ownership: "company", UserID: guid(1), UPN: "adele.vance@contoso.com",
			Enrolled: started(), LastSync: started(), Autopilot: tenant.No}
		row := &rules.DeviceRow{Device: d, Release: "25H2", Edition: edition,
			Servicing: time.Date(2027, 10, 12, 0, 0, 0, 0, time.UTC)}
		if edition == "Home" {
			row.Findings = []rules.Finding{{Rule: assigned, Subject: rules.Subject{Kind: "device", ID: d.ID.String(),
				Name: d.Name}, Outcome: rules.Warn, Level: rules.Advisory, Detail: "Home is not supported"}}
		}
		s.devices = append(s.devices, row)
	}
	s.sum.Associations = []rules.AssociationRow{
		{Association: tenant.Association{ID: guid(850).String(), Serial: "SNPro", UUID: "4C4C4544-0044-4A10",
			Manufacturer: "HP", Model: "EliteBook", State: "associated", Device: guid(800), Policy: guid(860),
			Preassociated: started()}, PolicyName: "Device preparation: tills", DeviceName: "PC-Pro",
			OSVersion: "10.0.26200.9278", Release: "25H2"},
		{Association: tenant.Association{ID: guid(851).String(), Serial: "SNBoxed", State: "preassociated",
			Policy: guid(861)}},
	}
	s.sum.Devices = rules.DeviceCount{Asked: true, Read: 3, ByRelease: map[string]int{"25H2": 2}}
	s.sum.Devices.ByKind[rules.Ordinary] = 2
	s.sum.Devices.ByKind[rules.NotWindows] = 1 // which is counted and not listed
	s.sum.Matrix = []rules.MatrixRow{
		{Sentence: rules.Sentence{Part: "Licensing", Section: "Licensing requirements", URL: "https://learn.microsoft.com/autopilot/device-preparation/requirements?tabs=licensing", Text: "One of seven subscriptions is required", In2024: true, In2025: true, Rules: []string{"LIC-01"}}, Result: rules.Passed, Detail: "LIC-01 pass"},
		{Sentence: rules.Sentence{Part: "Licensing", Section: "Licensing requirements", URL: "https://learn.microsoft.com/autopilot/device-preparation/requirements?tabs=licensing", Text: "Microsoft 365 Enterprise E3 or E5", In2024: true, In2025: true, Row: 4}, Result: rules.Passed, Detail: "9 of 13 users", Users: 9},
		{Sentence: rules.Sentence{Part: "Networking", Section: "Proxy settings", URL: "https://learn.microsoft.com/autopilot/device-preparation/requirements?tabs=networking", Text: "A proxy is set up on the proxy itself", In2024: true, Manual: "look at it"}, Result: rules.CheckManually, Detail: "look at it"},
	}
}

// block gives a story causes: one that stops some of its people, one that makes a required rule fail, and some that can
// wait; things are called by name.
func (s *story) block(name string, rows ...int) {
	after := len(s.rows) - 1
	s.sum.Ready = rules.ReadyCount{People: len(s.rows), Ready: len(s.rows) - len(rows) - 1, Blocked: len(rows), Unknown: 1}
	s.sum.Causes = []rules.Cause{
		{ID: "lic-09/" + guid(901).String(), Title: fmt.Sprintf("Turn on what group %q leaves out of Microsoft 365 E3", name),
			Does: rules.Stops, Step: rules.Enroll, Who: "licensing", Why: "the plan is turned off", Rules: []string{"LIC-02"},
			Fix:        "Microsoft 365 admin center > Billing > Licenses > Microsoft 365 E3 > Groups > " + name + " > Apps",
			Link:       "https://admin.microsoft.com/#/licenses",
			PowerShell: "Set-MgGroupLicense -GroupId '" + guid(901).String() + "' -WhatIf", Bash: "az rest --url 'x'",
			Stops: len(rows), ReadyAfter: &after},
		{ID: "mdm-02/x", Title: "Turn on automatic enrollment", Does: rules.Degrades, Step: rules.Enroll, Who: "Intune",
			Rules: []string{"MDM-02"}, Fix: "Microsoft Intune admin center > Devices > Enrollment", Degrades: 4},
		{ID: "lic-04", Title: "Free seats", Does: rules.Information, Step: rules.Comply, Who: "licensing",
			Rules: []string{"LIC-04"}, Fix: "Free a seat.", Concerns: 2},
		{ID: "dpp-01/y", Title: fmt.Sprintf("Assign policy %q to somebody", name), Does: rules.Stops, Step: rules.Target,
			Who: "Intune", Rules: []string{"DPP-01"}, Fix: "Microsoft Intune admin center > " + name},
	}
	for _, i := range rows {
		s.rows[i].Ready, s.rows[i].BlockedBy = rules.Blocked, []string{s.sum.Causes[0].ID}
		s.rows[i].Causes = []string{s.sum.Causes[0].ID, s.sum.Causes[2].ID}
	}
}

func empty() *story {
	s := &story{name: "empty", run: newRun("Fabrikam"), status: 4, reading: newReading()}
	s.run.Rules, s.run.Skipped = record.NewRules([]*rules.Rule{subscribed, intune, assigned, enrollment}), nil
	s.sum = rules.Summary{Complete: true, Tallies: tallies(),
		Scope: rules.ScopeCount{Asked: true, Description: s.run.Scope.Description, Why: s.run.Scope.Why}}
	s.sum.Tallies[1].Idle = "nobody is in scope"
	s.sum.Tallies[2] = rules.Tally{Rule: assigned, Outcome: rules.NotApplicable}
	return s
}

func incomplete(t testing.TB) *story {
	skus := []tenant.SKU{known(t, "SPE_E5", 10, 3)}
	table := license.NewTable(skus, license.Options{})
	s := &story{name: "incomplete", run: newRun("Fabrikam"), status: 4, reading: newReading()}
	s.run.OtherMDM = true
	policies := rules.Gap{Dataset: tenant.MDMPolicies, Why: "Graph refused it: 403 Forbidden",
		Permission: "Policy.Read.All",
		Hint:       "an application cannot read it; sign in as a person, or pass the saved response with --from"}
	members := rules.Gap{Dataset: tenant.MDMMembers,
		Why: "reading the members of group Pilots: 500 Internal Server Error", Hint: "run it again"}
	users := rules.Gap{Dataset: tenant.Users, Why: "reading stopped after 3 users: unexpected EOF", Partial: true}
	s.sum = rules.Summary{
		Tallies: tallies(), Missing: []rules.Gap{policies, members, users},
		MDM: []rules.MDMRow{{ID: tenant.IntuneApp, Name: "Microsoft Intune", AppliesTo: "selected",
			Groups: []string{"Pilots"}}, {ID: "y", Name: "Other", AppliesTo: "all", Reaches: 3}},
		SKUs: []rules.SKURow{{SKU: skus[0], Name: "Microsoft 365 E5", Row: 4, Match: license.Literal,
			Class: license.Person, Entra: true, Intune: true, InScope: 3, Held: 3}},
		Scope: rules.ScopeCount{Asked: true, Description: s.run.Scope.Description, Why: s.run.Scope.Why,
			Expected: 2500, After: 2500, Read: 3},
	}
	for i := range 3 {
		s.judge(table, holder(t, i+1, fmt.Sprintf("User %d", i), "SPE_E5"), rules.MDMUnknown)
	}
	s.sum.Tallies[1].Gaps = []rules.Gap{users}
	s.sum.Tallies[3] = rules.Tally{Rule: enrollment, Gaps: []rules.Gap{policies}}
	s.trend = trend()
	return s
}

// trend is earlier runs: two that counted everybody, one that didn't, and two more.
func trend() (all []record.Past) {
	for i, ready := range []int{2, 5, 0, 6, 7} {
		p := record.Past{At: started().AddDate(0, 0, 2*i-12), Version: "0.1.0", Scope: "enabled members of the tenant",
			Asked: "0123456789abcdef", Complete: true, Counted: true, Missing: []tenant.Dataset{}, Status: 3, InScope: 9,
			Ready: rules.ReadyCount{People: 9, Ready: ready, Blocked: 9 - ready}}
		if ready == 0 {
			p.Complete, p.Counted, p.Missing = false, false, []tenant.Dataset{tenant.MDMPolicies}
			p.Ready = rules.ReadyCount{People: 9, Blocked: 1, Unknown: 8, Unread: 8}
		}
		all = append(all, p)
	}
	return all
}
