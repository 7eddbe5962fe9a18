package graph

import (
	"net/http"
	"slices"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

var roleDefinitions = filled(
	`{"isBuiltIn":false,"rolePermissions":[{"resourceActions":[{"allowedResourceActions":[],"notAllowedResourceActions":[]}]}]}`, `{"value":[{"id":"a","displayName":"Preparation","isBuiltIn":false,`+
		`"rolePermissions":[{"resourceActions":[{"allowedResourceActions":["x","y"]},{"allowedResourceActions":["y",`+
		`"z"],"notAllowedResourceActions":["Z"]}]}]},{"id":"b","displayName":"Other"}]}`)

// Nobody holds a role only where Graph says so: what is left out leaves it unknown.
func TestRoles(t *testing.T) {
	const plain, none, refused = `{"id":"1","members":["m"]}`, ``, `refused`
	for _, test := range []struct {
		name, assignments string
		a, b              string // the assignments of each role
		held              tenant.Tri
		asked             int
	}{
		{"no assignment", none, refused, refused, tenant.No, 2},
		{"members", plain, `{"id":"1"}`, none, tenant.Yes, 4},
		{"members, and the role is null", `{"id":"1","members":["m"],"roleDefinition":null}`, `{"id":"1"}`, none,
			tenant.Yes, 4},
		{"no members", `{"id":"1","members":[]}`, `{"id":"1"}`, none, tenant.No, 4},
		{"another role", plain, none, `{"id":"1"}`, tenant.No, 4},
		{"of no role that there is", plain, none, none, tenant.No, 4},
		{"two, and one without members", `{"id":"2","members":[]},` + plain, `{"id":"2"},{"id":"1"}`, none, tenant.Yes, 4},
		{"its assignments are not read", plain, refused, none, tenant.Unknown, 4},
		{"those of another are not read", plain, `{"id":"1"}`, refused, tenant.Yes, 4},
		{"those of another are not read, and one is of no known role", plain, none, refused, tenant.Unknown, 4},
		{"named in the row", `{"id":"1","members":["m"],"roleDefinition":{"id":"a"}}`, refused, refused, tenant.Yes, 2},
		{"another named in the row", `{"id":"1","members":["m"],"roleDefinition":{"id":"b"}}`, refused, refused,
			tenant.No, 2},
		{"named in one row of two", `{"id":"2","members":["m"]},{"id":"1","members":["m"],"roleDefinition":{"id":"a"}}`,
			none, `{"id":"2"}`, tenant.Yes, 4},
	} {
		const at = "/v1.0/deviceManagement/"
		all := map[string]string{
			at + "roleAssignments":                   test.assignments,
			at + "roleDefinitions/a/roleAssignments": test.a,
			at + "roleDefinitions/b/roleAssignments": test.b,
		}
		c, f := newFake(t, func(req *http.Request) (int, string) {
			switch body, ok := all[req.URL.Path]; {
			case body == refused:
				return 403, `{}`
			case ok:
				return 200, filled(`{"displayName":null}`, `{"value":[`+body+`]}`)
			}
			return 200, roleDefinitions
		})
		s, err := read(t, c, tenant.Roles)
		lacking := test.asked == 4 && (test.a == refused || test.b == refused)
		if _, partial := err.(Parts); partial != lacking || !partial && err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if roles := s.Roles; len(roles) != 2 || len(roles[0].Actions) != 2 || roles[0].BuiltIn != tenant.No ||
			roles[0].Held != test.held || (len(roles[0].Assignments) > 0) != (test.held == tenant.Yes) ||
			len(f.asked) != test.asked {
			t.Errorf("%s: %+v, want held %v after %v", test.name, s.Roles, test.held, f.asked)
		}
	}
}

// What live tenants send joins to a role that is held, with its scope tags.
func TestRolesOfSimulation(t *testing.T) {
	for scenario, held := range map[string]tenant.Tri{"healthy": tenant.Yes, "contoso": tenant.No} {
		s, err := read(t, simulated(t, graphtest.Tenant{Scenario: scenario, Users: 20}), tenant.Roles)
		if err != nil || len(s.Roles) != 2 || s.Roles[0].Held != held {
			t.Fatalf("%s: %+v, %v", scenario, s.Roles, err)
		}
		if held != tenant.Yes {
			continue
		}
		if a := s.Roles[0].Assignments; len(a) != 1 || a[0].Name != "Help desk" ||
			!slices.Equal(a[0].ScopeTags, []string{"0"}) {
			t.Errorf("%s: %+v", scenario, a)
		}
	}
}
