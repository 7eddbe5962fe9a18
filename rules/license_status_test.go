package rules

import "testing"

// Every standing is listed once, in its order, and has a name of its own.
func TestStandings(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range Standings() {
		if int(s) != i || s.Name() == "" || s.String() == "" || seen[s.Name()] {
			t.Errorf("%d: %d, %s, %s", i, s, s.Name(), s)
		}
		seen[s.Name()] = true
	}
	if len(seen) != int(standings) {
		t.Errorf("%d standings", len(seen))
	}
}
