package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// dialectCosts are the dialects in which not everything can be known, and how an audit of the healthy tenant ends with
// them. With any other it ends as without.
var dialectCosts = map[string]int{
	"intune-401-forbidden":   process.StatusUndecided,
	"no-intune-400":          process.StatusUnmet,
	"group-licenses-missing": process.StatusUndecided,
}

// longest is what an audit of a tenant of forty may take.
const longest = 20 * time.Second

func outcomes(s said) map[string]string {
	all := map[string]string{}
	for _, r := range s.Summary.Rules {
		all[r.ID] = r.Outcome
	}
	return all
}

// Every dialect alone and every two together: the verdicts are those of a tenant without, or a gap is told.
func TestDialectPairs(t *testing.T) {
	healthy := func(dialects ...string) graphtest.Tenant {
		return graphtest.Tenant{Scenario: "healthy", Users: 40, Dialects: dialects}
	}
	plain := audited(t, healthy())
	if plain.status != process.StatusMet || !plain.Summary.Complete || len(plain.Summary.Missing) != 0 {
		t.Fatalf("without a dialect: %d %+v", plain.status, plain.Summary)
	}
	want := outcomes(plain)
	var names []string
	for _, d := range graphtest.Dialects() {
		names = append(names, d.Name)
	}
	for name := range dialectCosts {
		if !slices.Contains(names, name) {
			t.Errorf("there is no dialect %s", name)
		}
	}
	for i, a := range names {
		for _, b := range names[i:] {
			pair := slices.Compact([]string{a, b})
			t.Run(strings.Join(pair, "+"), func(t *testing.T) {
				t.Parallel()
				start := time.Now()
				s := audited(t, healthy(pair...))
				if took := time.Since(start); took > longest {
					t.Errorf("took %s", took)
				}
				checkPair(t, pair, s, want)
			})
		}
	}
}

// checkPair holds an audit against that of a tenant without dialects.
func checkPair(t *testing.T, pair []string, s said, want map[string]string) {
	t.Helper()
	costs := slices.DeleteFunc(slices.Clone(pair), func(name string) bool {
		_, costs := dialectCosts[name]
		return !costs
	})
	if strings.Contains(s.err, "panic") {
		t.Fatal(s.err)
	}
	if len(costs) == 0 {
		if s.status != process.StatusMet || !s.Summary.Complete || len(s.Summary.Missing) != 0 {
			t.Errorf("%d %+v", s.status, s.Summary.Missing)
		}
		for id, got := range outcomes(s) {
			if got != want[id] {
				t.Errorf("%s is %s, want %s", id, got, want[id])
			}
		}
		return
	}
	noIntune := slices.Contains(costs, "no-intune-400") && !slices.Contains(costs, "intune-401-forbidden")
	if !noIntune && len(s.Summary.Missing) == 0 {
		t.Error("nothing is said to be missing")
	}
	for id, got := range outcomes(s) {
		switch {
		case got == want[id], got == "not evaluated", got == "not applicable" && noIntune,
			id == "INT-03" && got == "check manually":
		case id == "MDM-04" && noIntune:
			if got != "fail" {
				t.Errorf("MDM-04 is %s", got)
			}
		default:
			t.Errorf("%s is %s, want %s or a gap", id, got, want[id])
		}
	}
	if len(costs) == 1 && s.status != dialectCosts[costs[0]] {
		t.Errorf("ends with %d, want %d: %+v", s.status, dialectCosts[costs[0]], s.Summary.Missing)
	}
}

// On a tenant with faults, dialects that cost nothing hide none of them.
func TestDialectsHideNothing(t *testing.T) {
	want := outcomes(audited(t, graphtest.Tenant{}))
	for _, d := range graphtest.Dialects() {
		if _, costs := dialectCosts[d.Name]; costs {
			continue
		}
		for id, got := range outcomes(audited(t, graphtest.Tenant{Dialects: []string{d.Name}})) {
			if got != want[id] {
				t.Errorf("%s: %s is %s, want %s", d.Name, id, got, want[id])
			}
		}
	}
}
