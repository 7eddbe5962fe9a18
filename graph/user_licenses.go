package graph

import (
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// licenseRow is a tenant.License without a pointer, and stateRow a tenant.LicenseState.
type licenseRow struct {
	sku      tenant.GUID
	disabled run
}

type stateRow struct {
	sku, group   tenant.GUID
	state, error uint32 // words
	updated      int64
	disabled     run
}

// readLicenses reads assignedLicenses; null is as good as absent.
func (p *userPage) readLicenses(d *odata.Decoder, r *userRow) bool {
	if !d.Array() {
		return false
	}
	start := len(p.licenses)
	for d.More() {
		if !entity(d) {
			break
		}
		var l licenseRow
		for key := d.Key(); key != nil; key = d.Key() {
			switch string(key) {
			case "skuId":
				l.sku = readGUID(d)
			case "disabledPlans":
				l.disabled = p.readPlans(d)
			default:
				d.Skip()
			}
		}
		if l.sku.IsZero() || l.disabled.first == 0 {
			d.Lack("skuId and disabledPlans")
		}
		p.licenses = append(p.licenses, l)
	}
	r.licenses = runTo(start, len(p.licenses))
	return true
}

// readStates reads licenseAssignmentStates; null is as good as absent.
func (p *userPage) readStates(d *odata.Decoder, r *userRow) bool {
	if !d.Array() {
		return false
	}
	start := len(p.states)
	for d.More() {
		if !entity(d) {
			break
		}
		var s stateRow
		byGroup, dated, judged := false, !p.q.People, false
		for key := d.Key(); key != nil; key = d.Key() {
			switch string(key) {
			case "skuId":
				s.sku = readGUID(d)
			case "disabledPlans":
				s.disabled = p.readPlans(d)
			case "assignedByGroup":
				s.group, byGroup = readGUID(d), true
			case "state":
				s.state = p.words.index(d.Text())
			case "lastUpdatedDateTime":
				if p.q.People {
					s.updated, dated = readSeconds(d), true
				} else {
					d.Skip()
				}
			case "error":
				judged = true
				if text := d.Text(); string(text) != "None" {
					s.error = p.words.index(text)
				}
			default:
				d.Skip()
			}
		}
		if s.sku.IsZero() || s.state == 0 || s.disabled.first == 0 || !p.saved && (!byGroup || !dated || !judged) {
			d.Lack("skuId, state, error, assignedByGroup, disabledPlans and lastUpdatedDateTime")
		}
		p.states = append(p.states, s)
	}
	r.states = runTo(start, len(p.states))
	return true
}

func (p *userPage) readPlans(d *odata.Decoder) run {
	if !d.Array() {
		return run{}
	}
	start := len(p.plans)
	for d.More() {
		p.plans = append(p.plans, readGUID(d))
	}
	return runTo(start, len(p.plans))
}

// addLicenses gives a user the licenses and the states of a row.
func (p *userPage) addLicenses(u *tenant.User, r *userRow) {
	u.LicensesKnown, u.StatesKnown = r.licenses.first > 0, r.states.first > 0
	if u.LicensesKnown {
		p.held = p.held[:0]
		for _, l := range inRun(p.licenses, r.licenses) {
			p.held = append(p.held, tenant.License{SKU: l.sku, Disabled: inRun(p.plans, l.disabled)})
		}
		u.Licenses = p.held
	}
	if u.StatesKnown {
		p.paths = p.paths[:0]
		for _, s := range inRun(p.states, r.states) {
			p.paths = append(p.paths, tenant.LicenseState{SKU: s.sku, Group: s.group, State: p.words.text(s.state),
				Error: p.words.text(s.error), Updated: s.updated, Disabled: inRun(p.plans, s.disabled)})
		}
		u.States = p.paths
	}
}
