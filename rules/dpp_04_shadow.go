package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var onePolicy = &Rule{
	ID:       "DPP-04",
	Title:    "No user is in the groups of two device preparation policies",
	Level:    Advisory,
	Effect:   Effect{Target, Information, Information},
	Citation: Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale: "The policy with the lowest priority number wins, and the others aren't applied: their apps and " +
		"their device group never reach the user's device.",
	Remediation: preparationPath + ": drag the policies into the order that you want, or remove the user from one " +
		"of the groups.",
	Needs: []tenant.Dataset{tenant.Users, tenant.Preparation, tenant.PreparationWho},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		first, unread, level := (*tenant.PreparationPolicy)(nil), false, false
		var shadowed []string
		for i := range facts.UserDriven() {
			p := &facts.UserDriven()[i]
			switch Assigned(p.Assignments, u.ID) {
			case tenant.Unknown:
				unread = true
			case tenant.Yes:
				if first == nil {
					first = p
				} else {
					shadowed = append(shadowed, p.Name)
					level = level || tied(first, p)
				}
			}
		}
		switch {
		case len(shadowed) > 0 && unread:
			return Warnf("in the groups of %s and %s; the members of another policy's group couldn't be read", first.Name,
				strings.Join(shadowed, ", "))
		case level:
			return Warnf("in the groups of %s and %s; their priorities don't say which of them wins", first.Name,
				strings.Join(shadowed, ", "))
		case len(shadowed) > 0:
			return Warnf("%s wins over %s", first.Name, strings.Join(shadowed, ", "))
		case unread:
			return Unknown("the members of a policy's group could not be read")
		case facts.otherMode():
			return Unknown("a policy of an unrecognized deployment type may apply to the user too")
		case first == nil:
			return NA("no device preparation policy is assigned to this user")
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "one policy"},
		{Warn, "two policies"},
		{NotApplicable, "one policy for others"},
		{NotEvaluated, "a group could not be read"},
	},
}
