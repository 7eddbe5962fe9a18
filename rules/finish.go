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
	if ev.env.Count.Scope.Read > 0 && ev.known == 0 {
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
		if t.Rule.Once != nil && ev.can(t.Rule) {
			for _, v := range t.Rule.Once(ev.env) {
				t.add(t.Rule, v)
				if v.Outcome == NotApplicable {
					t.without = cmp.Or(t.without, v.Detail)
				}
				findings = append(findings, finding(t.Rule, v, Subject{"tenant", ev.env.Organization.ID, ev.env.Organization.DisplayName}))
			}
		}
		if t.Rule.EachSKU != nil && ev.can(t.Rule) {
			skus := ev.env.SKUs
			if t.Rule == subscriptionEnds { // the others judge seats and holders
				skus = slices.Concat(skus, ev.env.unlisted())
			}
			for j := range skus {
				s := &skus[j]
				v := t.Rule.EachSKU(ev.env, s)
				t.add(t.Rule, v)
				if v.Outcome != Pass && v.Outcome != NotApplicable {
					findings = append(findings, finding(t.Rule, v, Subject{"sku", s.ID.String(), s.PartNumber}))
				}
			}
		}
		if t.NotEvaluated > t.Unclassified {
			// What it merely uses is a gap of the rule where that leaves something open.
			for _, g := range ev.gaps {
				if slices.Contains(t.Rule.Uses, g.Dataset) {
					t.Gaps = append(t.Gaps, g)
				}
			}
		}
		t.close()
	}
	sum := Summary{
		Verdict: Pass, Complete: true,
		Tallies: ev.tallies, Missing: ev.gaps, Scope: ev.env.Count.Scope, Standings: ev.env.Count.Standings, Devices: ev.env.Count.Devices,
		SKUs: ev.skuRows(),
	}
	for i, p := range ev.env.MDMPolicies {
		row := MDMRow{ID: p.ID, Name: p.DisplayName, AppliesTo: p.AppliesTo, Reaches: ev.reached[i]}
		for _, g := range p.Groups {
			row.Groups = append(row.Groups, g.DisplayName)
		}
		sum.MDM = append(sum.MDM, row)
	}
	sum.Shortfall = ev.lacks.shortfall(ev.env)
	sum.Matrix = matrix(ev.tallies, sum)
	for _, t := range ev.tallies {
		if t.Skipped || t.Unprobed() {
			continue // the network is probed elsewhere: not having done so decides nothing here
		}
		if len(t.Gaps) > 0 {
			sum.Complete = false
		}
		if t.Rule.Level != Required {
			continue
		}
		switch {
		case t.Outcome == Fail:
			sum.Verdict = Fail
		case t.Outcome == NotEvaluated && sum.Verdict == Pass:
			sum.Verdict = NotEvaluated
		}
	}
	return findings, sum
}
