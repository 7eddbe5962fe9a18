package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Who holds a product is counted as disabled and as a guest wherever the user stands, and else in scope or out of it.
func TestHolders(t *testing.T) {
	group := func(id byte) []tenant.Group {
		return []tenant.Group{{Members: tenant.Members{{15: id}: tenant.Direct}}}
	}
	s := Scope{Groups: []tenant.Group{{Members: tenant.Members{{15: 1}: tenant.Direct, {15: 2}: tenant.Direct,
		{15: 3}: tenant.Direct, {15: 4}: tenant.Direct, {15: 5}: tenant.Direct, {15: 7}: tenant.Direct}}},
		ExcludeGroups: group(5)}
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &s)
	for id, change := range map[byte]func(*tenant.User){
		1: func(*tenant.User) {},
		2: func(u *tenant.User) { u.UserType = "Guest" },
		3: func(u *tenant.User) { u.CreationType, u.Enabled = "Invitation", tenant.No },
		4: func(u *tenant.User) { u.Enabled = tenant.No },
		5: func(*tenant.User) {},
		6: func(u *tenant.User) { u.UserType = "Guest" },
		7: func(u *tenant.User) { u.Enabled = tenant.Unknown },
	} {
		u := c.User
		u.ID = tenant.GUID{15: id}
		change(&u)
		ev.User(&u)
	}
	_, sum := ev.Finish()
	want := holding{All: 7, InScope: 2, OutOfScope: 1, Guests: 3, Disabled: 2}
	if h := *ev.env.count.Holders[c.SKUs[0].ID]; h != want {
		t.Errorf("%+v, want %+v", h, want)
	}
	if n := sum.Scope; n.Read != 7 || n.InScope != 2 || n.NotInGroup != 1 || n.ExcludedGroup != 1 || n.Guests != 1 ||
		n.External != 1 || n.Disabled != 1 {
		t.Errorf("%+v", n)
	}
}

// Licenses that were not sent and words that are not known give no status; a user without a license has no extras.
func TestUnknownLicenseStatus(t *testing.T) {
	for _, change := range []func(*Case){unsent, capability("Paused")} {
		ev, c := evaluator(t, Example{Holds: "SPE_E3", Change: change}, &Scope{IncludeUnlicensed: true})
		if s := ev.User(&c.User).Status; s != LicensesUnknown {
			t.Errorf("status %v", s)
		}
	}
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &Scope{})
	ev.User(&c.User)
	c.User.Licenses = nil
	ev.User(&c.User)
	if n := ev.env.count; n.Apps != (recommendedCount{On: 1}) || len(n.Seatless) != 0 {
		t.Errorf("%+v, %v", n.Apps, n.Seatless)
	}
}

// An account that never signed in is warned of where it fails, and there alone.
func TestNoSignInChangesFailures(t *testing.T) {
	ev, c := evaluator(t, Example{Change: changes(seen(-1), placed("", ""))}, &Scope{})
	row := ev.User(&c.User)
	for _, f := range row.Findings {
		said, warned := strings.CutPrefix(f.Detail, "probably not a person, since no sign-in is recorded: ")
		if failed := f.Rule.ID == "LIC-02" || f.Rule.ID == "LIC-03"; warned != failed || said == "" {
			t.Errorf("%s: %s", f.Rule.ID, f.Detail)
		}
	}
	_, sum := ev.Finish()
	if row.Status != NoSignIn || tallyOf(t, sum, "LIC-02").Warn != 1 || tallyOf(t, sum, "LIC-11").Pass != 1 {
		t.Errorf("%+v", row)
	}
	ev, c = evaluator(t, Example{}, &Scope{})
	if row := ev.User(&c.User); row.Status != Unclassified {
		t.Errorf("nothing is known of sign-ins, and the row says %+v", row)
	}
}

