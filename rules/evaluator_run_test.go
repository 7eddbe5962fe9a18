package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// run judges by these rules alone.
func run(t *testing.T, x Example, s *Scope, only ...string) (*Evaluator, *Case) {
	t.Helper()
	c, err := x.Case()
	if err != nil {
		t.Fatal(err)
	}
	selected, err := Select(only, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return NewEvaluator(c.env(x.OtherMDM).Facts, s, selected), c
}

// Devices are counted by kind and release; a row tells what wants a look and nothing else.
func TestDevices(t *testing.T) {
	ev, c := run(t, Example{Holds: "SPE_E3"}, &Scope{}, "DEV-01", "DEV-04", "DEV-05")
	device := func(change func(*tenant.Device)) *DeviceRow {
		d := c.Device
		change(&d)
		return ev.Device(&d)
	}
	if row := device(func(d *tenant.Device) { d.System = "Android" }); row != nil {
		t.Errorf("a telephone has the row %+v", row)
	}
	if row := device(func(d *tenant.Device) { d.Version, d.SKUNumber = "10.0.26200.7171", 48 }); row == nil ||
		len(row.Findings) != 0 || row.Release != "25H2" || row.Edition != "Pro" {
		t.Errorf("a device that is well: %+v", row)
	}
	// DEV-04 does not apply to it.
	row := device(func(d *tenant.Device) { d.Version, d.SKUNumber, d.Name = "10.0.19045.1", 101, "PC" })
	if len(row.Findings) != 2 || row.Findings[0].Rule.ID != "DEV-01" || row.Findings[1].Rule.ID != "DEV-05" ||
		row.Findings[0].Subject != (Subject{"device", c.Device.ID.String(), "PC"}) || row.Findings[0].Outcome != Warn {
		t.Errorf("Windows 10 Home: %+v", row.Findings)
	}
	if row := device(func(d *tenant.Device) { d.Version = "?" }); row.Release != "" || len(row.Findings) == 0 ||
		row.Findings[0].Outcome != NotEvaluated {
		t.Errorf("a device without a version: %+v", row)
	}
	device(func(d *tenant.Device) { d.SKUFamily, d.Version = "Server", "10.0.20348.1" })
	_, sum := ev.Finish()
	n := sum.Devices
	if n.Read != 5 || n.ByKind[Ordinary] != 3 || n.ByKind[Server] != 1 || n.ByKind[NotWindows] != 1 {
		t.Errorf("%+v", n)
	}
	if len(n.ByRelease) != 3 || n.ByRelease["25H2"] != 1 || n.ByRelease["Windows 10"] != 1 ||
		n.ByRelease["not known"] != 1 {
		t.Errorf("by release %+v", n.ByRelease)
	}
	ev, c = run(t, Example{}, &Scope{}, "DEV")
	if row := ev.Device(&c.Device); len(row.Findings) != 0 {
		t.Errorf("a device that all rules judge: %+v", row.Findings)
	}
	if ta := tallyOf(t, sum, "DEV-01"); ta.Pass != 1 || ta.Warn != 1 || ta.NotEvaluated != 1 || ta.NotApplicable != 1 {
		t.Errorf("DEV-01 %+v", ta)
	}
}

// A user's row holds what wants a look, each about the user; a recommended rule that is not met does not decide.
func TestUserRow(t *testing.T) {
	ev, c := run(t, Example{Holds: "SPE_E3 -INTUNE_A"}, &Scope{}, "LIC-02", "LIC-03", "LIC-09")
	row := ev.User(&c.User)
	var ids []string
	for _, f := range row.Findings {
		ids = append(ids, f.Rule.ID)
		if f.Subject != (Subject{"user", c.User.ID.String(), c.User.UPN}) {
			t.Errorf("%s is about %+v", f.Rule.ID, f.Subject)
		}
		if f.Outcome == Pass || f.Outcome == NotApplicable {
			t.Errorf("%s: %v", f.Rule.ID, f.Outcome)
		}
	}
	if !slices.Contains(ids, "LIC-02") || slices.Contains(ids, "LIC-03") {
		t.Errorf("findings of %v", ids)
	}
	if ev.User(&tenant.User{ID: tenant.GUID{15: 9}, UPN: "g", UserType: "Guest", Enabled: tenant.Yes}) != nil {
		t.Error("a guest has a row")
	}
	_, sum := ev.Finish()
	if sum.Statuses.By[LacksIntune] != 1 || sum.Statuses.ByRow[4] != 0 {
		t.Errorf("%+v", sum.Statuses)
	}
	if len(sum.Matrix) != len(Sentences()) {
		t.Errorf("%d sentences", len(sum.Matrix))
	}
	unsent(c)
	if row := ev.User(&c.User); len(row.Findings) != 2 || row.Findings[0].Outcome != NotEvaluated {
		t.Errorf("what was not judged is no finding: %+v", row.Findings)
	}
}

// The summary counts qualified users by row, and whom each MDM policy reaches, and keeps the subscriptions of each SKU.
func TestSummary(t *testing.T) {
	inside := tenant.Group{DisplayName: "Rollout",
		Members: tenant.Members{exampleUser: tenant.Direct, {15: 8}: tenant.Nested}}
	ev, c := run(t,
		Example{Holds: "SPE_E3, EMS",
			Change: changes(stated, mdm("selected", nil), bought("Enabled", false, 10, 300), func(c *Case) {
				c.MDMPolicies = []tenant.MDMPolicy{
					{ID: tenant.IntuneApp, DisplayName: "Intune", AppliesTo: "selected",
						Groups: []tenant.Group{inside}},
					{ID: "x", DisplayName: "Other", AppliesTo: "none"},
				}
			})}, &Scope{}, "LIC", "MDM-02", "MDM-03")
	nested, outside := c.User, c.User
	nested.ID, outside.ID = tenant.GUID{15: 8}, tenant.GUID{15: 7}
	for want, u := range map[MDMState]*tenant.User{MDMInside: &c.User, MDMNested: &nested, MDMOutside: &outside} {
		if got := ev.User(u).MDM; got != want {
			t.Errorf("%s is %v, want %v", u.ID, got, want)
		}
	}
	findings, sum := ev.Finish()
	if m := sum.MDM[0]; m.ID != tenant.IntuneApp || m.Name != "Intune" || m.AppliesTo != "selected" {
		t.Errorf("%+v", m)
	}
	for _, row := range sum.Matrix {
		if row.Users != sum.Statuses.ByRow[row.Row] || slices.Contains(row.Rules, "LIC-02") && row.Result != Passed {
			t.Errorf("%q: %v, %d users of row %d", row.Text, row.Result, row.Users, row.Row)
		}
	}
	if sum.Statuses.ByRow[sum4] != 3 || len(sum.MDM) != 2 || sum.MDM[0].Reaches != 2 || sum.MDM[1].Reaches != 0 ||
		!slices.Equal(sum.MDM[0].Groups, []string{"Rollout"}) {
		t.Errorf("%+v, %+v", sum.Statuses, sum.MDM)
	}
	subscriptions := 0
	for _, k := range sum.SKUs {
		subscriptions += len(k.Subscriptions)
		for _, l := range k.Subscriptions {
			if l.SKU != k.ID {
				t.Errorf("%s has a subscription of %s", k.PartNumber, l.PartNumber)
			}
		}
	}
	if subscriptions != len(c.Subscriptions) || subscriptions == 0 {
		t.Errorf("%d subscriptions of %d", subscriptions, len(c.Subscriptions))
	}
	for _, f := range findings {
		if f.Rule.ID == "LIC-01" && f.Subject != (Subject{"tenant", c.Organization.ID, "Contoso"}) {
			t.Errorf("%s is about %+v", f.Rule.ID, f.Subject)
		}
		if f.Subject.Kind == "sku" && (f.Outcome == Pass || f.Outcome == NotApplicable) {
			t.Errorf("%s of %s: %v", f.Rule.ID, f.Subject.Name, f.Outcome)
		}
	}
}

// Lots of a product that subscribedSkus does not list are told all the same, without seats that nobody counted.
func TestUnlistedSubscriptions(t *testing.T) {
	lots := func(status string, skus ...string) func(*Case) {
		return func(c *Case) {
			for _, part := range skus {
				c.Subscriptions = append(c.Subscriptions,
					tenant.Subscription{SKU: license.Lookup(part)[0].SKU, PartNumber: part, Status: status,
						TotalLicenses: 25})
			}
		}
	}
	ev, c := run(t,
		Example{Holds: "SPE_E3",
			Change: changes(lots("Enabled", "SPE_E3", "EMS"),
				lots("Suspended", "SPE_E5", "SPE_E5", "FLOW_FREE", "MCOCAP", "INTUNE_A_D", "AAD_PREMIUM", "INTUNE_A"),
				func(c *Case) {
					c.SKUs = append(c.SKUs, tenant.SKU{ID: tenant.GUID{7}, PartNumber: "NEW"})
				})}, &Scope{}, "LIC-07", "LIC-13", "LIC-14")
	c.User.Licenses = append(c.User.Licenses, tenant.License{SKU: license.Lookup("SPE_E5")[0].SKU})
	ev.User(&c.User)
	findings, sum := ev.Finish()
	if len(sum.SKUs) != 9 || sum.SKUs[1].Unlisted || !sum.SKUs[2].Unlisted || sum.SKUs[0].Unexplained() != 0 {
		t.Fatalf("%+v", sum.SKUs)
	}
	if e3 := sum.SKUs[0]; e3.Name != "Microsoft 365 E3" || e3.Row != 4 || e3.Match != license.Literal ||
		e3.Class != license.Person || !e3.Entra || !e3.Intune {
		t.Errorf("%+v", e3)
	}
	if other := sum.SKUs[1]; other.Name != "" || other.Row != 0 || other.Class != license.Person || other.Entra ||
		other.Intune {
		t.Errorf("%+v", other)
	}
	e5 := sum.SKUs[3]
	if !e5.Unlisted || e5.Name != "Microsoft 365 E5" || e5.Row != 4 || len(e5.Subscriptions) != 2 || e5.InScope != 1 ||
		e5.Unexplained() != 0 || e5.Free() != 0 || e5.Entra || e5.Intune {
		t.Errorf("%+v", e5)
	}
	levels := map[string]Level{}
	for _, f := range findings {
		levels[f.Subject.Name] = f.Level
		if f.Rule.ID != "LIC-07" || f.Outcome != Warn ||
			!strings.Contains(f.Detail, "the subscription of 25 seats has the status Suspended; ") ||
			!strings.HasSuffix(f.Detail, "subscribedSkus does not list the product") {
			t.Errorf("%+v", f)
		}
	}
	if len(findings) != 6 || levels["SPE_E5"] != Recommended || levels["AAD_PREMIUM"] != Recommended ||
		levels["INTUNE_A"] != Recommended || levels["FLOW_FREE"] != Advisory || levels["MCOCAP"] != Advisory ||
		levels["INTUNE_A_D"] != Advisory {
		t.Errorf("%+v", levels)
	}
	if ta := tallyOf(t, sum, "LIC-14"); ta.Pass+ta.Warn+ta.NotApplicable != 2 {
		t.Errorf("LIC-14 judged %+v", ta)
	}
}

// What nobody asked for, or the tenant did not say, is told apart from nothing; the summary says who is meant.
func TestAskedAndExpected(t *testing.T) {
	for _, c := range []struct {
		rule           string
		users, devices bool
	}{{"LIC-02", true, false}, {"DEV-01", false, true}, {"MDM-01", false, false}} {
		ev, _ := run(t, Example{Holds: "SPE_E3"}, &Scope{}, c.rule)
		_, sum := ev.Finish()
		if sum.Scope.Asked != c.users || sum.Devices.Asked != c.devices {
			t.Errorf("%s: users asked %v, devices asked %v", c.rule, sum.Scope.Asked, sum.Devices.Asked)
		}
		if sum.Scope.Expected != -1 || sum.Scope.After != -1 ||
			sum.Scope.Description != "enabled members of the tenant" || sum.Scope.Why == "" {
			t.Errorf("%+v", sum.Scope)
		}
		ev.Expect(7)
		ev.ExpectAfter(8)
		if _, sum := ev.Finish(); sum.Scope.Expected != 7 || sum.Scope.After != 8 {
			t.Errorf("%+v", sum.Scope)
		}
	}
}

// A row names the assignments in error that would give what the user lacks, whatever rules are judged.
func TestRowNamesAssignmentInError(t *testing.T) {
	in := func(state, code string) func(*Case) {
		return changes(failed("SPE_E3", code), func(x *Case) { x.User.States[len(x.User.States)-1].State = state })
	}
	for name, c := range map[string]struct {
		x    Example
		want string
	}{
		"no seat":                   {Example{Change: failed("SPE_E3", "CountViolation")}, "SPE_E3"},
		"active, and in error":      {Example{Change: in("ActiveWithError", "CountViolation")}, "SPE_E3"},
		"switched off by an error":  {Example{Change: in("Disabled", "CountViolation")}, "SPE_E3"},
		"switched off":              {Example{Change: in("Disabled", "")}, ""},
		"active":                    {Example{Change: in("Active", "CountViolation")}, ""},
		"on its way":                {Example{Change: in("PendingProvisioning", "")}, ""},
		"of a user who has all":     {Example{Holds: "SPE_E5", Change: failed("SPE_E3", "CountViolation")}, ""},
		"that would give nothing":   {Example{Change: failed("FLOW_FREE", "CountViolation")}, ""},
		"beside licenses not sent":  {Example{Change: changes(failed("SPE_E3", "CountViolation"), unsent)}, ""},
		"of a product not read":     {Example{Change: changes(failed("SPE_E3", "CountViolation"), missing(tenant.SKUs))}, ""},
		"of a product nobody has":   {Example{Change: state("SPE_E3", "Error", "CountViolation")}, ""},
		"of one, active of another": {Example{Holds: "INTUNE_A", Change: failed("SPE_E3", "CountViolation")}, "SPE_E3"},
	} {
		ev, x := run(t, c.x, &Scope{}, "LIC-02")
		if got := ev.User(&x.User).InError; !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("an assignment %s: %q, want %q", name, got, c.want)
		}
	}
}

