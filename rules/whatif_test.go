package rules

import (
	"slices"
	"testing"
)

// What stops people can be assumed as fixed, but for what nobody can foresee.
func TestEveryStopCanBeAssumedFixed(t *testing.T) {
	unforeseen := []string{
		"OOB-02", // a certificate for signing in, or another way to
		"OOB-03", // which method each person registers
	}
	for _, r := range Catalog() {
		stops := r.Effect.Fails == Stops || r.Effect.Warns == Stops
		if !stops || r.change != byRule || r.changeOf != nil || r.Probed || slices.Contains(unforeseen, r.ID) {
			continue
		}
		if r.done == nil {
			t.Errorf("%s stops people, and --what-if can't tell how the tenant would be without it", r.ID)
		}
	}
}
