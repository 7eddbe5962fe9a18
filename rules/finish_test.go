package rules

import (
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// What a rule merely uses is a gap of the rule where that leaves something open, and only there; of the report it is one
// in any case.
func TestUsedGap(t *testing.T) {
	group := tenant.Group{DisplayName: "secret"}
	for name, c := range map[string]struct {
		policy tenant.AccessPolicy
		open   bool
	}{
		"a policy for the group": {tenant.AccessPolicy{IncludeGroups: []tenant.Group{group}}, true},
		"a policy for somebody else too": {tenant.AccessPolicy{IncludeUsers: everybody,
			IncludeGroups: []tenant.Group{group}}, false},
	} {
		c.policy.State, c.policy.IncludeApps, c.policy.Controls, c.policy.Frequency = "enabled", []string{enrollmentApp},
			[]string{"mfa"}, "everyTime"
		facts := &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{c.policy}}, Windows: windows.Default(),
			Now: exampleNow}
		ev := NewEvaluator(facts, &Scope{IncludeUnlicensed: true}, []*Rule{enrollmentEveryTime})
		ev.Missing(Gap{Dataset: tenant.AccessWho, Partial: true, Why: "group secret was refused"})
		ev.User(&tenant.User{ID: tenant.GUID{1}, Enabled: tenant.Yes, UserType: "Member", LicensesKnown: true})
		_, sum := ev.Finish()
		var gaps int
		for _, tally := range sum.Tallies {
			gaps += len(tally.Gaps)
		}
		if sum.Complete || (gaps == 1) != c.open || len(sum.Missing) != 1 {
			t.Errorf("%s: complete %v with %d gaps of rules", name, sum.Complete, gaps)
		}
	}
}
