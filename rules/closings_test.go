package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Free seats go to those who lack a license, small products before suites, what is paid for before a trial; what is left is
// bought.
func TestClosings(t *testing.T) {
	// What each user holds, and the free seats of each product.
	for _, c := range []struct {
		name  string
		users []string
		free  map[string]int // a trial's with a minus before the part number
		close []string
	}{
		{"nobody lacks anything", []string{"SPE_E3"}, nil, nil},
		{"both halves are to buy", []string{"ENTERPRISEPACK", "ENTERPRISEPACK", ""},
			nil, []string{"lacksBoth EMS buy 2", "noLicense EMS buy 1"}},
		{"the product that the tenant has most of is bought", []string{"SPE_E3", ""},
			nil, []string{"noLicense SPE_E3 buy 1"}},
		{"free seats first, the smallest product before the suite", []string{"AAD_PREMIUM", "AAD_PREMIUM", "AAD_PREMIUM"},
			map[string]int{"INTUNE_A": 1, "SPE_E3": 1},
			[]string{"lacksIntune INTUNE_A free 1", "lacksIntune SPE_E3 free 1", "lacksIntune INTUNE_A buy 1"}},
		{"a seat closes one user's lack, not two", []string{"AAD_PREMIUM", "INTUNE_A"},
			map[string]int{"SPE_E3": 1}, []string{"lacksIntune SPE_E3 free 1", "lacksEntra AAD_PREMIUM buy 1"}},
		{"free seats of two products together", []string{"", "", ""},
			map[string]int{"AAD_PREMIUM": 1, "IDENTITY_THREAT_PROTECTION": 4, "INTUNE_A": 2},
			[]string{"noLicense INTUNE_A free 1", "noLicense AAD_PREMIUM free 1",
				"noLicense INTUNE_A free 1", "noLicense IDENTITY_THREAT_PROTECTION free 1", "noLicense EMS buy 1"}},
		{"the same where both lack beside something else", []string{"ENTERPRISEPACK"},
			map[string]int{"AAD_PREMIUM": 1, "INTUNE_A": 1}, []string{"lacksBoth INTUNE_A free 1", "lacksBoth AAD_PREMIUM free 1"}},
		{"a suite's seat before those of two products", []string{""},
			map[string]int{"AAD_PREMIUM": 1, "INTUNE_A": 1, "SPE_E3": 1}, []string{"noLicense SPE_E3 free 1"}},
		{"who lacks one half comes before the pairs", []string{"INTUNE_A", ""},
			map[string]int{"AAD_PREMIUM": 1, "INTUNE_A": 1}, []string{"lacksEntra AAD_PREMIUM free 1", "noLicense EMS buy 1"}},
		{"device licenses close nothing", []string{"AAD_PREMIUM"},
			map[string]int{"INTUNE_A_D": 5}, []string{"lacksIntune INTUNE_A buy 1"}},
		{"a license without a subscription is no seat", []string{"AAD_PREMIUM, ~INTUNE_A"},
			nil, []string{"lacksIntune INTUNE_A buy 1"}},
		{"no seat was left", []string{"AAD_PREMIUM, !INTUNE_A"}, nil, []string{"lacksIntune INTUNE_A buy 1"}},
		{"a device license is no seat", []string{"AAD_PREMIUM, INTUNE_A_D"},
			nil, []string{"lacksIntune INTUNE_A buy 1"}},
		{"both plans are off", []string{"SPE_E3 -INTUNE_A -AAD_PREMIUM"}, nil, nil},
		{"Intune is off, and Entra ID not there", []string{"INTUNE_A -INTUNE_A"},
			nil, []string{"lacksBoth AAD_PREMIUM buy 1"}},
		{"the same, and the part that is not there is free", []string{"INTUNE_A -INTUNE_A"},
			map[string]int{"AAD_PREMIUM": 1}, []string{"lacksBoth AAD_PREMIUM free 1"}},
		{"a full product goes to who lacks both, where a part is free for the other", []string{"INTUNE_A", ""},
			map[string]int{"IDENTITY_THREAT_PROTECTION": 1, "EMS": 1},
			[]string{"lacksEntra IDENTITY_THREAT_PROTECTION free 1", "noLicense EMS free 1"}},
		{"a paid suite before a trial of the part", []string{"AAD_PREMIUM"},
			map[string]int{"-INTUNE_A": 1, "SPE_E3": 1}, []string{"lacksIntune SPE_E3 free 1"}},
		{"Entra ID is off, and Intune not there", []string{"AAD_PREMIUM -AAD_PREMIUM"},
			nil, []string{"lacksBoth INTUNE_A buy 1"}},
		{"the order of licenses tells nobody apart", []string{"ENTERPRISEPACK, FLOW_FREE", "FLOW_FREE, ENTERPRISEPACK"},
			nil, []string{"lacksBoth EMS buy 2"}},
		{"most users first, then by status", []string{"SPE_F5_SEC", "INTUNE_A", "", ""},
			nil, []string{"lacksIntune INTUNE_A buy 1", "lacksEntra AAD_PREMIUM buy 1", "noLicense EMS buy 2"}},
		{"then by what they hold, and those who need a seat first", []string{"FLOW_FREE", "!EMS", "EMS -INTUNE_A -AAD_PREMIUM"},
			nil, []string{"lacksBoth EMS buy 2"}},
		{"the smallest product comes first, whatever its name", []string{"AAD_PREMIUM"},
			map[string]int{"EMS": 1, "INTUNE_A": 1}, []string{"lacksIntune INTUNE_A free 1"}},
		{"developers' seats close nothing", []string{""},
			map[string]int{"DEVELOPERPACK_E5": 5}, []string{"noLicense EMS buy 1"}},
		{"of two that the tenant has as many of, the smaller is bought", []string{"SPE_E3, SPE_F1", ""},
			nil, []string{"noLicense SPE_F1 buy 1"}},
		{"a trial's seats are set aside last", []string{"ENTERPRISEPACK", "ENTERPRISEPACK"},
			map[string]int{"-EMSPREMIUM": 9, "SPE_E3": 1}, []string{"lacksBoth SPE_E3 free 1", "lacksBoth EMSPREMIUM free 1"}},
		{"a trial is not what is bought", []string{"ENTERPRISEPACK"},
			map[string]int{"-SPE_E5": 0}, []string{"lacksBoth EMS buy 1"}},
		{"a plan that is off needs no seat", []string{"SPE_E3 -INTUNE_A"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			build := &Case{}
			var users []tenant.User
			for _, holds := range c.users {
				build.User.Licenses, build.User.States = nil, nil
				for held := range strings.SplitSeq(holds, ",") {
					words := strings.Fields(held)
					if len(words) == 0 {
						continue
					}
					if err := build.hold(strings.TrimLeft(words[0], "~!"), words[1:]); err != nil {
						t.Fatal(err)
					}
					switch last := len(build.SKUs) - 1; words[0][0] {
					case '~': // the tenant does not have it
						build.SKUs = build.SKUs[:last]
					case '!': // no seat was left
						build.User.States = append(build.User.States,
							tenant.LicenseState{SKU: build.SKUs[last].ID, State: "Error", Error: "CountViolation"})
					}
				}
				users = append(users, tenant.User{LicensesKnown: true, Licenses: build.User.Licenses,
					States: build.User.States})
			}
			free, trials := map[string]int{}, map[string]bool{}
			for name, n := range c.free {
				part := strings.TrimPrefix(name, "-")
				free[part], trials[part] = n, part != name
				if err := build.hold(part, nil); err != nil {
					t.Fatal(err)
				}
			}
			facts := &Facts{Settings: build.Settings}
			facts.SKUs = slices.CompactFunc(slices.SortedFunc(slices.Values(facts.SKUs),
				func(a, b tenant.SKU) int { return strings.Compare(a.PartNumber, b.PartNumber) }),
				func(a, b tenant.SKU) bool { return a.ID == b.ID })
			for i := range facts.SKUs {
				s := &facts.SKUs[i]
				s.Consumed = s.Enabled - free[s.PartNumber]
				if trials[s.PartNumber] {
					facts.Subscriptions = append(facts.Subscriptions, tenant.Subscription{SKU: s.ID, IsTrial: true})
				}
			}
			facts.Licenses = license.NewTable(facts.SKUs, license.Options{})
			need := map[missingSeat]int{}
			for i := range users {
				e := facts.Licenses.Of(&users[i])
				if w, lacking := wanted(StatusOfPerson(&users[i], &e), &e); lacking && w.gives != noPart {
					need[w]++
				}
			}
			for range 64 { // the order of a map is another one each time
				if a, b := closings(facts, need), closings(facts, need); !reflect.DeepEqual(a, b) {
					t.Fatalf("%v and %v", a, b)
				}
			}
			var closing []string
			for _, k := range closings(facts, need) {
				line := k.Status.Name() + " " + k.PartNumber
				if part, name := license.Named(k.SKU); part != k.PartNumber || name != k.Name {
					t.Errorf("%s has the skuId of %s and the name %s", line, part, k.Name)
				}
				if k.Free > 0 {
					line += fmt.Sprintf(" free %d", k.Free)
				}
				if k.Buy > 0 {
					line += fmt.Sprintf(" buy %d", k.Buy)
				}
				closing = append(closing, line)
			}
			if !slices.Equal(closing, c.close) {
				t.Errorf("close %q, want %q", closing, c.close)
			}
		})
	}
}

