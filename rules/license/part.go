package license

import (
	"cmp"
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// State is the state of one part of an entitlement.
type State uint8

// The zero State is Missing.
const (
	Missing  State = iota // no license of the user has such a plan
	Inactive              // there is such a plan, but it cannot be used; Part.Why says why
	// Unsure: whether such a plan can be used hangs on a status word that this program does not
	// know or that Graph did not send; Part.Why names it. Of capabilityStatus, Enabled and Warning
	// let a user work, Suspended, LockedOut and Deleted do not (Graph, assignedPlan resource); of
	// any other word, and of a known one in other case, Microsoft says nothing. The same holds for
	// provisioningStatus (servicePlanInfo) and the state of an assignment (licenseAssignmentState).
	Unsure
	Doubtful // usable, with a warning; Part.Why says which
	Active
)

func (s State) String() string {
	return [...]string{"missing", "inactive", "not known", "active with warning", "active"}[s]
}

// Part is the Entra ID premium part or the Intune part of an entitlement: the best path by which
// the user has it, or the one nearest to a cure. It is a small value; the words are made on demand.
type Part struct {
	State   State
	service Service
	why     reason
	off     bool        // the plan is turned off, be it beside a graver obstacle
	more    bool        // other groups than id switch the plan off as well
	id      tenant.GUID // the group that turns it off, the license of stranger and basicMobility
	path    *path       // nil when Missing
	word    string      // the status or error word that why speaks of; the part number of basicMobility
}

// Service is what a part of an entitlement opens.
type Service uint8

// The two services that device preparation needs a license for.
const (
	EntraID Service = iota // Microsoft Entra ID P1 or P2
	Intune
)

// Service is the one that the part opens.
func (h Part) Service() Service { return h.service }

// Usable reports whether the part counts: Active or Doubtful.
func (h Part) Usable() bool { return h.State >= Doubtful }

// Seated reports whether the user has a seat that would give the part once it is made usable: a plan switched on, a
// subscription renewed. Where no seat was left, or the product is nobody's, there is none.
func (h Part) Seated() bool {
	switch h.why {
	case noSubscription, tenantWide:
		return false
	case assignmentError:
		return h.word != "CountViolation"
	}
	return h.State == Inactive && h.Class() == Person
}

// Lapsed reports whether what stands in the way is a subscription that has to be renewed or bought again.
func (h Part) Lapsed() bool { return h.why == subscriptionDead }

// Plan is the name of the service plan that decided the state ("INTUNE_A"); "" when Missing.
func (h Part) Plan() string {
	if h.path == nil {
		return ""
	}
	return plans[h.path.plan].name
}

// SKU is the part number of the product that the plan came with; "" when Missing.
func (h Part) SKU() string {
	if h.path == nil {
		return ""
	}
	return h.path.sku.part
}

// Product is the name of that product, its part number when the catalog has no name for it;
// "" when Missing.
func (h Part) Product() string {
	if h.path == nil {
		return ""
	}
	return cmp.Or(h.path.sku.name, h.path.sku.part)
}

// Class says for whom that product is meant; "" when Missing.
func (h Part) Class() Class {
	if h.path == nil {
		return ""
	}
	return h.path.sku.class
}

// Group is the group whose license assignment switches the plan off; zero where no group does,
// or where a direct assignment does so too.
func (h Part) Group() tenant.GUID {
	if !h.off {
		return tenant.GUID{}
	}
	return h.id
}

// Why says in one lower-case clause why the part is in its state, naming plan and product.
// It may hold part numbers and status words as the tenant sent them.
func (h Part) Why() string {
	if h.path == nil {
		return h.whyMissing()
	}
	p, s := h.Plan(), h.path.sku.String()
	switch h.why {
	case planPending:
		return fmt.Sprintf("%s of %s is usable, but its provisioning status is %s", p, s, h.word)
	case subscriptionWarning:
		return fmt.Sprintf("the subscription of %s, which includes %s, is in its grace period (renew it)", s, p)
	case unattendedLicense:
		return fmt.Sprintf("%s, which includes %s, is an unattended license, for a robot, not for a person", s, p)
	case lonePlan:
		return fmt.Sprintf("%s of %s is active without INTUNE_A", p, s)
	case eduUnsure:
		return fmt.Sprintf("%s of %s counts only with an active Intune plan in the same assignment, which has %s", p,
			s, h.unknown("status"))
	case planWord:
		return fmt.Sprintf("%s of %s has %s", p, s, h.unknown("provisioning status"))
	case stateWord:
		return fmt.Sprintf("the assignment of %s, which includes %s, has %s", s, p, h.unknown("state"))
	case subscriptionWord:
		return fmt.Sprintf("the subscription of %s, which includes %s, has %s", s, p, h.unknown("status"))
	case stateAlone:
		return s + " is active in licenseAssignmentStates and absent from assignedLicenses: the two disagree"
	case planOff:
		return fmt.Sprintf("%s is switched off in the assignment of %s%s", p, s, h.byGroup())
	case eduAlone:
		return fmt.Sprintf("%s of %s counts only with an active Intune plan in the same assignment", p, s)
	case assignmentError:
		if h.word == "" {
			return fmt.Sprintf("the assignment of %s is not active", s)
		}
		return fmt.Sprintf("the assignment of %s is in error: %.60s", s, h.word)
	case subscriptionDead:
		revive := "renew it"
		if h.word != "Suspended" { // nothing is left to renew
			revive = "buy it again"
		}
		return fmt.Sprintf("the subscription of %s cannot be used: its status is %s (%s)", s, h.word, revive)
	case planDead:
		return fmt.Sprintf("the provisioning status of %s is %s for all of %s", p, h.word, s)
	case noSubscription:
		return fmt.Sprintf("%s has no subscription in the tenant", s)
	case deviceLicense:
		return fmt.Sprintf("%s is a device license and doesn't license a user", s)
	case roomLicense:
		return fmt.Sprintf("%s is a room or shared-device license and doesn't license a user", s)
	case agentLicense:
		return fmt.Sprintf("%s licenses an agent and does not license a user", s)
	case tenantWide:
		return fmt.Sprintf("%s of %s applies to the tenant, not to users", p, s)
	}
	return fmt.Sprintf("%s of %s is active%s", p, s, h.path.sku.uncovered())
}

// uncovered speaks of seats that are assigned beyond what the tenant has. Whose they are, Graph does not say, and
// the licenses of all holders go on working, so no verdict hangs on it.
func (h *tenantSKU) uncovered() string {
	if h.over <= 0 {
		return ""
	}
	return "; " + english.Count(h.over, "seat") + " not covered, Graph does not say whose"
}

func (h Part) whyMissing() string {
	if h.why == unjudged {
		return "the user's licenses aren't known"
	}
	what := "Entra ID P1 or P2"
	if h.service == Intune {
		what = "an Intune plan"
	}
	if h.why == stranger {
		return fmt.Sprintf("no license of the user is known to include %s; license %s has no subscription in the tenant",
			what, h.id)
	}
	why := "none of the user's licenses includes " + what
	if h.why == basicMobility {
		why += fmt.Sprintf("; INTUNE_O365 of %s is Basic Mobility and Security, which does not count", h.word)
	}
	return why
}

// unknown speaks of a word that this program does not know, or that is absent.
func (h Part) unknown(what string) string {
	if h.word == "" {
		return "no " + what
	}
	return fmt.Sprintf("the unknown %s %.60q", what, h.word)
}

func (h Part) byGroup() string {
	switch {
	case h.id.IsZero():
		return ""
	case h.more:
		return fmt.Sprintf(" by group %s and others", h.path.sku.group(h.id))
	}
	return fmt.Sprintf(" by group %s", h.path.sku.group(h.id))
}

// group is the name of a group, its id where no name is known.
func (h *tenantSKU) group(id tenant.GUID) string {
	return cmp.Or(h.groups[id], id.String())
}

// hinder adds an obstacle or a warning; the graver one stands.
func (h *Part) hinder(r reason, word string) {
	if r > h.why {
		h.why, h.word = r, word
	}
}

// take keeps the better of two paths to the same part. It is a total order, so that the order in
// which Graph lists licenses changes nothing.
func (h *Part) take(o *Part) {
	if o.why < h.why || o.why == h.why && o.before(h) {
		*h = *o
	}
}

// before decides between two parts with the same reason: either both have a path or neither has.
func (h *Part) before(o *Part) bool {
	if h.path == nil {
		return compareGUID(h.id, o.id) < 0
	}
	if h.off != o.off {
		return o.off // one obstacle less
	}
	return h.path.order < o.path.order
}
