package terminal

import (
	"strings"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// What may win over the policy of a user is told as it is.
func TestPolicyOfUser(t *testing.T) {
	all := []tenant.Assignment{{Kind: "allUsers"}}
	staff := tenant.PreparationPolicy{Name: "Staff", Priority: 2, Assignments: all}
	for _, c := range []struct {
		name  string
		other []tenant.PreparationPolicy
		want  string
	}{
		{"alone", nil, "Staff"},
		{"another of its priority", []tenant.PreparationPolicy{{Name: "Sales", Priority: 2, Assignments: all}},
			"priorities do not say"},
		{"one of an unknown deployment type before it", []tenant.PreparationPolicy{{Name: "New", Priority: 1,
			Mode: tenant.OtherMode}}, "policy Staff means the user, and one of a deployment type that prepaudit does not know may win"},
		{"one of an unknown deployment type behind it",
			[]tenant.PreparationPolicy{{Name: "New", Priority: 3, Mode: tenant.OtherMode}}, "Staff"},
	} {
		facts := &rules.Facts{Settings: tenant.Settings{Preparation: append(c.other, staff)}}
		o := OneUser{Facts: facts, Row: &rules.UserRow{User: &tenant.User{}}}
		if got := o.policy(); !strings.Contains(got, c.want) || c.want == "Staff" && got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A policy that applies at a risk alone is told apart from one under other conditions.
func TestAccessWords(t *testing.T) {
	block := tenant.AccessPolicy{Controls: []string{"block"}, Only: []string{"user risk high", "some devices"}}
	if got := accessWords(block); got != "blocked, only under further conditions (user risk high; some devices)" {
		t.Error(got)
	}
	block.Risks = []tenant.Risk{{Of: "user", Levels: []string{"high"}}}
	if got := accessWords(block); got != "blocked, only at a risk (user risk high; some devices)" {
		t.Error(got)
	}
}