// A rule whose dataset is missing judges nobody, a dataset that nobody asked for is missing, and what is met or does
// not apply is no finding.
func TestEvaluatorJudgesWhatWasRead(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3", Change: stated}, &Scope{})
	if row := ev.User(&c.User); len(row.Findings) != 0 || row.MDM != MDMInside {
		t.Errorf("%+v", row)
	}
	ev, c = evaluator(t, Example{Holds: "SPE_E3"}, &Scope{})
	ev.Missing(Gap{Dataset: tenant.SKUs, Why: "refused"})
	ev.User(&c.User)
	ev.Device(&c.Device)
	_, sum := ev.Finish()
	for _, id := range []string{"LIC-01", "LIC-02", "LIC-06", "LIC-13"} {
		if ta := tallyOf(t, sum, id); ta.Outcome != NotEvaluated ||
			ta.Pass+ta.Fail+ta.Warn+ta.NotApplicable+ta.NotEvaluated != 0 || len(ta.Gaps) != 1 {
			t.Errorf("%s: %+v", id, ta)
		}
	}
	selected, err := Select([]string{"LIC-02", "NET-01"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err = Example{Holds: "SPE_E3"}.Case()
	if err != nil {
		t.Fatal(err)
	}
	ev = NewEvaluator(c.env(false).Facts, &Scope{}, selected)
	if row := ev.User(&c.User); row.MDM != MDMUnknown {
		t.Errorf("nobody asked for the MDM user scope, and the user is %v", row.MDM)
	}
	if _, sum := ev.Finish(); !sum.Complete || sum.Verdict != Pass {
		t.Errorf("without a network the verdict is %v, complete %v", sum.Verdict, sum.Complete)
	}
}

// The policy that a device would get stands in the user's row.
func TestRowNamesPolicy(t *testing.T) {
	selected, err := Select([]string{"DPP", "LIC"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for members, want := range map[*tenant.Members]string{{exampleUser: tenant.Direct}: "Berlin",
		{{15: 9}: tenant.Direct}: "", nil: ""} {
		c, err := Example{Holds: "SPE_E3"}.Case()
		if err != nil {
			t.Fatal(err)
		}
		a := tenant.Assignment{Kind: "group"}
		if members != nil {
			a.Group.Members = *members
		}
		c.Preparation = []tenant.PreparationPolicy{{Name: "Berlin", Assignments: []tenant.Assignment{a}}}
		if row := NewEvaluator(c.env(false).Facts, &Scope{}, selected).User(&c.User); row.Policy != want {
			t.Errorf("policy %q, want %q", row.Policy, want)
		}
	}
}

// A subscription counts for its own product, a product that the catalog does not know keeps its part number, and groups that
// are fine are told of where there are any.
func TestProductsInWords(t *testing.T) {
	c, err := Example{Holds: "SPE_E3, EMS", Change: changes(bought("Enabled", true, 5, 3), assigned("Staff"))}.Case()
	if err != nil {
		t.Fatal(err)
	}
	c.SKUs = append(c.SKUs, tenant.SKU{ID: tenant.GUID{7}, PartNumber: "NEW_SUITE"})
	same := func() tenant.SKU { // its name is its part number
		for _, part := range license.PartNumbers() {
			if p := license.Lookup(part)[0]; strings.EqualFold(p.Name, part) {
				return tenant.SKU{ID: p.SKU, PartNumber: part}
			}
		}
		t.Fatal("the catalog has none")
		return tenant.SKU{}
	}()
	c.SKUs = append(c.SKUs, same)
	env := c.env(false)
	if a, b := len(env.subscriptions(c.SKUs[0].ID)), len(env.subscriptions(c.SKUs[1].ID)); a != 1 || b != 0 {
		t.Errorf("%d and %d subscriptions", a, b)
	}
	for id, want := range map[tenant.GUID]string{
		c.SKUs[1].ID: "EMS (Enterprise Mobility + Security E3)", {7}: "NEW_SUITE", same.ID: same.PartNumber,
		{8}: "08000000-0000-0000-0000-000000000000",
	} {
		if got := env.product(id); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	env.LicenseGroups[0].State = "QueuedForProcessing"
	env.LicenseGroups[0].Licenses[0].Disabled = []tenant.GUID{planNamed(c.SKUs[0].Plans, "INTUNE_A").ID}
	for _, vs := range [][]Verdict{judgeLicenseGroups(env), judgeGroupPlans(env)} {
		if len(vs) != 1 || vs[0].Subject != (Subject{"group", exampleGroup.String(), "Staff"}) {
			t.Errorf("%+v", vs)
		}
	}
}