// A rule about the tenant that does not apply says why in the matrix.
func TestMatrixSaysWhyNot(t *testing.T) {
	ev, _ := run(t, Example{}, &Scope{}, "DPP-06")
	findings, sum := ev.Finish()
	i := slices.IndexFunc(sum.Matrix, func(r MatrixRow) bool { return slices.Contains(r.Rules, "DPP-06") })
	if len(findings) != 1 || findings[0].Outcome != NotApplicable ||
		!strings.Contains(sum.Matrix[i].Detail, "DPP-06 "+entraJoin.Title+": not applicable: "+findings[0].Detail) {
		t.Errorf("%+v, %+v", findings, sum.Matrix[i])
	}
}

// Verdicts about entries of automatic enrollment are about the entry; without any there is one verdict.
func TestEntries(t *testing.T) {
	ev, _ := run(t, Example{Change: changes(mdm("all"), other("all"), mam("all"))}, &Scope{}, "MDM-02", "MDM-07")
	findings, _ := ev.Finish()
	var about []string
	for _, f := range findings {
		about = append(about, f.Rule.ID+" "+f.Subject.Kind+" "+f.Subject.Name)
	}
	if want := []string{"MDM-02 tenant Contoso", "MDM-02 mdmPolicy Other MDM",
		"MDM-07 mdmPolicy Microsoft Intune"}; !slices.Equal(about, want) {
		t.Errorf("%q, want %q", about, want)
	}
}

