package license

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// world makes tenants and users at random, dense enough that everything meets everything.
type world struct {
	*rand.Rand
	products []Product
}

func newWorld(seed uint64) world {
	w := world{Rand: rand.New(rand.NewPCG(seed, 11))}
	for _, part := range []string{
		"SPB", "SPE_F1", "M365EDU_A1", "M365EDU_A3_FACULTY", "M365EDU_A3_STUUSEBNFT_RPA1", "SPE_E3", "SPE_E5", "M365_G3_GOV",
		"MICROSOFT_365_E7", "DEVELOPERPACK_E5", "SPE_E3_RPA1", "EMS", "EMS_EDU_FACULTY", "INTUNE_EDU", "AAD_PREMIUM",
		"AAD_PREMIUM_P2", "INTUNE_A", "INTUNE_SMB", "M365_A5_SUITE_COMPONENTS_FACULTY", "INTUNE_A_D", "MTR_PREM",
		"Microsoft_Teams_Rooms_Pro", "FLOW_FREE", "M365EDU_A5_NOPSTNCONF_FACULTY",
	} {
		w.products = append(w.products, Lookup(part)...)
	}
	for i := range byte(4) {
		w.products = append(w.products, Product{SKU: tenant.GUID{i, 0xee}, PartNumber: "NEW_" + string('A'+rune(i))})
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
			CapabilityStatus: w.often(3, "Enabled", "Warning", "Suspended", "LockedOut", "Deleted", "Odd"),
		}
		ids := make([]tenant.GUID, 0, len(p.Plans))
		for _, pp := range p.Plans {
			if pp.Kind != OtherPlan {
				ids = append(ids, pp.ID)
			}
		}
		for len(p.Plans) == 0 && len(ids) < 4 {
			ids = append(ids, plans[w.IntN(len(plans))].id)
		}
		for _, id := range ids {
			s.Plans = append(s.Plans, tenant.Plan{
				ID: id, Name: PlanName(id), AppliesTo: w.often(20, "User", "Company"),
				ProvisioningStatus: w.often(4, "Success", "Disabled", "Error", "PendingInput", "PendingActivation", "Odd"),
			})
		}
		all = append(all, s)
	}
	return all
}

func (w world) user() *tenant.User {
	u := &tenant.User{LicensesKnown: true}
	for _, i := range w.Perm(len(w.products))[:w.IntN(5)] {
		w.addLicence(u, w.products[i].SKU)
	}
	return u
}

