//go:build !netonly

package main

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules"
)

// Each way in which a rule is not met is that of a simulated tenant. The rules about the network have a laboratory.
func TestRulesFailEveryWay(t *testing.T) {
	reached := map[string]bool{}
	for _, args := range [][]string{
		{"--demo"}, {"--demo", "--scope", "members", "--sign-in-activity", "--confirm-plans"},
		{"--demo=neglected"}, {"--demo=neglected", "--scope", "members", "--confirm-plans"}, {"--demo=neglected", "--as-of", "2026-06-01"}, {"--demo=neglected", "--as-of", "2028-01-01"},
		{"--demo=suspended"}, {"--demo=unlicensed"}, {"--demo=education"},
	} {
		if !slices.Contains(args, "--as-of") {
			args = append(args, "--as-of", "2026-11-22")
		}
		for _, f := range findingsOf(t, args) {
			reached[f[0]+" "+f[2]] = true
		}
	}
	for _, r := range rules.Catalog() {
		for _, o := range []rules.Outcome{rules.Fail, rules.Warn} {
			shown := slices.ContainsFunc(r.Examples, func(x rules.Example) bool { return x.Want == o })
			if shown && !strings.HasPrefix(r.ID, "NET-") && !reached[r.ID+" "+o.String()] {
				t.Errorf("no simulated tenant has %s say %q", r.ID, o)
			}
		}
	}
}