// sum4 is the row of the document that SPE_E3 meets.
const sum4 = 4

// A SKU of which something was found is a finding about it, at the level of the rule.
func TestSKUFinding(t *testing.T) {
	ev, c := run(t,
		Example{Holds: "SPE_E3",
			Change: func(c *Case) { c.SKUs[0].Consumed, c.SKUs[0].Enabled, c.SKUs[0].Warning = 9, 5, 0 }}, &Scope{},
		"LIC-06")
	findings, sum := ev.Finish()
	if len(findings) != 1 || findings[0].Subject != (Subject{"sku", c.SKUs[0].ID.String(), "SPE_E3"}) ||
		findings[0].Outcome == Pass {
		t.Errorf("%+v", findings)
	}
	if sum.Verdict == Fail {
		t.Error("a warning decides")
	}
	ev, _ = run(t, Example{Holds: "SPE_E3", Change: bought("Paused", false, 10, 12)}, &Scope{}, "LIC-07")
	if findings, _ := ev.Finish(); len(findings) != 1 || findings[0].Outcome != NotEvaluated {
		t.Errorf("a status that is not known: %+v", findings)
	}
}

// What was read in part is judged, and said to be incomplete; what was not read at all is not judged.
func TestMissing(t *testing.T) {
	for _, partial := range []bool{false, true} {
		ev, c := run(t, Example{Holds: "SPE_E3"}, &Scope{}, "LIC-02", "DEV-01")
		ev.Missing(Gap{Dataset: tenant.SKUs, Partial: partial, Why: "x"})
		ev.User(&c.User)
		_, sum := ev.Finish()
		ta := tallyOf(t, sum, "LIC-02")
		if sum.Complete || ta.Outcome != NotEvaluated || (ta.Pass == 1) != partial || len(ta.Gaps) != 1 {
			t.Errorf("partial %v: %+v, complete %v", partial, ta, sum.Complete)
		}
		if ta := tallyOf(t, sum, "LIC-03"); !ta.Skipped || len(ta.Gaps) != 0 {
			t.Errorf("a rule that nobody selected: %+v", ta)
		}
	}
}

