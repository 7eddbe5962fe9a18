package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestNarrow(t *testing.T) {
	person, many := &Env{oneUser: true}, &Env{Facts: &Facts{}}
	for _, c := range []struct {
		env   *Env
		v     Verdict
		reach affected
		want  string
	}{
		{many, Failf("blocked"), affected{9, 9, 0, 0}, "fail blocked; every user in scope is affected (9)"},
		{many, Failf("blocked"), affected{9, 5, 0, 0}, "fail blocked; 5 of 9 users in scope are affected"},
		{many, Failf("blocked"), affected{9, 5, 2, 0},
			"fail blocked; 5 of 9 users in scope are affected, and up to 2 more"},
		{many, Failf("blocked"), affected{9, 0, 2, 0},
			"not evaluated blocked; whether users in scope are affected is not known"},
		{many, Failf("blocked"), affected{9, 0, 0, 0}, "pass blocked; no user in scope is affected"},
		{many, Failf("blocked"), affected{}, "warning blocked; nobody is in scope yet"},
		{many, Unknown("strange"), affected{}, "not evaluated strange; nobody is in scope yet"},
		{many, Manualf("look"), affected{}, "check manually look; nobody is in scope yet"},
		{many, Unknown("strange"), affected{9, 0, 0, 0}, "pass strange; no user in scope is affected"},
		{many, Unknown("strange"), affected{9, 1, 0, 0}, "not evaluated strange; 1 of 9 users in scope is affected"},
		{many, Passf("fine"), affected{9, 0, 2, 0}, "pass fine"},
		{many, NA("other"), affected{9, 0, 2, 0}, "not applicable other"},
		{many, Manualf("look"), affected{9, 0, 2, 0}, "check manually look"},
		{many, Manualf("look"), affected{9, 0, 0, 0}, "pass look; no user in scope is affected"},
		{many, Manualf("look"), affected{9, 3, 0, 0}, "check manually look; 3 of 9 users in scope are affected"},
		{many, Failf("blocked"), affected{9, 2, 1, 2},
			"fail blocked; 2 of 9 users in scope are affected, and up to 1 more"},
		{many, Failf("blocked"), affected{9, 2, 1, 3},
			"warning blocked; it may concern 3 of 9 accounts in scope, and nobody who is known to be a person"},
		{many, Unknown("strange"), affected{9, 2, 1, 3},
			"not evaluated strange; it may concern 3 of 9 accounts in scope, and nobody who is known to be a person"},
		{many, Failf("blocked"), affected{9, 9, 0, 9}, "fail blocked; every user in scope is affected (9)"},
		{many, Failf("blocked"), affected{9, 0, 9, 9},
			"not evaluated blocked; whether users in scope are affected is not known"},
		{many, Failf("blocked"), affected{9, 3, 0, 3},
			"warning blocked; it concerns 3 of 9 accounts in scope, and nobody who is known to be a person"},
		{many, Manualf("look"), affected{9, 0, 1, 1},
			"check manually look; it may concern 1 of 9 accounts in scope, and nobody who is known to be a person"},
		{person, Failf("blocked"), affected{1, 1, 0, 0}, "fail blocked"},
		{person, Failf("blocked"), affected{1, 0, 1, 0},
			"not evaluated blocked; whether the user is affected is not known"},
		{person, Failf("blocked"), affected{1, 0, 0, 0}, "pass blocked; no user in scope is affected"},
	} {
		if v := c.reach.narrow(c.env, c.v); v.Outcome.String()+" "+v.Detail != c.want {
			t.Errorf("%+v of %+v: %v %s, want %s", c.v, c.reach, v.Outcome, v.Detail, c.want)
		}
	}
}

func TestBothAndEither(t *testing.T) {
	const unknown, no, yes = tenant.Unknown, tenant.No, tenant.Yes
	for _, c := range []struct{ a, b, both, either tenant.Tri }{
		{yes, yes, yes, yes}, {yes, no, no, yes}, {yes, unknown, unknown, yes}, {no, no, no, no},
		{no, unknown, no, unknown}, {unknown, unknown, unknown, unknown},
	} {
		if both(c.a, c.b) != c.both || both(c.b, c.a) != c.both {
			t.Errorf("both(%v, %v) is %v, want %v", c.a, c.b, both(c.a, c.b), c.both)
		}
		if either(c.a, c.b) != c.either || either(c.b, c.a) != c.either {
			t.Errorf("either(%v, %v) is %v, want %v", c.a, c.b, either(c.a, c.b), c.either)
		}
	}
}

// Accounts that other rules do not judge as persons do not make a restriction of theirs a fault.
func TestNoPersonAffected(t *testing.T) {
	for name, c := range map[string]struct {
		holds  string
		change func(*Case)
		want   Outcome
	}{
		"a person":                          {"SPE_E3", nil, Fail},
		"a member without license":          {"", nil, Warn},
		"a member who never signed in":      {"", seen(-1), Warn},
		"the account of a room":             {"MCOCAP", nil, Warn},
		"a member who signs in, unlicensed": {"", seen(1), Fail},
	} {
		x := Example{Holds: c.holds, Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes,
				Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct})}), func(x *Case) {
				if c.change != nil {
					c.change(x)
				}
			})}
		ev, tc := run(t, x, &Scope{}, "MDM-09", "LIC-02")
		ev.User(&tc.User)
		ev.User(&tenant.User{ID: tenant.GUID{9}, UPN: "other@contoso.example", Enabled: tenant.Yes, UserType: "Member",
			LicensesKnown: true, SignInKnown: true, LastSignIn: exampleNow})
		findings, _ := ev.Finish()
		if f := findings[0]; f.Outcome != c.want ||
			strings.Contains(f.Detail, "nobody who is known to be a person") != (c.want == Warn) {
			t.Errorf("%s: %v %s", name, f.Outcome, f.Detail)
		}
	}
}

// In a tenant without users the rules that count them say that nobody is in scope.
func TestNoUsers(t *testing.T) {
	blocked := changes(access(complying("OR", "All", "block")),
		restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}))
	ev, _ := run(t, Example{Change: blocked}, &Scope{}, "CA-02", "MDM-09")
	findings, _ := ev.Finish()
	for _, f := range findings {
		if f.Outcome != Warn || !strings.HasSuffix(f.Detail, "; nobody is in scope yet") {
			t.Errorf("%s: %v %s", f.Rule.ID, f.Outcome, f.Detail)
		}
	}
	if len(findings) != 2 {
		t.Errorf("%d findings", len(findings))
	}
}