func (w world) addLicence(u *tenant.User, sku tenant.GUID) {
	l := tenant.License{SKU: sku}
	for i := range plans {
		if w.IntN(4) == 0 {
			l.Disabled = append(l.Disabled, plans[i].id)
		}
	}
	for range w.IntN(3) {
		st := tenant.LicenseState{SKU: sku, State: w.often(2, "Active", "ActiveWithError", "Error", "Disabled", "Odd"), Error: w.often(2, "", "CountViolation", "Other")}
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

// The engine against the requirement spelt out as slowly and as plainly as can be.
func TestAgainstReference(t *testing.T) {
	w := newWorld(1)
	qualified := 0
	for range 4000 {
		all := w.tenant()
		o := Options{OtherMDM: w.IntN(4) == 0}
		table := NewTable(all, o)
		for range 50 {
			u := w.user()
			got, want := table.Of(u), reference(all, o, u)
			if g := summarize(got); g != want {
				t.Fatalf("tenant %+v\nuser %+v\noptions %+v\n got %+v\nwant %+v\n%s", all, u, o, g, want, got.Why())
			}
			if got.Qualified {
				qualified++
			}
		}
	}
	if qualified < 20_000 || qualified > 180_000 {
		t.Errorf("%d of 200,000 users qualify: the generator tests one side only", qualified)
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

// One more licence never makes a user less qualified.
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
		w.addLicence(u, p.SKU)
		after := table.Of(u)
		if after.Entra.State < before.Entra.State || after.Intune.State < before.Intune.State ||
			before.Rows&^after.Rows != 0 || before.Qualified && (!after.Qualified || after.Row > before.Row) {
			t.Fatalf("%+v\nafter %s\n%+v", summarize(before), p.PartNumber, summarize(after))
		}
	}
}

type summary struct {
	qualified            bool
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
		e.Qualified, e.Row, e.Match, e.SKU, e.Rows, e.Entra.State, e.Intune.State, e.Entra.why, e.Intune.why,
		e.Entra.Plan(), e.Entra.SKU(), e.Intune.Plan(), e.Intune.SKU(),
	}
}

// refPath is one plan of one licence of one user, with everything that can be said against it.
type refPath struct {
	Product
	licence int
	lost    bool // the tenant has no subscription for the product
	plan    string
	against []reason
}

// worst is the gravest thing said against a path.
func (p refPath) worst() reason { return slices.Max(append(p.against, fine)) }

func (p refPath) usable() bool { return p.worst() < planOff }

func (p refPath) intune() bool { return strings.HasPrefix(p.plan, "INTUNE") }

func (p refPath) key() int {
	lost := 0
	if p.lost {
		lost = 1000
	}
	return lost + cmp.Or(p.Row, 7)*10 + slices.Index(matches, p.Match)
}

var matches = []Match{Literal, Equivalent, Successor, Developer, Unattended, ""}

func reference(all []tenant.SKU, o Options, u *tenant.User) summary {
	paths, strange := refPaths(all, u)
	s := summary{entraWhy: noPlan, intuneWhy: noPlan}
	if strange {
		s.entraWhy, s.intuneWhy = stranger, stranger
	}
	slices.SortFunc(paths, func(a, b refPath) int {
		return cmp.Or(cmp.Compare(a.worst(), b.worst()), cmp.Compare(a.key(), b.key()), strings.Compare(a.PartNumber, b.PartNumber),
			slices.Compare(a.SKU[:], b.SKU[:]), cmp.Compare(refPlanOrder(a.plan), refPlanOrder(b.plan)))
	})
	for _, p := range slices.Backward(paths) { // the best comes last and stays
		if p.intune() {
			s.intunePlan, s.intuneBy, s.intuneWhy = p.plan, p.PartNumber, p.worst()
		} else {
			s.entraPlan, s.entraSKU, s.entraWhy = p.plan, p.PartNumber, p.worst()
		}
	}
	s.entra, s.intune = refState(s.entraWhy), refState(s.intuneWhy)
	refRows(&s, paths, o, len(u.Licenses))
	return s
}

func refPlanOrder(name string) int {
	return slices.Index([]string{"INTUNE_A", "INTUNE_A_VL", "INTUNE_A_GOV", "INTUNE_EDU", "INTUNE_SMBIZ", "AAD_PREMIUM", "AAD_PREMIUM_P2", "AAD_EDU"}, name)
}

func refState(r reason) State {
	switch r {
	case fine:
		return Active
	case planPending, planWord, stateWord, subscriptionWarning, subscriptionWord, unattendedLicence, lonePlan:
		return Doubtful
	case stranger, noPlan:
		return Missing
	}
	return Inactive
}

// refRows finds the rows: a licence that holds both halves meets its row, the others together row 7.
func refRows(s *summary, paths []refPath, o Options, licences int) {
	var restEntra, restIntune bool
	var best *refPath
	bestWhy := fine
	for l := range licences {
		var entra, intune *refPath
		for i, p := range paths { // sorted: the first is the best
			switch {
			case p.licence != l || !p.usable():
			case p.intune() && intune == nil:
				intune = &paths[i]
			case !p.intune() && entra == nil:
				entra = &paths[i]
			}
		}
		if entra == nil || intune == nil || entra.Row == 0 {
			restEntra, restIntune = restEntra || entra != nil, restIntune || intune != nil
		}
		if entra == nil || intune == nil {
			continue
		}
		s.rows |= 1 << cmp.Or(entra.Row, 7)
		why := max(entra.worst(), intune.worst())
		if best == nil || cmp.Or(cmp.Compare(entra.key(), best.key()), cmp.Compare(why, bestWhy),
			strings.Compare(entra.PartNumber, best.PartNumber), slices.Compare(entra.SKU[:], best.SKU[:])) < 0 {
			best, bestWhy = entra, why
		}
	}
	if restEntra && (restIntune || o.OtherMDM) {
		s.rows |= 1 << 7
	}
	for row := 1; row <= 7 && s.row == 0; row++ {
		if s.rows.Has(row) {
			s.row, s.qualified = row, true
		}
	}
	if best != nil {
		s.sku, s.match = best.PartNumber, best.Match
	}
}

func refPaths(all []tenant.SKU, u *tenant.User) (paths []refPath, strange bool) {
	for i, l := range u.Licenses {
		product, _ := ProductOf(l.SKU)
		product.Class = cmp.Or(product.Class, Person)
		var named []string
		against := map[string][]reason{}
		held := slices.IndexFunc(all, func(s tenant.SKU) bool { return s.ID == l.SKU })
		if held < 0 {
			if !product.PlansKnown {
				strange = true
			}
			for _, p := range product.Plans {
				named = append(named, p.Name)
				against[p.Name] = []reason{noSubscription}
			}
		} else {
			product.PartNumber = all[held].PartNumber
			for _, p := range all[held].Plans {
				var r []reason
				r = append(r, map[string]reason{"Success": fine, "Disabled": planDead, "Error": planDead, "PendingInput": planPending, "PendingActivation": planPending, "Odd": planWord}[p.ProvisioningStatus])
				r = append(r, map[string]reason{"Enabled": fine, "Warning": subscriptionWarning, "Suspended": subscriptionDead, "LockedOut": subscriptionDead, "Deleted": subscriptionDead, "Odd": subscriptionWord}[all[held].CapabilityStatus])
				if p.AppliesTo == "Company" || all[held].AppliesTo == "Company" {
					r = append(r, tenantWide)
				}
				name := PlanName(p.ID)
				if old, double := against[name]; !double || slices.Max(r) < slices.Max(old) {
					against[name] = r
				}
				named = append(named, name)
			}
		}
		slices.Sort(named)
		var own []refPath
		for _, name := range slices.Compact(named) {
			if refPlanOrder(name) < 0 || name == "AAD_EDU" && product.PartNumber != "M365EDU_A1" && product.PartNumber != "INTUNE_EDU" {
				continue
			}
			p := refPath{Product: product, licence: i, lost: held < 0, plan: name, against: against[name]}
			p.against = append(p.against, refAgainst(p, l, u.States)...)
			own = append(own, p)
		}
		intuneOn := slices.ContainsFunc(own, func(p refPath) bool { return p.intune() && p.usable() })
		for j := range own {
			if own[j].plan == "AAD_EDU" && !intuneOn {
				own[j].against = append(own[j].against, eduAlone)
			}
		}
		paths = append(paths, own...)
	}
	return paths, strange
}

// refAgainst is what the product and the user's assignment say against a plan.
func refAgainst(p refPath, l tenant.License, states []tenant.LicenseState) (r []reason) {
	switch p.Class {
	case Device:
		r = append(r, deviceLicence)
	case Room:
		r = append(r, roomLicence)
	}
	if p.Match == Unattended {
		r = append(r, unattendedLicence)
	}
	if p.plan == "INTUNE_EDU" || p.plan == "INTUNE_SMBIZ" {
		r = append(r, lonePlan)
	}
	for _, off := range l.Disabled {
		if PlanName(off) == p.plan {
			r = append(r, planOff)
		}
	}
	count := map[string]int{}
	for _, s := range states {
		if s.SKU == l.SKU {
			count[s.State]++
			count["all"]++
		}
	}
	switch {
	case count["all"] == 0 || count["Active"]+count["ActiveWithError"] > 0:
	case count["Error"]+count["Disabled"] == count["all"]:
		r = append(r, assignmentError)
	default:
		r = append(r, stateWord)
	}
	return r
}