// Rules about the network wait for it; a probe that ended early leaves them incomplete.
func TestNetworkGap(t *testing.T) {
	for _, c := range []struct {
		name     string
		network  *tenant.NetworkReport
		gaps     int
		unprobed bool
	}{
		{"not probed", nil, 1, true},
		{"probed", &tenant.NetworkReport{}, 0, false},
		{"probed until the time was over", &tenant.NetworkReport{Stopped: "time"}, 1, false},
	} {
		ev, _ := run(t, Example{Change: func(x *Case) { x.Network = c.network }}, &Scope{}, "NET-01", "LIC-01")
		_, sum := ev.Finish()
		if ta := tallyOf(t, sum, "NET-01"); len(ta.Gaps) != c.gaps || ta.Unprobed != c.unprobed {
			t.Errorf("%s: %+v", c.name, ta)
		}
		if ta := tallyOf(t, sum, "LIC-01"); ta.Unprobed || tallyOf(t, sum, "NET-02").Unprobed {
			t.Errorf("%s: a rule about something else, or one that nobody selected, waits for the network: %+v", c.name,
				ta)
		}
		if decided := c.gaps == 0 || c.unprobed; sum.Complete != decided || len(sum.Missing) == 0 != decided {
			t.Errorf("%s: complete %v, missing %+v", c.name, sum.Complete, sum.Missing)
		}
	}
	ev, _ := run(t, Example{Change: func(x *Case) { x.Network = &tenant.NetworkReport{Stopped: "time"} }}, &Scope{},
		"LIC-01")
	if _, sum := ev.Finish(); !sum.Complete || len(sum.Missing) != 0 {
		t.Errorf("a network that no rule asks for is missing: %+v", sum.Missing)
	}
}

