package audit

import (
	"slices"
	"testing"

	"prepaudit/rules"
)

// The order in which reads end, and how many policies name a group, make no other report.
func TestTidy(t *testing.T) {
	part := func(why, permission string) rules.Gap {
		return rules.Gap{Dataset: "policies/members", Why: why, Permission: permission, Partial: true}
	}
	whole := rules.Gap{Dataset: "domains", Why: "refused", Permission: "Domain.Read.All"}
	gaps := []rules.Gap{part("no file c", ""), part("group b", "P"), whole, part("no file a", ""),
		part("no file c", ""), part("group a", "P"), part("group b", "P"), part("group d", "Q")}
	want := []rules.Gap{whole, part("no file a", ""), part("no file c", ""),
		part("2 parts are missing, such as group a", "P"), part("group d", "Q")}
	for range 20 {
		r := &reading{gaps: slices.Clone(gaps)}
		r.tidy()
		if !slices.Equal(r.gaps, want) {
			t.Fatalf("%+v\nwant %+v", r.gaps, want)
		}
		r.tidy()
		if !slices.Equal(r.gaps, want) {
			t.Fatalf("tidied again %+v", r.gaps)
		}
		gaps = append(gaps[1:], gaps[0])
	}
}
