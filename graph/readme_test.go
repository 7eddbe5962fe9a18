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

var update = flag.Bool("update", false, "rewrite the README's table of faults")

// The README's table of faults is the table that TestUnderFire runs.
func TestREADMEFaults(t *testing.T) {
	const begin, end = "<!-- faults -->\n", "<!-- end of faults -->"
	var want strings.Builder
	want.WriteString("| fault | the read ends with |\n| --- | --- |\n")
	for _, fault := range slices.Sorted(maps.Keys(underFireFaults)) {
		fmt.Fprintf(&want, "| `%s` | %s |\n", fault, underFireFaults[fault].words)
	}
	b, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(b), begin)
	got, after, found := strings.Cut(rest, end)
	if !found {
		t.Fatalf("README.md has no place for the table between %q and %q", begin, end)
	}
	if got == want.String() {
		return
	}
	if !*update {
		t.Fatal("README.md has another table of faults; go test ./graph -run README -update writes it")
	}
	if err := os.WriteFile("../README.md", []byte(before+begin+want.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
