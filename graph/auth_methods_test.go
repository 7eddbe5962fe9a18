package graph

import (
	"net/http"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// Whoever the report does not list, or lists without an answer, is in neither set.
func TestAuthMethods(t *testing.T) {
	user := func(n int) tenant.GUID { return tenant.MustGUID(numbered(n)) }
	entry := func(n int, rest string) string { return `{"id":"` + numbered(n) + `"` + rest + `}` }
	c, f := newFake(t, func(req *http.Request) (int, string) {
		if req.URL.Query().Get("$skiptoken") != "" {
			return 200, `{"value":[` + entry(5, `,"isMfaCapable":true`) + `,{"isMfaCapable":true}]}`
		}
		return 200, `{"@odata.nextLink":"https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$skiptoken=2","value":[` +
			entry(1, `,"isMfaCapable":true,"methodsRegistered":["mobilePhone"]`) + `,` +
			entry(2, `,"isMfaCapable":false`) + `,` + entry(3, `,"isMfaCapable":null`) + `,` + entry(4, ``) + `]}`
	})
	s, err := read(t, c, tenant.AuthMethods)
	some, none := s.AuthMethod, s.NoAuthMethod
	if err != nil || len(f.asked) != 2 || some.Len() != 2 || none.Len() != 1 {
		t.Fatalf("%d and %d, %v after %v", some.Len(), none.Len(), err, f.asked)
	}
	if !some.Has(user(1)) || !some.Has(user(5)) || !none.Has(user(2)) {
		t.Error("a user is in the wrong set")
	}
	for _, n := range []int{3, 4} {
		if some.Has(user(n)) || none.Has(user(n)) {
			t.Errorf("user %d has no answer and is in a set", n)
		}
	}
	if strings.Contains(f.asked[0], "filter") {
		t.Errorf("asked %s: a filter leaves out who is listed", f.asked[0])
	}
}

// Disabled accounts are not in the report, and it is late with new ones.
func TestAuthMethodsOfSimulatedTenant(t *testing.T) {
	for scenario, whole := range map[string]bool{"contoso": true, "neglected": false} {
		c := simulated(t, graphtest.Tenant{Scenario: scenario, Users: 1500})
		s, err := read(t, c, tenant.AuthMethods)
		some, none := s.AuthMethod, s.NoAuthMethod
		if err != nil || some.Len() == 0 || none.Len() == 0 {
			t.Fatalf("%s: %d and %d, %v", scenario, some.Len(), none.Len(), err)
		}
		unlisted := 0
		for u, err := range c.Users(t.Context(), UserQuery{}) {
			if err != nil {
				t.Fatal(err)
			}
			switch listed := some.Has(u.ID) || none.Has(u.ID); {
			case listed && u.Enabled == tenant.No:
				t.Errorf("%s: %s is disabled and listed", scenario, u.UPN)
			case !listed && u.Enabled == tenant.Yes:
				unlisted++
			}
		}
		if unlisted > 0 == whole {
			t.Errorf("%s: %d users are not listed", scenario, unlisted)
		}
	}
}

// One user is told the same as among all, without the report of all.
func TestAuthMethodsOfOne(t *testing.T) {
	c := simulated(t, graphtest.Tenant{Scenario: "neglected", Users: 120})
	s, err := read(t, c, tenant.AuthMethods)
	some, none := s.AuthMethod, s.NoAuthMethod
	if err != nil {
		t.Fatal(err)
	}
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		var one tenant.Settings
		err = c.AuthMethodsOf(t.Context(), &one, u.ID)
		has, lacks := one.AuthMethod, one.NoAuthMethod
		if err != nil || has.Has(u.ID) != some.Has(u.ID) || lacks.Has(u.ID) != none.Has(u.ID) {
			t.Errorf("%s: %v and %v, %v; among all %v and %v", u.UPN, has.Has(u.ID), lacks.Has(u.ID), err,
				some.Has(u.ID), none.Has(u.ID))
		}
	}
	refused := simulated(t, graphtest.Tenant{Permissions: []string{"User.Read.All"}})
	err = refused.AuthMethodsOf(t.Context(), &s, tenant.GUID{1})
	if !strings.Contains(err.Error(), "AuditLog.Read.All") {
		t.Errorf("refused: %v", err)
	}
}
