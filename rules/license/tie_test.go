package license

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Among products of one row the nearest to its words is named, however its subscription does.
func TestNearestMatchIsNamed(t *testing.T) {
	literal, developer, robot := sku(t, "SPE_E3"), sku(t, "DEVELOPERPACK_E5"), sku(t, "SPE_E3_RPA1")
	literal.CapabilityStatus = "Warning"
	if e := judge([]tenant.SKU{developer, literal}); e.SKU != "SPE_E3" || e.Match != Literal {
		t.Errorf("%s, %s", e.SKU, e.Match)
	}
	developer.CapabilityStatus = "Warning"
	if e := judge([]tenant.SKU{robot, developer}); e.SKU != "DEVELOPERPACK_E5" || e.Match != Developer {
		t.Errorf("%s, %s", e.SKU, e.Match)
	}
}

// What is not the row's words says how it stands to them.
func TestMatchInWords(t *testing.T) {
	for part, want := range map[string]string{
		"SPE_E3": "qualifies (option 4)", "M365_G3_GOV": "qualifies (option 4) as an equivalent of a product that Microsoft's page names",
		"MICROSOFT_365_E7": "qualifies (option 4) as a successor of a product that Microsoft's page names",
		"DEVELOPERPACK_E5": "qualifies (option 4) as the developer edition of a product that Microsoft's page names",
	} {
		if why := judge(skus(t, part)).Why(); !strings.HasSuffix(why, ") "+want) {
			t.Errorf("%s: %s", part, why)
		}
	}
}

// Where nothing else decides, the id does, and the word that comes first: the order in which Graph lists them never.
func TestTiesAreBroken(t *testing.T) {
	a, b := made(1, "NEW", entraP1), made(2, "NEW", entraP1)
	for range 8 { // the order of a map is another one each time
		if e := judge([]tenant.SKU{b, a}); e.Entra.path.sku.id != a.ID {
			t.Fatalf("the half comes from %s", e.Entra.path.sku.id)
		}
	}
	for _, words := range [][]string{{"Odd", "Even"}, {"Even", "Odd"}} {
		s := made(1, "NEW", intuneA, intuneA)
		for i, word := range words {
			s.Plans[i].ProvisioningStatus = word
		}
		if why := judge([]tenant.SKU{s}).Intune.Why(); !strings.Contains(why, `"Even"`) {
			t.Error(why)
		}
	}
}

// What the tenant has is named before what it has not, however much it has.
func TestOwnProductsFirst(t *testing.T) {
	all := []tenant.SKU{made(1, "A", intuneA, entraP1), made(2, "B", intuneA, entraP1)}
	for i := range embedded().skus {
		if p := embedded().skus[i].product(); p.PartNumber != "INTUNE_A_D" {
			s := tenant.SKU{ID: p.SKU, PartNumber: p.PartNumber, CapabilityStatus: "Enabled"}
			for _, plan := range p.Plans {
				s.Plans = append(s.Plans, tenant.Plan{ID: plan.ID, ProvisioningStatus: "Success"})
			}
			all = append(all, s)
		}
	}
	for _, held := range [][]tenant.SKU{skus(t, "INTUNE_A_D", "INTUNE_A_D_GOV"),
		skus(t, "INTUNE_A_D_GOV", "INTUNE_A_D")} {
		if e := NewTable(all, Options{}).Of(user(held)); e.Intune.SKU() != "INTUNE_A_D_GOV" {
			t.Error(e.Intune.Why())
		}
	}
}

// What a room's license brings is not a person's.
func TestRoomHasNoExtras(t *testing.T) {
	room := sku(t, "Microsoft_Teams_Rooms_Pro")
	room.Plans = append(room.Plans, tenant.Plan{ID: extras[0].id, AppliesTo: "User", ProvisioningStatus: "Success"})
	if got := NewTable([]tenant.SKU{room}, Options{}).Extras(user([]tenant.SKU{room})); got != 0 {
		t.Errorf("extras %b", got)
	}
}

