package rules

import "testing"

func TestNamed(t *testing.T) {
	all := []*Rule{{ID: "LIC-12", Title: "b", Level: Advisory}, {ID: "LIC-01", Title: "a", Level: Required},
		{ID: "MDM-01", Title: "c", Level: Required}}
	for most, want := range map[int]string{
		3: "LIC-01 (a), MDM-01 (c), LIC-12 (b)", 2: "LIC-01 (a), MDM-01 (c) and 1 more rule", 1: "LIC-01 (a) and 2 more rules",
	} {
		if got := Named(all, most); got != want {
			t.Errorf("%d: %q, want %q", most, got, want)
		}
	}
	if all[0].ID != "LIC-12" {
		t.Error("the rules were moved")
	}
}
