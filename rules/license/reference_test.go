package license

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// refPath is one plan of one license of one user, with everything that can be said against it.
type refPath struct {
	Product
	license int
	lost    bool // the tenant has no subscription for the product
	plan    string
	against []reason
}

// worst is the gravest thing said against a path.
func (p refPath) worst() reason { return slices.Max(append(p.against, fine)) }

// off is 1 for a path whose plan is turned off: beside a graver obstacle that is one more.
func (p refPath) off() int {
	if slices.Contains(p.against, planOff) {
		return 1
	}
	return 0
}

func (p refPath) usable() bool { return refState(p.worst()) >= Doubtful }

func (p refPath) intune() bool { return strings.HasPrefix(p.plan, "INTUNE") }

func (p refPath) key() int {
	lost := 0
	if p.lost {
		lost = 1000
	}
	return lost + cmp.Or(p.Row, 7)*10 + slices.Index(matches, p.Match)
}

var matches = []Match{Literal, Equivalent, Successor, Developer, Unattended, ""}

func (w world) reference(all []tenant.SKU, o Options, u *tenant.User) summary {
	paths, strange := w.refPaths(all, u)
	s := summary{entraWhy: noPlan, intuneWhy: noPlan}
	if refBasic(all, u) {
		s.intuneWhy = basicMobility
	}
	if strange {
		s.entraWhy, s.intuneWhy = stranger, stranger
	}
	slices.SortFunc(paths, func(a, b refPath) int {
		return cmp.Or(cmp.Compare(a.worst(), b.worst()), cmp.Compare(a.off(), b.off()), cmp.Compare(a.key(), b.key()),
			strings.Compare(a.PartNumber, b.PartNumber),
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
	return slices.Index([]string{"INTUNE_A", "INTUNE_A_VL", "INTUNE_A_GOV", "INTUNE_EDU", "INTUNE_SMBIZ", "AAD_PREMIUM",
		"AAD_PREMIUM_P2", "AAD_EDU"}, name)
}

func refState(r reason) State {
	switch r {
	case fine:
		return Active
	case planPending, subscriptionWarning, unattendedLicense, lonePlan:
		return Doubtful
	case eduUnsure, planWord, stateWord, subscriptionWord, stateAlone:
		return Unsure
	case stranger, basicMobility, noPlan:
		return Missing
	}
	return Inactive
}

// refRows finds the rows: a license that holds both parts meets its row, the others together row 7.
func refRows(s *summary, paths []refPath, o Options, licenses int) {
	var restEntra, restIntune bool
	var best *refPath
	bestWhy := fine
	for l := range licenses {
		var entra, intune *refPath
		for i, p := range paths { // sorted: the first is the best
			switch {
			case p.license != l || !p.usable():
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

func (w world) refPaths(all []tenant.SKU, u *tenant.User) (paths []refPath, strange bool) {
	for i, l := range u.Licenses {
		product := w.byID[l.SKU]
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
				r = append(r, refProvisioning(p.ProvisioningStatus))
				r = append(r, refCapability(all[held].CapabilityStatus))
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
			if refPlanOrder(name) < 0 || name == "AAD_EDU" && product.PartNumber != "M365EDU_A1" &&
				product.PartNumber != "INTUNE_EDU" {
				continue
			}
			p := refPath{Product: product, license: i, lost: held < 0, plan: name, against: against[name]}
			p.against = append(p.against, refAgainst(p, l, u.States)...)
			own = append(own, p)
		}
		intune := Missing
		for _, p := range own {
			if p.intune() {
				intune = max(intune, refState(p.worst()))
			}
		}
		for j := range own {
			switch {
			case own[j].plan != "AAD_EDU" || intune >= Doubtful:
			case intune == Unsure:
				own[j].against = append(own[j].against, eduUnsure)
			default:
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
		r = append(r, deviceLicense)
	case Room:
		r = append(r, roomLicense)
	case Agent:
		r = append(r, agentLicense)
	}
	if p.Match == Unattended {
		r = append(r, unattendedLicense)
	}
	if p.plan == "INTUNE_EDU" || p.plan == "INTUNE_SMBIZ" {
		r = append(r, lonePlan)
	}
	for _, off := range l.Disabled {
		if PlanName(off) == p.plan {
			r = append(r, planOff)
		}
	}
	if a := refAssignment(l.SKU, states); a != fine {
		r = append(r, a)
	}
	return r
}

var refProvisionings = map[string]reason{"Success": fine, "Disabled": planDead, "Error": planDead,
	"PendingInput": planPending, "PendingActivation": planPending, "PendingProvisioning": planPending}

var refCapabilities = map[string]reason{"Enabled": fine, "Warning": subscriptionWarning, "Suspended": subscriptionDead,
	"LockedOut": subscriptionDead, "Deleted": subscriptionDead}

func refProvisioning(word string) reason { return cmp.Or(refProvisionings[word], planWord) }

func refCapability(word string) reason { return cmp.Or(refCapabilities[word], subscriptionWord) }

// refBasic reports whether the user can use Basic Mobility and Security.
func refBasic(all []tenant.SKU, u *tenant.User) bool {
	for _, l := range u.Licenses {
		for _, s := range all {
			for _, p := range s.Plans {
				if s.ID == l.SKU && p.Name == "INTUNE_O365" && !slices.Contains(l.Disabled, p.ID) &&
					refState(refProvisioning(p.ProvisioningStatus)) >= Doubtful &&
					refState(refCapability(s.CapabilityStatus)) >= Doubtful &&
					refAssignment(l.SKU, u.States) == fine {
					return true
				}
			}
		}
	}
	return false
}

func refAssignment(sku tenant.GUID, states []tenant.LicenseState) reason {
	count := map[string]int{}
	for _, s := range states {
		if s.SKU == sku {
			count[s.State]++
			count["all"]++
		}
	}
	switch {
	case count["all"] == 0 || count["Active"]+count["ActiveWithError"] > 0:
		return fine
	case count["Error"]+count["Disabled"] == count["all"]:
		return assignmentError
	}
	return stateWord
}

// refHopeful is the same tenant with the best word in place of every one that is not known: a user who qualifies
// there only, the user's own words mended likewise, is the one that is unsure.
func refHopeful(all []tenant.SKU) []tenant.SKU {
	all = slices.Clone(all)
	for i := range all {
		s := &all[i]
		if refCapability(s.CapabilityStatus) == subscriptionWord {
			s.CapabilityStatus = "Enabled"
		}
		s.Plans = slices.Clone(s.Plans)
		for j := range s.Plans {
			if refProvisioning(s.Plans[j].ProvisioningStatus) == planWord {
				s.Plans[j].ProvisioningStatus = "Success"
			}
		}
	}
	return all
}

func refHopefulUser(u *tenant.User) *tenant.User {
	v := *u
	v.States = slices.Clone(u.States)
	for i := range v.States {
		if !slices.Contains([]string{"Active", "ActiveWithError", "Error", "Disabled"}, v.States[i].State) {
			v.States[i].State = "Active"
		}
	}
	return &v
}