// A seat is there where a plan or a subscription alone need be mended.
func TestSeated(t *testing.T) {
	off := func(u *tenant.User, _ *tenant.SKU) { u.Licenses[0].Disabled = without(intuneA) }
	failed := func(word string) func(*tenant.User, *tenant.SKU) {
		return func(u *tenant.User, s *tenant.SKU) {
			u.States = []tenant.LicenseState{{SKU: s.ID, State: "Error", Error: word}}
		}
	}
	for name, c := range map[string]struct {
		part   string
		change func(*tenant.User, *tenant.SKU)
		seated bool
	}{
		"switched off": {"INTUNE_A", off, true},
		"suspended": {"INTUNE_A",
			func(_ *tenant.User, s *tenant.SKU) { s.CapabilityStatus = "Suspended" }, true},
		"no seat left":               {"INTUNE_A", failed("CountViolation"), false},
		"another error":              {"INTUNE_A", failed("Other"), true},
		"an error that is not named": {"INTUNE_A", failed(""), true},
		"for the whole tenant": {"INTUNE_A",
			func(_ *tenant.User, s *tenant.SKU) { s.AppliesTo = "Company" }, false},
		"nobody's": {"INTUNE_A",
			func(_ *tenant.User, s *tenant.SKU) { s.ID = tenant.GUID{9} }, false},
		"a device's": {"INTUNE_A_D", func(*tenant.User, *tenant.SKU) {}, false},
		"not known": {"INTUNE_A",
			func(_ *tenant.User, s *tenant.SKU) { s.CapabilityStatus = "Odd" }, false},
		"active":    {"INTUNE_A", func(*tenant.User, *tenant.SKU) {}, false},
		"not there": {"FLOW_FREE", func(*tenant.User, *tenant.SKU) {}, false},
	} {
		s := sku(t, c.part)
		u := user([]tenant.SKU{s})
		c.change(u, &s)
		if got := NewTable([]tenant.SKU{s}, Options{}).Of(u).Intune.Seated(); got != c.seated {
			t.Errorf("%s: seated %v", name, got)
		}
	}
}

// The matches are preferred in the order in which they stand; none comes last.
func TestMatchRank(t *testing.T) {
	for i, m := range []Match{Literal, Equivalent, Successor, Developer, Unattended} {
		if m.rank() != i {
			t.Errorf("%s: rank %d, want %d", m, m.rank(), i)
		}
	}
}

// Apps for a device are a lesser product; switched off they are nothing.
func TestAppsForDevice(t *testing.T) {
	apps := tenant.SKU{ID: tenant.GUID{1, 0xee}, CapabilityStatus: "Enabled",
		Plans: []tenant.Plan{{ID: extras[3].id, ProvisioningStatus: "Success"}}}
	table, u := NewTable([]tenant.SKU{apps}, Options{}), user([]tenant.SKU{apps})
	if PlanName(extras[3].id) != "OFFICE_PROPLUS_DEVICE" || table.Extras(u) != AppsPartly {
		t.Errorf("on: %b", table.Extras(u))
	}
	u.Licenses[0].Disabled = []tenant.GUID{extras[3].id}
	if got := table.Extras(u); got != 0 {
		t.Errorf("off: %b", got)
	}
}

// What does not say to whom it applies is for users.
func TestAppliesToNotSent(t *testing.T) {
	all := skus(t, "INTUNE_A", "SPE_E3")
	for i := range all {
		all[i].AppliesTo = ""
		for j := range all[i].Plans {
			all[i].Plans[j].AppliesTo = ""
		}
	}
	table, u := NewTable(all, Options{}), user(all)
	check(t, table.Of(u), want{row: 4, entra: Active, intune: Active})
	if x, r := table.Extras(u), table.Redundant(u, nil); x != AppsOn|WindowsOn || r != 1 {
		t.Errorf("extras %b, redundant %b", x, r)
	}
}

// Names cost no product, and the plans of a product stand in one order.
func TestNamed(t *testing.T) {
	for _, part := range PartNumbers() {
		p := Lookup(part)[0]
		if number, name := Named(p.SKU); number != p.PartNumber || name != p.Name {
			t.Errorf("%s is %s, %s", part, number, name)
		}
		if !slices.IsSortedFunc(p.Plans, func(a, b ProductPlan) int { return strings.Compare(a.Name, b.Name) }) {
			t.Errorf("the plans of %s are out of order", part)
		}
	}
	if number, name := Named(tenant.GUID{9}); number != "" || name != "" {
		t.Errorf("%s, %s", number, name)
	}
}
