package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
)

// Each way in which a rule speaks is that of a simulated tenant, seen through the command line. The rules about the
// network have stories in a laboratory, network*.txtar.
func TestEveryRuleSpeaks(t *testing.T) {
	reached := map[string]bool{}
	for _, args := range [][]string{
		{"--demo"}, {"--demo", "--scope", "members"},
		{"--demo", "--scope", "members", "--sign-in-activity", "--confirm-plans"},
		{"--demo=neglected"}, {"--demo=neglected", "--scope", "members", "--confirm-plans"},
		{"--demo=neglected", "--as-of", "2026-06-01"}, {"--demo=neglected", "--as-of", "2028-01-01"},
		{"--demo=suspended"}, {"--demo=unlicensed"}, {"--demo=education"}, {"--demo=refused"},
		{"--demo=associated"}, {"--demo=healthy"},
	} {
		if !slices.Contains(args, "--as-of") {
			args = append(args, "--as-of", "2026-11-22")
		}
		for _, f := range findingsOf(t, args) {
			reached[f[0]+" "+f[2]] = true
		}
	}
	for _, r := range rules.Catalog() {
		for _, o := range []rules.Outcome{rules.Fail, rules.Warn, rules.Manual} {
			shown := slices.ContainsFunc(r.Shown, func(x rules.Shown) bool { return x.Outcome == o })
			if shown && !strings.HasPrefix(r.ID, "NET-") && !reached[r.ID+" "+o.String()] {
				t.Errorf("no simulated tenant has %s say %q", r.ID, o)
			}
		}
	}
}

// What is as it should be raises nothing but what somebody has to look at.
func TestHealthyTenantIsQuiet(t *testing.T) {
	for _, f := range findingsOf(t, []string{"--demo=healthy", "--as-of", "2026-11-22"}) {
		if f[2] != "check manually" && f[4] != "network" && !strings.HasPrefix(f[0], "NET-") {
			t.Errorf("%q", f)
		}
	}
}

// findingsOf audits and gives the rows of the table of findings.
func findingsOf(t *testing.T, args []string) [][]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "findings.csv")
	sys := process.System()
	sys.Stdout, sys.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	status := run(t.Context(), append([]string{"audit", "-q", "-o", "csv:findings=" + file}, args...), sys)
	if status != process.StatusMet && status != process.StatusUnmet && status != process.StatusUndecided {
		t.Fatalf("%v ends with %d: %s", args, status, sys.Stderr)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
