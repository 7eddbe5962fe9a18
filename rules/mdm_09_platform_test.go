package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM09(t *testing.T) {
	try(t, windowsMayEnrol, cases{
		{Name: "allowed", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), Want: Pass},
		{Name: "blocked for everybody", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), Want: Fail, Detail: "everybody"},
		{Name: "blocked for everybody, another MDM stated", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), OtherMDM: true, Want: NotApplicable, Detail: "Windows is blocked"},
		{Name: "blocked for a group", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct})})), Want: Fail, Detail: "group Pilot users; every user in scope is affected (1)"},
		{Name: "blocked for a group that nobody in scope is in", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(tenant.Members{})})), Want: Pass, Detail: "no user in scope is affected"},
		{Name: "blocked for a group that could not be read", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(nil)})), Want: NotEvaluated, Detail: "not known"},
		{Name: "blocked by default, but the users in scope are let in", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{exampleUser: tenant.Nested}), Priority: 1})), Want: Pass},
		{Name: "blocked by default, a group that nobody in scope is in is let in", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{}), Priority: 1})), Want: Fail},
		{Name: "blocked by default, a group that could not be read is let in", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(nil), Priority: 1})), Want: NotEvaluated},
		{Name: "blocked for all users through a filter", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{{Kind: "allUsers", Filter: "include"}}})), Want: NotEvaluated, Detail: "all users through a filter"},
		{Name: "blocked for all devices", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("allDevices", nil)}})), Want: NotEvaluated, Detail: "all devices"},
		{Name: "blocked for all users", Change: restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("allUsers", nil)}}), Want: Fail, Detail: "all users"},
		{Name: "blocked by default, another restriction is for all users", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assignments: []tenant.Assignment{to("allUsers", nil)}, Priority: 1})), Want: Pass},
		{Name: "blocked by default, another restriction is for all users but some", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forAllBut(tenant.Members{exampleUser: tenant.Direct}), Priority: 1})), Want: Fail, Detail: "Windows is allowed for all users but group Pilot users"},
		{Name: "blocked by default, and for a group", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 1})), Want: Fail},
		{Name: "blocked by default, and what a group may was not sent", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 1})), Want: NotEvaluated},
		{Name: "blocked for all users, but a pilot group wins", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 1}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("allUsers", nil)}, Priority: 2})), Want: Pass, Detail: "Windows is blocked for all users; no user in scope is affected"},
		{Name: "blocked for all users, and a group that loses may", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 3}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("allUsers", nil)}, Priority: 2})), Want: Fail},
		{Name: "blocked for a group, and let in by another restriction of the same priority", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 2}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 2})), Want: NotEvaluated},
		{Name: "blocked for a group, and another restriction of the same priority is for others", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{}), Priority: 2}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct}), Priority: 2})), Want: Fail},
		{Name: "blocked for all users but some", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: forAllBut(tenant.Members{exampleUser: tenant.Direct})})), Want: Pass, Detail: "all users but group Pilot users; no user in scope is affected"},
		{Name: "assigned in a way that this program does not know", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("newTarget", nil)}})), Want: NotEvaluated, Detail: "newTarget"},
		{Name: "for a platform that this program does not know", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assignments: []tenant.Assignment{to("allUsers", nil)}, Platform: "windowsNext"})), Want: NotEvaluated, Detail: "windowsNext"},
		{Name: "the default one was not sent", Change: restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{})}), Want: NotEvaluated},
		{Name: "the default one was not sent, and another is for the users in scope", Change: restricted(tenant.Restriction{Blocked: tenant.No, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct})}), Want: Pass},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	})
}

// forAllBut assigns to all users but those of one group.
func forAllBut(m tenant.Members) []tenant.Assignment {
	return []tenant.Assignment{to("allUsers", nil), to("exclusion", m)}
}
