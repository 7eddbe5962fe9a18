package license

import "prepaudit/rules/tenant"

// Obstacle is what keeps a part from its user, by what somebody has to do about it.
type Obstacle uint8

// The obstacles; the zero one is that nothing was assigned that gives the part.
const (
	NotAssigned Obstacle = iota
	PlanOff              // the plan is turned off in an assignment: Part.Group
	InError              // the assignment is in error: Part.Error
	Lapsed               // the subscription is suspended, locked out or deleted
	NotHeld              // the tenant has no subscription of the product, or its plan is not usable there
)

// Obstacle says what keeps the part from its user, and of which product that is; the product is zero for NotAssigned.
// It means nothing of a part that is usable, or not known.
func (h Part) Obstacle() (Obstacle, tenant.GUID) {
	var o Obstacle
	switch h.why {
	case planOff:
		o = PlanOff
	case assignmentError:
		o = InError
	case subscriptionDead:
		o = Lapsed
	case planDead, noSubscription:
		o = NotHeld
	default:
		return NotAssigned, tenant.GUID{}
	}
	return o, h.path.sku.id
}

// Off reports whether the plan is turned off in the assignment, be it beside a graver obstacle.
func (h Part) Off() bool { return h.off }

// Error is Graph's word for the error of an assignment (CountViolation, …); "" where the part has no such obstacle, or
// Graph did not say.
func (h Part) Error() string {
	if h.why != assignmentError {
		return ""
	}
	return h.word
}
