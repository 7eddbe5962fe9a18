package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// OfOneUser reports whether a rule is asked about one user alone: those about users, and those about the tenant that
// decide of everybody. What needs a list of all devices says of one user what other rules say.
func (r *Rule) OfOneUser() bool {
	return r.EachUser != nil && !slices.Contains(r.Needs, tenant.ManagedDevices) || r.OneUser
}

// OneUser judges one user, and what the tenant as a whole means for that user: of its policies only those that mean the
// user. It is asked once, in place of User and Finish; a user who is not in scope has no row.
func (ev *Evaluator) OneUser(u *tenant.User) (*UserRow, Summary) {
	row := ev.User(u)
	if row == nil {
		return nil, Summary{}
	}
	ev.whole = ev.env.Facts
	facts := *ev.env.Facts
	p, meant := facts.Winning(u.ID)
	some := len(facts.UserDriven()) > 0 || facts.otherMode()
	facts.Preparation, facts.driven = nil, nil
	if p != nil {
		facts.Preparation = []tenant.PreparationPolicy{*p}
	}
	ev.env = &Env{Facts: &facts, count: ev.env.count, oneUser: true, somePolicy: some}
	findings, sum := ev.Finish()
	for _, f := range findings {
		if meant == tenant.Unknown && p != nil && (f.Outcome == Fail || f.Outcome == Warn) &&
			slices.Contains(f.Rule.Needs, tenant.Preparation) {
			f.Outcome, f.Detail = NotEvaluated, f.Detail+"; whether the device of the user gets policy "+p.Name+
				" is not known"
			sum.tally(f.Rule).Outcome = NotEvaluated
		}
		if f.Outcome == Fail || f.Outcome == Warn || f.Outcome == NotEvaluated {
			row.Findings = append(row.Findings, f)
		}
	}
	return row, sum
}

// Barred says why a user cannot set up a device in the tenant whatever licenses and settings there are; "" for no
// reason. It is Unknown where Graph leaves open whether the account is enabled, or where its owner signs in.
func Barred(u *tenant.User) (why string, barred tenant.Tri) {
	switch {
	case u.Enabled == tenant.No:
		return "the account is disabled", tenant.Yes
	case strings.Contains(u.UPN, "#EXT#"):
		return "the account is one of another organization, whose devices join there", tenant.Yes
	case u.Enabled == tenant.Unknown:
		return "Graph did not say whether the account is enabled", tenant.Unknown
	case guest(u) || external(u):
		return "the account was invited, or is a guest's, and whether it signs in here is not known", tenant.Unknown
	}
	return "", tenant.No
}
