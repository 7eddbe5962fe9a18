package rules

import (
	"cmp"
	"slices"

	"prepaudit/rules/tenant"
)

// Finish judges what concerns the tenant as a whole and closes the counts. The findings are those
// about the tenant; every verdict of a Once rule is among them, passes included.
func (ev *Evaluator) Finish() ([]Finding, Summary) {
	ev.start() // in a tenant without users nobody else did
	if ev.env.count.Scope.Read > 0 && ev.known == 0 {
		ev.Missing(Gap{
			Dataset: tenant.Users,
			Why:     "no user has the property assignedLicenses",
			Hint:    "ask Graph for it: /users?$select=" + tenant.UserProperties,
		})
	}
	var findings []Finding
	for i := range ev.tallies {
		t := &ev.tallies[i]
		if t.Skipped {
			continue
		}
		switch {
		case ev.inapplicable(t.Rule):
			v := NA(noIntune)
			t.add(t.Rule, v)
			t.Gaps, t.without = nil, v.Detail
			findings = append(findings, finding(t.Rule, v, ev.tenant()))
		case ev.can(t.Rule):
			findings = append(findings, ev.once(t)...)
			findings = append(findings, ev.eachSKU(t)...)
		}
		if t.NotEvaluated > t.Unclassified {
			// What it merely uses is a gap of the rule where that leaves something open.
			for _, g := range ev.gaps {
				if slices.Contains(t.Rule.Uses, g.Dataset) {
					t.Gaps = append(t.Gaps, g)
				}
			}
		}
		t.Idle = ev.idle(t)
		t.close()
	}
	return findings, ev.summary(findings)
}

// idle says why a rule had nothing to judge; "" where it had something, or where a gap says it.
func (ev *Evaluator) idle(t *Tally) string {
	unread := slices.IndexFunc(t.Rule.Needs, func(ds tenant.Dataset) bool { return !ev.env.Has(ds) })
	switch {
	case len(t.Gaps)+t.Pass+t.Fail+t.Warn+t.NotApplicable+t.NotEvaluated+t.Manual > 0:
		return ""
	case unread >= 0:
		return string(t.Rule.Needs[unread]) + " was not read"
	case t.Rule.EachDevice != nil:
		return "Intune has no Windows device to check"
	case t.Rule.EachSKU != nil:
		return "the tenant has no product"
	case ev.env.count.Scope.Read == 0:
		return "the tenant has no user"
	}
	return "nobody is in scope"
}

// once judges by a rule about the tenant.
func (ev *Evaluator) once(t *Tally) (findings []Finding) {
	if t.Rule.Once == nil {
		return nil
	}
	for _, v := range t.Rule.Once(ev.env) {
		t.add(t.Rule, v)
		if v.Outcome == NotApplicable {
			t.without = cmp.Or(t.without, v.Detail)
		}
		findings = append(findings, finding(t.Rule, v, ev.tenant()))
	}
	return findings
}

// tenant is what a finding speaks of that names nothing else.
func (ev *Evaluator) tenant() Subject {
	return Subject{"tenant", ev.env.Organization.ID, ev.env.Organization.DisplayName}
}

// eachSKU judges the products by a rule about them.
func (ev *Evaluator) eachSKU(t *Tally) (findings []Finding) {
	if t.Rule.EachSKU == nil {
		return nil
	}
	skus := ev.env.SKUs
	if t.Rule.Unlisted {
		skus = slices.Concat(skus, ev.env.unlisted())
	}
	for i := range skus {
		s := &skus[i]
		v := t.Rule.EachSKU(ev.env, s)
		t.add(t.Rule, v)
		if v.Outcome != Pass && v.Outcome != NotApplicable {
			findings = append(findings, finding(t.Rule, v, Subject{"sku", s.ID.String(), s.PartNumber}))
		}
	}
	return findings
}

// summary puts together what was counted, when all tallies are closed.
func (ev *Evaluator) summary(findings []Finding) Summary {
	c := &ev.env.count
	sum := Summary{
		Tallies: ev.tallies, Missing: ev.gaps, Scope: c.Scope, Statuses: c.Statuses, Devices: c.Devices,
		SKUs: ev.skuRows(), MDM: ev.mdmRows(),
		Associations: ev.associationRows(), Ready: c.Ready, Causes: ev.causeRows(findings),
	}
	sum.Matrix = matrix(ev.tallies, sum)
	sum.Verdict, sum.Complete = sum.Judge(Demands{})
	return sum
}

func (ev *Evaluator) mdmRows() []MDMRow {
	var rows []MDMRow
	for i, p := range ev.env.MDMPolicies {
		row := MDMRow{ID: p.ID, Name: p.DisplayName, AppliesTo: p.AppliesTo, Reaches: ev.reached[i]}
		for _, g := range p.Groups {
			row.Groups = append(row.Groups, g.DisplayName)
		}
		rows = append(rows, row)
	}
	return rows
}
