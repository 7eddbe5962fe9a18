package graph

import (
	"testing"

	"prepaudit/rules/tenant"
)

// Nobody holds a role only where Graph says so: what is left out leaves it unknown.
func TestRoles(t *testing.T) {
	const definitions = `{"value":[{"id":"a","displayName":"Preparation","isBuiltIn":false,` +
		`"rolePermissions":[{"resourceActions":[{"allowedResourceActions":["x","y"]},{"allowedResourceActions":["y",` +
		`"z"],"notAllowedResourceActions":["Z"]}]}]}]}`
	for _, test := range []struct {
		name, assignments string
		held              tenant.Tri
	}{
		{"no assignment", ``, tenant.No},
		{"members", `{"id":"1","members":["m"],"roleDefinition":{"id":"a"}}`, tenant.Yes},
		{"no members", `{"id":"1","members":[],"roleDefinition":{"id":"a"}}`, tenant.No},
		{"members left out", `{"id":"1","roleDefinition":{"id":"a"}}`, tenant.Unknown},
		{"another role", `{"id":"1","members":["m"],"roleDefinition":{"id":"b"}}`, tenant.No},
		{"a role left out", `{"id":"1","members":["m"]}`, tenant.Unknown},
		{"a role left out, and members",
			`{"id":"1","members":["m"]},{"id":"2","members":["m"],"roleDefinition":{"id":"a"}}`, tenant.Yes},
		{"members, and a role left out",
			`{"id":"2","members":["m"],"roleDefinition":{"id":"a"}},{"id":"1","members":["m"]}`, tenant.Yes},
	} {
		s, err := read(t, fixedAnswers(t, answers{
			"/v1.0/deviceManagement/roleDefinitions": definitions,
			"/v1.0/deviceManagement/roleAssignments": `{"value":[` + test.assignments + `]}`,
		}), tenant.Roles)
		if roles := s.Roles; err != nil || len(roles) != 1 || len(roles[0].Actions) != 2 ||
			roles[0].BuiltIn != tenant.No || roles[0].Held != test.held {
			t.Errorf("%s: %+v, %v, want held %v", test.name, s.Roles, err, test.held)
		}
	}
}