func TestCompareFlags(t *testing.T) {
	for _, c := range []struct {
		a, b bool
		want int
	}{{true, false, -1}, {false, true, 1}, {true, true, 0}, {false, false, 0}} {
		if got := compareFlags(c.a, c.b); got != c.want {
			t.Errorf("%v, %v: %d", c.a, c.b, got)
		}
	}
}

// What is paid for comes first, then what is per device, free, and a trial, however large; what is bought is paid for.
func TestGivers(t *testing.T) {
	facts := &Facts{}
	for i, part := range []string{"SUITE_TRIAL", "SUITE_FREE", "M365EDU_A1", "SUITE",
		"SUITE_2"} { // each is as large as the one before, or larger
		s := tenant.SKU{ID: tenant.GUID{byte(i), 0xee}, PartNumber: part, CapabilityStatus: "Enabled", Enabled: 100}
		for j, plan := range license.Lookup("EMS")[0].Plans {
			if plan.Kind != license.OtherPlan || j <= min(i, 3) {
				s.Plans = append(s.Plans, tenant.Plan{ID: plan.ID, ProvisioningStatus: "Success"})
			}
		}
		facts.SKUs = append(facts.SKUs, s)
	}
	facts.SKUs[3].Enabled, facts.SKUs[4].Enabled = 1, 1
	facts.Licenses = license.NewTable(facts.SKUs, license.Options{})
	for range 2 {
		var got []string
		for _, s := range givers(facts) {
			got = append(got, s.PartNumber)
		}
		if want := []string{"SUITE", "SUITE_2", "M365EDU_A1", "SUITE_FREE", "SUITE_TRIAL"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		slices.Reverse(facts.SKUs)
	}
	if c := purchase(facts, missingSeat{NoLicense, bothParts}); c.PartNumber != "SUITE" {
		t.Errorf("%+v is bought", c)
	}
}
