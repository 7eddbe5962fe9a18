package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var onePolicy = &Rule{
	ID:          "DPP-04",
	Title:       "No user is meant by two device preparation policies",
	Level:       Advisory,
	Citation:    Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale:   "Of several policies the one with the lowest priority number wins, and the others are not applied: their apps and their device group never reach the user's device.",
	Remediation: preparationPath + ": drag the policies into the order that is meant, or take the user out of one of the groups.",
	Needs:       []tenant.Dataset{tenant.Users, tenant.Preparation, tenant.PreparationWho},
	EachUser: func(env *Env, u *tenant.User, _ license.Entitlement) Verdict {
		first, unread, level := (*tenant.PreparationPolicy)(nil), false, false
		var shadowed []string
		for i := range env.UserDriven() {
			p := &env.UserDriven()[i]
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
			return Warnf("meant by %s and %s; the members of another policy's group could not be read", first.Name, strings.Join(shadowed, ", "))
		case level:
			return Warnf("meant by %s and %s; their priorities do not say which of them wins", first.Name, strings.Join(shadowed, ", "))
		case len(shadowed) > 0:
			return Warnf("%s wins over %s", first.Name, strings.Join(shadowed, ", "))
		case unread:
			return Unknown("the members of a policy's group could not be read")
		case env.otherMode():
			return Unknown("a policy of a template that prepaudit does not know may mean the user too")
		case first == nil:
			return NA("no device preparation policy means this user")
		}
		return OK
	},
	Examples: []Example{
		{Name: "one policy", Change: preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), Want: Pass},
		{Name: "two policies", Change: changes(preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), preparing(to("allUsers", nil))), Want: Warn, Detail: "wins over"},
		{Name: "two policies of one priority", Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)), ranked(1, 1)), Want: Warn, Detail: "A and B; their priorities do not say which"},
		{Name: "two policies, one without a priority", Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)), ranked(1, 0)), Want: Warn, Detail: "do not say which"},
		{Name: "two policies in another order than Graph's", Change: changes(preparing(to("allUsers", nil)), preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), ranked(2, 1)), Want: Warn, Detail: "B wins over A"},
		{Name: "two policies, one excludes the user", Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil), to("exclusion", tenant.Members{exampleUser: tenant.Direct}))), Want: Pass},
		{Name: "one policy for others", Change: preparing(to("group", tenant.Members{})), Want: NotApplicable},
		{Name: "a group could not be read", Change: changes(preparing(to("allUsers", nil)), preparing(to("group", nil))), Want: NotEvaluated},
		{Name: "two policies, a third could not be read", Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)), preparing(to("group", nil))), Want: Warn},
		{Name: "assigned in a way that this program does not know", Change: changes(preparing(to("cloudPCs", nil)), preparing(to("allUsers", nil))), Want: NotEvaluated},
		{Name: "a policy of an unknown template", Change: changes(preparing(to("allUsers", nil)), set(func(s *tenant.Settings) {
			s.Preparation = append(s.Preparation, tenant.PreparationPolicy{Mode: tenant.OtherMode})
		})), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	},
}

// ranked is a change: the policies A, B, … have these priorities, 0 for none.
func ranked(priorities ...int) func(*Case) {
	return func(c *Case) {
		for i, n := range priorities {
			p := &c.Preparation[i]
			p.Name, p.Priority, p.Unranked = string(rune('A'+i)), n, n == 0
		}
	}
}