func TestDescribe(t *testing.T) {
	g := []tenant.Group{{DisplayName: "A"}, {DisplayName: "B"}}
	for _, c := range []struct {
		scope Scope
		has   []string
		not   []string
	}{
		{Scope{}, []string{"enabled members"}, []string{"guests", "without", "or not"}},
		{Scope{IncludeDisabled: true}, []string{", enabled or not"}, []string{"enabled members"}},
		{Scope{IncludeGuests: true}, []string{"guests and external members included"}, nil},
		{Scope{ExcludeGroups: g}, []string{`, without group "A", group "B"`}, nil},
		{Scope{ExcludeGroups: g[:1], ExcludeUPN: []string{"a*"}}, []string{`, without group "A", without a*`}, nil},
		{Scope{ExcludeUPN: []string{"a*", "b*"}}, []string{", without a*, b*"}, []string{"group"}},
	} {
		who, _ := c.scope.Describe()
		for _, words := range c.has {
			if !strings.Contains(who, words) {
				t.Errorf("%q does not say %q", who, words)
			}
		}
		for _, words := range c.not {
			if strings.Contains(who, words) {
				t.Errorf("%q says %q", who, words)
			}
		}
	}
}

// A verdict may weigh less than its rule, and be about something else than what was judged.
func TestFinding(t *testing.T) {
	r, user, group := &Rule{ID: "X", Level: Required}, Subject{"user", "1", "a"}, Subject{"group", "2", "b"}
	if f := finding(r, OK, user); f.Level != Required || f.Subject != user {
		t.Errorf("%+v", f)
	}
	if f := finding(r, Verdict{Outcome: Fail, Level: Advisory, Subject: group}, user); f.Level != Advisory ||
		f.Subject != group {
		t.Errorf("%+v", f)
	}
}

