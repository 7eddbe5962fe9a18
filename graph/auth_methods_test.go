package graph

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// Of whoever the report does not list, or lists without an answer, nothing is known.
func TestAuthMethods(t *testing.T) {
	user := func(n int) tenant.GUID { return tenant.MustGUID(numbered(n)) }
	entry := func(n int, rest string) string { return `{"id":"` + numbered(n) + `"` + rest + `}` }
	c, f := newFake(t, func(req *http.Request) (int, string) {
		if req.URL.Path == "/v1.0/users/$count" {
			return 200, "5"
		}
		if req.URL.Query().Get("$skiptoken") != "" {
			return 200, `{"value":[` + entry(5, `,"isMfaCapable":true,"methodsRegistered":["mobilePhone","fido2SecurityKey"]`) + `]}`
		}
		return 200, `{"@odata.nextLink":"https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$skiptoken=2","value":[` +
			entry(2, `,"isMfaCapable":false,"methodsRegistered":[]`) + `,` +
			entry(1, `,"isMfaCapable":true,"methodsRegistered":["mobilePhone"]`) + `,` +
			entry(3, `,"isMfaCapable":null,"methodsRegistered":null`) + `,` + entry(4, `,"isMfaCapable":null,"methodsRegistered":null`) + `]}`
	})
	s, err := read(t, c, tenant.AuthMethods)
	report := s.AuthMethods
	if err != nil || len(f.asked) != 3 || report.Len() != 5 {
		t.Fatalf("%d users, %v after %v", report.Len(), err, f.asked)
	}
	for n, want := range map[int]string{1: "2 [mobilePhone] true", 2: "1 [] true", 3: "0 [] false",
		4: "0 [] false", 5: "2 [fido2SecurityKey mobilePhone] true", 6: "0 [] false"} {
		if got := told(&report, user(n)); got != want {
			t.Errorf("user %d: %s, want %s", n, got, want)
		}
	}
	if strings.Contains(f.asked[0], "filter") {
		t.Errorf("asked %s: a filter leaves out who is listed", f.asked[0])
	}
}

// told is what a report says of a user.
func told(r *tenant.MethodReport, user tenant.GUID) string {
	methods, known := r.Registered(user)
	slices.Sort(methods)
	return fmt.Sprint(r.Capable(user), methods, known)
}

// Disabled accounts are not in the report, and it is late with new ones.
func TestAuthMethodsOfSimulatedTenant(t *testing.T) {
	for scenario, whole := range map[string]bool{"contoso": true, "neglected": false} {
		c := simulated(t, graphtest.Tenant{Scenario: scenario, Users: 1500})
		s, err := read(t, c, tenant.AuthMethods)
		if err != nil {
			t.Fatalf("%s: %v", scenario, err)
		}
		unlisted, capable := 0, map[tenant.Tri]int{}
		for u, err := range c.Users(t.Context(), UserQuery{}) {
			if err != nil {
				t.Fatal(err)
			}
			methods, listed := s.AuthMethods.Registered(u.ID)
			mfa := s.AuthMethods.Capable(u.ID)
			if capable[mfa]++; mfa == tenant.Yes && len(methods) == 0 || mfa == tenant.No && len(methods) > 0 {
				t.Errorf("%s: %s is capable %v by %q", scenario, u.UPN, mfa, methods)
			}
			switch {
			case listed && u.Enabled == tenant.No:
				t.Errorf("%s: %s is disabled and listed", scenario, u.UPN)
			case !listed && u.Enabled == tenant.Yes:
				unlisted++
			}
		}
		if unlisted > 0 == whole || capable[tenant.Yes] == 0 || capable[tenant.No] == 0 {
			t.Errorf("%s: %d users are not listed; %v", scenario, unlisted, capable)
		}
	}
}

// One user is told the same as among all, without the report of all.
func TestAuthMethodsOfOne(t *testing.T) {
	c := simulated(t, graphtest.Tenant{Scenario: "neglected", Users: 120})
	s, err := read(t, c, tenant.AuthMethods)
	if err != nil {
		t.Fatal(err)
	}
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		var one tenant.Settings
		err = c.AuthMethodsOf(t.Context(), &one, u.ID)
		got, want := told(&one.AuthMethods, u.ID), told(&s.AuthMethods, u.ID)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v; among all %s", u.UPN, got, err, want)
		}
	}
	refused := simulated(t, graphtest.Tenant{Permissions: []string{"User.Read.All"}})
	err = refused.AuthMethodsOf(t.Context(), &s, tenant.GUID{1})
	if !strings.Contains(err.Error(), "AuditLog.Read.All") {
		t.Errorf("refused: %v", err)
	}
}
