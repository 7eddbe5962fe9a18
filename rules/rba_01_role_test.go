package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestRBA01(t *testing.T) {
	try(t, preparationRole, examples{
		{Name: "a role with members has all", Change: role(tenant.Yes, preparationActions...), Want: Pass,
			Detail: "Preparation"},
		{Name: "in other letters", Change: role(tenant.Yes, upper(preparationActions)...), Want: Pass},
		{Name: "a role that has all has no members", Change: role(tenant.No, preparationActions...), Want: Manual,
			Detail: "no members"},
		{Name: "who holds the role is not known", Change: role(tenant.Unknown, preparationActions...), Want: Manual,
			Detail: "not known"},
		{Name: "of two roles that have all, one is held by nobody and of the other it is not known",
			Change: changes(role(tenant.No, preparationActions...), role(tenant.Unknown, preparationActions...)),
			Want:   Manual, Detail: "not known"},
		{Name: "of two roles that have all, of one it is not known and the other is held by nobody",
			Change: changes(role(tenant.Unknown, preparationActions...), role(tenant.No, preparationActions...)),
			Want:   Manual, Detail: "not known"},
		{Name: "of two roles that lack one, the held one comes nearest",
			Change: changes(role(tenant.Unknown, preparationActions[1:]...),
				role(tenant.Yes, preparationActions[:8]...)), Want: Manual, Detail: "EnrollmentTimeMembershipAssign"},
		{Name: "a role with members lacks one", Change: role(tenant.Yes, preparationActions[1:]...), Want: Manual,
			Detail: "DeviceConfigurations_Read"},
		{Name: "Graph has another name for a permission",
			Change: changes(role(tenant.Yes, append([]string{"Microsoft.Intune_New"}, preparationActions[:8]...)...),
				operation("Microsoft.Intune_New")), Want: Pass},
		{Name: "the role has the old name of that permission",
			Change: changes(role(tenant.Yes, preparationActions...), operation("Microsoft.Intune_New")), Want: Manual,
			Detail: "Microsoft.Intune_New"},
		{Name: "two roles have all together, under one scope tag",
			Change: changes(tagged("0", preparationActions[:5]...), tagged("0", preparationActions[5:]...)), Want: Manual,
			Detail: "no role has all permissions; roles Preparation and Preparation have them together: make sure"},
		{Name: "two roles have all together, under different scope tags",
			Change: changes(tagged("0", preparationActions[:5]...), tagged("7", preparationActions[5:]...)), Want: Manual,
			Detail: "have different scope tags, and those do not add up"},
		{Name: "two roles lack one together, under different scope tags",
			Change: changes(tagged("0", preparationActions[:5]...), tagged("7", preparationActions[6:]...)), Want: Manual,
			Detail: "comes nearest"},
		{Name: "two roles have all together, one of them held by nobody",
			Change: changes(tagged("0", preparationActions[:5]...), role(tenant.No, preparationActions[5:]...)),
			Want:   Manual, Detail: "comes nearest"},
		{Name: "a role that has all, beside one under another scope tag",
			Change: changes(tagged("0", preparationActions...), tagged("7", preparationActions[5:]...)), Want: Pass},
		{Name: "a role for something else is held", Change: role(tenant.Yes, "Microsoft.Intune_AndroidFota_Read"),
			Want: Manual, Detail: "no role"},
		{Name: "no role", Want: Manual, Detail: "no role"},
	})
}

func operation(id string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Operations = []tenant.Operation{{ID: "x", Resource: programs, Action: "Read"},
			{ID: id, Resource: programs, Action: programLabels[membershipAction]}}
	})
}

func upper(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, strings.ToUpper(w))
	}
	return out
}

func role(held tenant.Tri, actions ...string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Roles = append(s.Roles, tenant.Role{ID: "1", Name: "Preparation", Held: held, Actions: actions})
	})
}

// tagged is a change: a role that is held by an assignment with a scope tag.
func tagged(tag string, actions ...string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Roles = append(s.Roles, tenant.Role{ID: "1", Name: "Preparation", Held: tenant.Yes, Actions: actions,
			Assignments: []tenant.RoleAssignment{{ID: tag, ScopeTags: []string{tag}}}})
	})
}
