package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
)

// What an audit of the same tenant shows without a dialect, and what is otherwise with each; most change nothing.
func TestDialectScreens(t *testing.T) {
	run := regexp.MustCompile(`(?ms)^Source .*?\n|^Read \d+ users.*`) // an address and a time; what it took
	screen := func(dialects ...string) string {
		return run.ReplaceAllString(audited(t, graphtest.Tenant{Dialects: dialects}, "--color", "never").screen, "")
	}
	plain := screen()
	all := strings.Builder{}
	all.WriteString("== without a dialect\n" + plain)
	for _, d := range graphtest.Dialects() {
		all.WriteString("== " + d.Name + "\n" + otherwise(plain, screen(d.Name)))
	}
	file := filepath.Join("..", "..", "testdata", "golden", "dialects.txt")
	if *update {
		if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, kept := strings.Split(all.String(), "\n"), strings.Split(string(want), "\n")
	dialect := ""
	for i := range max(len(got), len(kept)) {
		if i == len(got) || i == len(kept) || got[i] != kept[i] {
			t.Fatalf("%s, line %d of %s:\n got %q\nkept %q\ngo test ./cmd/prepaudit -run DialectScreens -update writes it "+
				"anew", dialect, i+1, file, got[min(i, len(got)-1)], kept[min(i, len(kept)-1)])
		}
		if name, found := strings.CutPrefix(got[i], "== "); found {
			dialect = name
		}
	}
}

// otherwise are the lines that only one of two screens has.
func otherwise(before, after string) string {
	was, is := strings.Split(before, "\n"), strings.Split(after, "\n")
	var b strings.Builder
	for _, side := range []struct {
		sign          string
		lines, others []string
	}{{"- ", was, is}, {"+ ", is, was}} {
		for _, line := range side.lines {
			if !slices.Contains(side.others, line) {
				b.WriteString(side.sign + line + "\n")
			}
		}
	}
	if b.Len() == 0 {
		return "as without\n"
	}
	return b.String()
}
