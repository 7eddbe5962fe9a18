package license

import (
	"slices"

	"prepaudit/rules/tenant"
)

// judge says what one license gives a user: the best path to each part through this assignment.
func (t *Table) judge(l *tenant.License, states []tenant.LicenseState) (entra, intune Part) {
	entra, intune = Part{service: EntraID, why: noPlan}, Part{service: Intune, why: noPlan}
	h := t.skus[l.SKU]
	if h == nil {
		h = unsubscribed()[l.SKU]
	}
	if h == nil {
		entra.why, entra.id = stranger, l.SKU
		intune.why, intune.id = stranger, l.SKU
		return entra, intune
	}
	if len(h.paths) == 0 && !h.basic {
		return entra, intune
	}
	why, word := assignment(l.SKU, states)
	for i := range h.paths {
		p := &h.paths[i]
		c := Part{service: p.plan.service(), path: p, why: p.why, word: p.word}
		c.hinder(why, word)
		if slices.Contains(l.Disabled, plans[p.plan].id) {
			c.hinder(planOff, "")
			c.off = true
		}
		switch {
		case p.plan != entraEDU || intune.why.usable():
		case intune.why < planOff:
			c.hinder(eduUnsure, intune.word)
		default:
			c.hinder(eduAlone, "")
		}
		if c.service == Intune {
			intune.take(&c)
		} else {
			entra.take(&c)
		}
	}
	if intune.why == noPlan && h.basic && why.usable() && !slices.Contains(l.Disabled, basicMobilityID) {
		intune.why, intune.id, intune.word = basicMobility, l.SKU, h.part
	}
	if entra.off {
		entra.id, entra.more = groupOff(l.SKU, plans[entra.path.plan].id, states)
	}
	if intune.off {
		intune.id, intune.more = groupOff(l.SKU, plans[intune.path.plan].id, states)
	}
	return entra, intune
}

// assignment judges the paths by which a SKU reaches a user: one that works is enough.
func assignment(sku tenant.GUID, states []tenant.LicenseState) (reason, string) {
	why, word := fine, ""
	for i := range states {
		s := &states[i]
		if s.SKU != sku {
			continue
		}
		switch s.State {
		case "Active", "ActiveWithError":
			return fine, ""
		case "Error", "Disabled":
			if why == stateWord {
				continue
			}
			why = assignmentError
			if s.Error != "" && (word == "" || s.Error < word) {
				word = s.Error
			}
		default:
			if why != stateWord || s.State < word {
				why, word = stateWord, s.State
			}
		}
	}
	return why, word
}

// groupOff finds the group whose assignment switches a plan off, the lowest id of several. It is
// zero when a direct assignment switches it off too, for then the group is not the cure.
func groupOff(sku, plan tenant.GUID, states []tenant.LicenseState) (group tenant.GUID, more bool) {
	for i := range states {
		s := &states[i]
		if s.SKU != sku || !slices.Contains(s.Disabled, plan) {
			continue
		}
		if s.Group.IsZero() {
			return tenant.GUID{}, false
		}
		if !group.IsZero() && s.Group != group {
			more = true
		}
		if group.IsZero() || compareGUID(s.Group, group) < 0 {
			group = s.Group
		}
	}
	return group, more
}
