package license

import (
	"math/rand/v2"
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

// world makes tenants and users at random, dense enough that everything meets everything.
type world struct {
	*rand.Rand
	products []Product
	byID     map[tenant.GUID]Product
}

func newWorld(seed uint64) world {
	w := world{Rand: rand.New(rand.NewPCG(seed, 11)), byID: map[tenant.GUID]Product{}}
	for _, part := range []string{
		"SPB", "SPE_F1", "M365EDU_A1", "M365EDU_A3_FACULTY", "M365EDU_A3_STUUSEBNFT_RPA1",
		"SPE_E3", "SPE_E5", "M365_G3_GOV",
		"MICROSOFT_365_E7", "DEVELOPERPACK_E5", "SPE_E3_RPA1", "EMS", "EMS_EDU_FACULTY", "INTUNE_EDU", "AAD_PREMIUM",
		"AAD_PREMIUM_P2", "INTUNE_A", "INTUNE_SMB", "M365_A5_SUITE_COMPONENTS_FACULTY", "INTUNE_A_D", "MTR_PREM",
		"Microsoft_Teams_Rooms_Pro", "FLOW_FREE", "ENTERPRISEPACK", "M365EDU_A5_NOPSTNCONF_FACULTY",
	} {
		w.products = append(w.products, Lookup(part)...)
	}
	for i := range byte(4) {
		w.products = append(w.products,
			Product{SKU: tenant.GUID{i, 0xee}, PartNumber: "NEW_" + string('A'+rune(i)), Class: Person})
	}
	for i, p := range w.products { // the plans that have nothing to do with it only cost time
		w.products[i].Plans = slices.DeleteFunc(p.Plans,
			func(pp ProductPlan) bool { return pp.Kind == OtherPlan && refExtra[pp.Name] == nil })
		w.byID[p.SKU] = w.products[i]
	}
	return w
}

// often is the first word, or one of the others one time in n.
func (w world) often(n int, words ...string) string {
	if w.IntN(n) > 0 {
		return words[0]
	}
	return words[w.IntN(len(words))]
}

func (w world) tenant() []tenant.SKU {
	var all []tenant.SKU
	for _, i := range w.Perm(len(w.products))[:w.IntN(12)] {
		p := w.products[i]
		s := tenant.SKU{
			ID: p.SKU, PartNumber: p.PartNumber, AppliesTo: w.often(20, "User", "Company"),
			Consumed: max(0, w.IntN(8)-6),
			CapabilityStatus: w.often(3, "Enabled", "Warning", "Suspended", "LockedOut",
				"Deleted", "Odd", "enabled", ""),
		}
		ids := make([]tenant.GUID, 0, len(p.Plans))
		for _, pp := range p.Plans {
			ids = append(ids, pp.ID)
		}
		for len(p.Plans) == 0 && len(ids) < 4 {
			ids = append(ids, plans[w.IntN(len(plans))].id)
		}
		for _, id := range ids {
			s.Plans = append(s.Plans, tenant.Plan{
				ID: id, Name: PlanName(id), AppliesTo: w.often(20, "User", "Company"),
				ProvisioningStatus: w.often(4, "Success", "Disabled", "Error", "PendingInput", "PendingActivation",
					"PendingProvisioning", "Odd", "success", ""),
			})
		}
		all = append(all, s)
	}
	return all
}

func (w world) user() *tenant.User {
	u := &tenant.User{LicensesKnown: true, StatesKnown: true}
	for _, i := range w.Perm(len(w.products))[:w.IntN(5)] {
		w.addLicense(u, w.products[i].SKU)
	}
	return u
}

func (w world) addLicense(u *tenant.User, sku tenant.GUID) {
	l := tenant.License{SKU: sku}
	if w.IntN(4) == 0 {
		l.Disabled = append(l.Disabled, basicMobilityID)
	}
	for i := range plans {
		if w.IntN(4) == 0 {
			l.Disabled = append(l.Disabled, plans[i].id)
		}
	}
	for i := range extras {
		if w.IntN(4) == 0 {
			l.Disabled = append(l.Disabled, extras[i].id)
		}
	}
	for range w.IntN(3) {
		st := tenant.LicenseState{SKU: sku, State: w.often(2, "Active", "ActiveWithError", "Error", "Disabled", "Odd",
			"active", ""), Error: w.often(2, "", "CountViolation", "Other")}
		if w.IntN(3) > 0 {
			st.Group = tenant.GUID{byte(1 + w.IntN(2))}
		}
		if w.IntN(2) > 0 {
			st.Disabled = l.Disabled
		}
		u.States = append(u.States, st)
	}
	u.Licenses = append(u.Licenses, l)
}

// againstReference is how many users are judged twice; on two cores that takes some ten seconds.
const againstReference = 1_000_000

// The engine against the requirement spelt out as slowly and as plainly as can be.
func TestAgainstReference(t *testing.T) {
	const worlds, usersOfATenant = 4, 50
	for seed := range uint64(worlds) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			w := newWorld(100 + seed)
			qualified, unsure, redundant, extra := 0, 0, 0, 0
			for range againstReference / worlds / usersOfATenant {
				all := w.tenant()
				o := Options{OtherMDM: w.IntN(4) == 0}
				table, hopeful := NewTable(all, o), refHopeful(all)
				passing := map[tenant.GUID]bool{w.products[w.IntN(len(w.products))].SKU: true}
				for range usersOfATenant {
					u := w.user()
					got, want := table.Of(u), w.reference(all, o, u)
					if !want.qualified {
						want.unsure = w.reference(hopeful, o, refHopefulUser(u)).qualified
					}
					if g := summarize(got); g != want {
						t.Fatalf("tenant %+v\nuser %+v\noptions %+v\n got %+v\nwant %+v\n%s",
							all, u, o, g, want, got.Why())
					}
					if got, want := table.Redundant(u, passing), w.refRedundant(all, u, passing); got != want {
						t.Fatalf("tenant %+v\nuser %+v\npassing %v\nredundant %b, want %b", all, u, passing, got, want)
					} else if got != 0 {
						redundant++
					}
					if got, want := table.Extras(u), w.refExtras(all, u); got != want {
						t.Fatalf("tenant %+v\nuser %+v\nextras %b, want %b", all, u, got, want)
					} else if got != 0 {
						extra++
					}
					if got.Qualified {
						qualified++
					}
					if got.Unsure() {
						unsure++
					}
				}
			}
			const n = againstReference / worlds
			if qualified < n/20 || qualified > n*9/10 || unsure < n/40 || redundant < n/250 || extra < n/40 {
				t.Errorf("of %d users %d qualify, %d may, %d hold redundant licenses, %d have extras: the generator "+
					"tests one side only", n, qualified, unsure, redundant, extra)
			}
		})
	}
}

