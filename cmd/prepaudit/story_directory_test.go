//go:build !netonly

package main

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules"
)

// Each way in which a rule about the directory, enrolment or Intune's settings is not met is that of a simulated tenant.
func TestDirectoryRulesFailEveryWay(t *testing.T) {
	families := []string{"MDM", "DIR", "OOB", "CA", "INT", "RBA"}
	reached := map[string]bool{}
	for _, args := range [][]string{
		{"--demo"}, {"--demo=neglected"}, {"--demo=neglected", "--scope", "members"}, {"--demo=neglected", "--as-of", "2026-06-01"},
		{"--demo=suspended"}, {"--demo=unlicensed"}, {"--demo=education"},
	} {
		for _, f := range findingsOf(t, append(args, "--only", strings.Join(families, ","))) {
			reached[f[0]+" "+f[2]] = true
		}
	}
	for _, r := range rules.Catalog() {
		family, _, _ := strings.Cut(r.ID, "-")
		for _, o := range []rules.Outcome{rules.Fail, rules.Warn} {
			shown := slices.ContainsFunc(r.Examples, func(x rules.Example) bool { return x.Want == o })
			if slices.Contains(families, family) && shown && !reached[r.ID+" "+o.String()] {
				t.Errorf("no simulated tenant has %s say %q", r.ID, o)
			}
		}
	}
}
