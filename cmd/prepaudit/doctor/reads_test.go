package doctor

import (
	"strings"
	"testing"
	"testing/synctest"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/graphtest/metadata"
)

// What is said to be read is a property of its type, and of a type that some tenant sends.
func TestUsed(t *testing.T) {
	sent := map[string]bool{}
	for _, tenant := range []graphtest.Tenant{{}, {Scenario: "healthy"}, {Scenario: "neglected"},
		{Dialects: []string{"device-group-old-shape"}}} {
		synctest.Test(t, func(t *testing.T) {
			for _, a := range (simulation{tenant: tenant}).run(t).Answers {
				for _, s := range a.Shape {
					if s.Types["object"] > 0 {
						sent[s.Kind] = true
					}
				}
			}
		})
	}
	if len(used()) < 40 {
		t.Errorf("%d types are read", len(used()))
	}
	for of, names := range used() {
		// No simulated policy of Conditional Access has these conditions.
		if !sent[of] && of != "conditionalAccessPlatforms" && of != "conditionalAccessLocations" {
			t.Errorf("no simulated tenant sends %s", of)
		}
		for name := range strings.FieldsSeq(names) {
			name = strings.TrimSuffix(name, "?")
			known := name == "@odata.type"
			for _, version := range []string{"v1.0", "beta"} {
				_, found := (&shaper{v: metadata.Of(version)}).kindOf(of, name)
				known = known || found
			}
			if !known {
				t.Errorf("%s has no property %s", of, name)
			}
		}
	}
}