// A recommended rule decides by what it does to people: one that stops somebody does, one that informs does not.
func TestRecommended(t *testing.T) {
	for rule, want := range map[string]Outcome{"DIR-02": Fail, "DIR-04": Pass} {
		ev, c := run(t, Example{Holds: "SPE_E3", Change: changes(owning(2, 1),
			set(func(s *tenant.Settings) { s.Branded = tenant.No }))}, &Scope{}, "LIC-02", rule)
		ev.User(&c.User)
		_, sum := ev.Finish()
		if ta := tallyOf(t, sum, rule); ta.Outcome != Fail && ta.Outcome != Warn || sum.Verdict != want {
			t.Errorf("%s %v, the tenant %v, want %v", rule, ta.Outcome, sum.Verdict, want)
		}
	}
}

// Who holds what is counted by the user's own properties too, whoever is in scope.
func TestHoldersOutOfScope(t *testing.T) {
	ev, c := run(t, Example{Holds: "SPE_E3"}, &Scope{Groups: []tenant.Group{{Members: tenant.Members{}}}}, "LIC-15",
		"LIC-16")
	for _, change := range []func(*tenant.User){
		func(u *tenant.User) { u.Enabled = tenant.No }, func(u *tenant.User) { u.UserType = "Guest" },
		func(u *tenant.User) { u.CreationType = "Invitation" },
	} {
		u := c.User
		change(&u)
		ev.User(&u)
	}
	_, sum := ev.Finish()
	if h := *ev.env.count.Holders[c.SKUs[0].ID]; h != (holding{All: 3, Disabled: 1, Guests: 2}) {
		t.Errorf("%+v", h)
	}
	for _, id := range []string{"LIC-15", "LIC-16"} {
		if ta := tallyOf(t, sum, id); ta.Outcome != Warn {
			t.Errorf("%s: %v", id, ta.Outcome)
		}
	}
}
