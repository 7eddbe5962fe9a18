package graph

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the table of faults that the pages show")

// The table of faults that `prepaudit docs` shows is the table that TestUnderFire runs.
func TestFaultsShown(t *testing.T) {
	const file = "../cmd/prepaudit/site/faults.tsv"
	var want strings.Builder
	want.WriteString("Fault\tThe read ends with\n")
	for _, fault := range slices.Sorted(maps.Keys(underFireFaults)) {
		fmt.Fprintf(&want, "`%s`\t%s\n", fault, underFireFaults[fault].words)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == want.String() {
		return
	}
	if !*update {
		t.Fatal(file + " has another table of faults; go test ./graph -run FaultsShown -update writes it")
	}
	if err := os.WriteFile(file, []byte(want.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
