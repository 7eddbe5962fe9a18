package license

import "prepaudit/rules/tenant"

// Confirm holds a part against assignedPlans, in which a service says what it has given a user, whatever the
// product. status is the best capabilityStatus among the plans that the part could come from, "" where none of
// them is there. A part that comes from AAD_EDU is confirmed by AAD_EDU too.
func Confirm(h Part, assigned []tenant.AssignedPlan) (status string, agrees, known bool) {
	best := subscriptionDead + 1
	for _, a := range assigned {
		for p := range plans {
			if plans[p].id != a.Plan || plan(p).service() != h.service || plan(p) == entraEDU &&
				(h.path == nil || h.path.plan != entraEDU) {
				continue
			}
			if r := subscriptionReason(a.Status); r < best {
				best, status = r, a.Status
			}
		}
	}
	if best == subscriptionWord {
		return status, false, false
	}
	return status, best.usable() == h.Usable(), true
}
