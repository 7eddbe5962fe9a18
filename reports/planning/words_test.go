package planning

import (
	"testing"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

func id(part string) tenant.GUID { return license.Lookup(part)[0].SKU }

// speaker has two groups, and products with seats from everywhere.
func speaker() *Maker {
	product := func(part string, owned, used, needed, buy, renew, others, renewable int, ends string) plan.Product {
		p := license.Lookup(part)[0]
		return plan.Product{SKU: p.SKU, PartNumber: part, Name: p.Name, Counts: true, Owned: owned, Used: used,
			Needed: needed, Buy: buy, Renew: renew, Others: others, Renewable: renewable, Ends: ends}
	}
	return &Maker{told: &record.Summary{},
		run: &record.Run{Groups: []record.Group{{ID: tenant.GUID{1}, Name: `Staff "A"`, MembersBy: tenant.ByRule},
			{ID: tenant.GUID{2}, MembersBy: tenant.ByAssignment}}},
		plan: &plan.Plan{Products: []plan.Product{
			product("SPE_E3", 10, 5, 3, 0, 0, 0, 0, ""),
			product("SPE_E5", 5, 5, 1, 0, 0, 0, 0, ""),
			product("EMS", 0, 0, 4, 4, 0, 0, 0, ""),
			product("INTUNE_A", 5, 4, 6, 3, 2, 0, 2, ""),
			product("AAD_PREMIUM", 0, 9, 0, 0, 9, 2, 12, "its subscription has lapsed and is in its grace period"),
			product("SPE_F1", 0, 3, 3, 3, 0, 0, 0, "its trial ends on 2026-12-01"),
			product("ENTERPRISEPACK", 4, 6, 0, 2, 0, 0, 0, ""),
		}},
	}
}

// A change is said with what happens to the license, in the order in which it happens, and where the seats come from.
func TestTitles(t *testing.T) {
	m := speaker()
	gain := func(part string, how plan.How) plan.Gain { return plan.Gain{SKU: id(part), How: how} }
	one := func(part string, how plan.How) *plan.Change {
		return &plan.Change{Gain: []plan.Gain{gain(part, how)}}
	}
	for want, ch := range map[string]*plan.Change{
		"no license is found that they can be given":                       nil,
		"assign Microsoft 365 E3 (seats are free)":                         one("SPE_E3", plan.Assign),
		"reprocess Microsoft 365 E5 (seats that others free)":              one("SPE_E5", plan.Reprocess),
		"assign Enterprise Mobility + Security E3 (to buy)":                one("EMS", plan.Assign),
		"assign Intune (5 seats to buy or renew in all)":                   one("INTUNE_A", plan.Assign),
		"renew Microsoft Entra ID P1 (9 seats: 2 other people use it too)": one("AAD_PREMIUM", plan.Renew),
		"buy Microsoft 365 F3 in place of its trial":                       one("SPE_F1", plan.Keep),
		"set a usage location, then assign Microsoft 365 E3 (seats are free)": {Location: true,
			Gain: []plan.Gain{gain("SPE_E3", plan.Assign)}},
		"swap Office 365 E3 and Intune for Microsoft 365 E3 (seats are free)": {
			Gain: []plan.Gain{gain("SPE_E3", plan.Swap)},
			Free: []plan.Freed{{SKU: id("ENTERPRISEPACK")}, {SKU: id("INTUNE_A")}}},
		"assign Microsoft 365 E3 (seats are free), and turn on Intune and Entra ID P1": {
			Gain:   []plan.Gain{gain("SPE_E3", plan.Assign)},
			TurnOn: []plan.TurnOn{{SKU: id("SPE_E5"), Intune: true, Entra: true}}},
		"turn on Intune, and turn on Entra ID P1": {
			TurnOn: []plan.TurnOn{{SKU: id("SPE_E5"), Intune: true}, {SKU: id("SPE_E3"), Entra: true}}},
	} {
		if got := m.title(ch); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Steps are one for each change, the one for most people first, with the group in which plans are turned on; then the
// seats that are used beyond those that are owned.
func TestSteps(t *testing.T) {
	m := speaker()
	on := func(group byte, people int) plan.Group {
		return plan.Group{People: people, Change: &plan.Change{
			TurnOn: []plan.TurnOn{{SKU: id("SPE_E3"), Group: tenant.GUID{group}, Intune: true}}}}
	}
	over := record.PlanStep{Title: "buy 2 seats of Office 365 E3 that are used beyond those owned"}
	for _, row := range []struct {
		groups []plan.Group
		want   []record.PlanStep
	}{
		{nil, []record.PlanStep{over}},
		{[]plan.Group{on(1, 3), {People: 5}}, []record.PlanStep{{People: 5, Title: "no license is found that they can be given"},
			{People: 3, Title: `turn on Intune in group "Staff \"A\""`}, over}},
		{[]plan.Group{on(1, 3), on(2, 4)}, []record.PlanStep{{People: 7, Title: "turn on Intune in 2 groups"}, over}},
		{[]plan.Group{on(1, 3), on(0, 4)}, []record.PlanStep{{People: 7, Title: "turn on Intune"}, over}},
	} {
		m.plan.Groups = row.groups
		got := append(m.steps(m.plan.Groups), m.overused()...)
		if len(got) != len(row.want) {
			t.Errorf("%+v, want %+v", got, row.want)
			continue
		}
		for i := range got {
			if got[i] != row.want[i] {
				t.Errorf("%+v, want %+v", got[i], row.want[i])
			}
		}
	}
}

// The sentences say how many people, the first changes, the rest as a number, the cost and what isn't in it.
func TestSentences(t *testing.T) {
	steps := func(n int, title string) []record.PlanStep { return []record.PlanStep{{People: n, Title: title}} }
	step := func(n int, title string) record.PlanStep { return record.PlanStep{People: n, Title: title} }
	for want, p := range map[string]record.LicensePlan{
		"Nobody in scope needs a license change.":                                        {},
		"Incomplete: nobody who was read needs a license change.":                        {Missing: make([]rules.Gap, 1)},
		"1 person needs a license change. 1: assign E3.":                                 {People: 1, Steps: steps(1, "assign E3")},
		"Nobody in scope needs a license change. The licenses of 2 people aren't known.": {Unknown: 2},
		"1,200 people need a license change. 1,000: a. 100: b. 50: c. 30: d. Buy 2 seats. 20: other changes. " +
			"25.20 EUR more a month.": {
			People: 1200, Steps: []record.PlanStep{step(1000, "a"), step(100, "b"), step(50, "c"), step(30, "d"),
				step(15, "e"), step(5, "f"), step(0, "buy 2 seats")},
			Cost: &record.PlanCost{Currency: "EUR", Before: 100_0000, After: 402_4000}},
		"1 person needs a license change. 1: a. Without a price, and not in it: EMS, SPE_E3.": {People: 1,
			Steps: []record.PlanStep{step(1, "a")},
			Cost:  &record.PlanCost{Currency: "EUR", Before: 1, After: 1, Unpriced: []string{"EMS", "SPE_E3"}}},
	} {
		if got := wording.Plan(&p, MostSaid); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What is done to a person is said in its order, by names.
func TestActs(t *testing.T) {
	m := speaker()
	on := &plan.Change{TurnOn: []plan.TurnOn{{SKU: id("SPE_E5"), Intune: true}}}
	for want, act := range map[string]plan.Action{
		`set the usage location; join group "Staff \"A\""; remove Office 365 E3; ` +
			`leave group 02000000-0000-0000-0000-000000000000; reprocess`: {
			Location: true, Join: []tenant.GUID{{1}}, Remove: []tenant.GUID{id("ENTERPRISEPACK")},
			Leave: []tenant.GUID{{2}}, Reprocess: true},
		`leave group "Staff \"A\""; assign Microsoft 365 E3 with 2 plans off`: {LeaveFirst: true, Leave: []tenant.GUID{{1}},
			Add: []tenant.License{{SKU: id("SPE_E3"), Disabled: make([]tenant.GUID, 2)}}},
		"turn on Intune in Microsoft 365 E5": {Add: []tenant.License{{SKU: id("SPE_E5"), Disabled: make([]tenant.GUID, 3)}}},
		`Office 365 E3 comes by group "Staff \"A\"": a rule decides who is in it`: {
			Stays: []plan.Freed{{SKU: id("ENTERPRISEPACK"), Group: tenant.GUID{1}}}},
		"Office 365 E3 comes by group 02000000-0000-0000-0000-000000000000: it assigns other products too": {
			Stays: []plan.Freed{{SKU: id("ENTERPRISEPACK"), Group: tenant.GUID{2}}}},
		"Office 365 E3 comes by group 03000000-0000-0000-0000-000000000000: it isn't among the groups that were read": {
			Stays: []plan.Freed{{SKU: id("ENTERPRISEPACK"), Group: tenant.GUID{3}}}},
	} {
		if got := m.words(on, &act); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What failed for people, and what the plan does doesn't help, is said with them; so is why nobody is sold anything.
func TestTitlesOfWhatIsLeft(t *testing.T) {
	m := speaker()
	e3 := &plan.Change{Gain: []plan.Gain{{SKU: id("SPE_E3"), How: plan.Assign}}}
	conflict := plan.Stuck{SKU: id("SPE_F1"), Error: "MutuallyExclusiveViolation", With: id("ENTERPRISEPACK")}
	other := plan.Stuck{SKU: id("SPE_E5"), Error: "DependencyViolation"}
	for want, g := range map[string]plan.Group{
		"assign Microsoft 365 E3 (seats are free)": {Change: e3},
		"assign Microsoft 365 E3 (seats are free), and resolve manually: Microsoft 365 F3 conflicts with Office 365 E3; " +
			"Microsoft 365 E5 in error: it needs a plan that is not there": {Change: e3, Stuck: []plan.Stuck{conflict, other}},
		"no license is found that they can be given": {},
		"no license is found that they can be given, so resolve manually: Microsoft 365 F3 conflicts with Office 365 E3": {
			Stuck: []plan.Stuck{conflict}, Unsold: true},
		"no license is found that they can be given: no product with Intune and Entra ID P1 is known that is sold to them": {
			Unsold: true},
	} {
		if got := m.titleOf(&g); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