// The order in which Graph lists anything never matters.
func TestOrderNeverMatters(t *testing.T) {
	w := newWorld(2)
	for range 5000 {
		all, u := w.tenant(), w.user()
		before := NewTable(all, Options{}).Of(u)
		w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, s := range all {
			w.Shuffle(len(s.Plans), func(i, j int) { s.Plans[i], s.Plans[j] = s.Plans[j], s.Plans[i] })
		}
		w.Shuffle(len(u.Licenses), func(i, j int) { u.Licenses[i], u.Licenses[j] = u.Licenses[j], u.Licenses[i] })
		w.Shuffle(len(u.States), func(i, j int) { u.States[i], u.States[j] = u.States[j], u.States[i] })
		after := NewTable(all, Options{}).Of(u)
		if summarize(before) != summarize(after) || before.Why() != after.Why() {
			t.Fatalf("%+v\n%s\n%+v\n%s", summarize(before), before.Why(), summarize(after), after.Why())
		}
	}
}

// One more license never makes a user less qualified.
func TestMoreIsNeverLess(t *testing.T) {
	w := newWorld(3)
	for range 20_000 {
		all, u := w.tenant(), w.user()
		table := NewTable(all, Options{OtherMDM: w.IntN(4) == 0})
		before := table.Of(u)
		p := w.products[w.IntN(len(w.products))]
		if slices.ContainsFunc(u.Licenses, func(l tenant.License) bool { return l.SKU == p.SKU }) {
			continue
		}
		w.addLicense(u, p.SKU)
		after := table.Of(u)
		if after.Entra.State < before.Entra.State || after.Intune.State < before.Intune.State ||
			before.Rows&^after.Rows != 0 || before.Qualified && (!after.Qualified || after.Row > before.Row) ||
			before.Unsure() && !after.Unsure() && !after.Qualified {
			t.Fatalf("%+v\nafter %s\n%+v", summarize(before), p.PartNumber, summarize(after))
		}
	}
}

type summary struct {
	qualified, unsure    bool
	row                  int
	match                Match
	sku                  string
	rows                 RowSet
	entra, intune        State
	entraWhy, intuneWhy  reason
	entraPlan, entraSKU  string
	intunePlan, intuneBy string
}

func summarize(e Entitlement) summary {
	return summary{
		e.Qualified, e.Unsure(), e.Row, e.Match, e.SKU, e.Rows, e.Entra.State,
		e.Intune.State, e.Entra.why, e.Intune.why,
		e.Entra.Plan(), e.Entra.SKU(), e.Intune.Plan(), e.Intune.SKU(),
	}
}
