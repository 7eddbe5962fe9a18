package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var everything = flag.String("reports", "", "write every report of every scenario into this folder")

// What is simulated is written as text, so that two versions of the program can be held against each other: make
// reports, make compare. Without -reports a part is written twice, which must be equal, and a change must be seen.
//
// Simulated tenants begin in the month of today: do not compare over the end of a month.
func TestEveryReport(t *testing.T) {
	if *everything != "" {
		w := newWriting(t, *everything)
		w.all(w.words("audit", "--demo="), 20)
		t.Logf("%d files", w.files.Load())
		return
	}
	one, two := t.TempDir(), t.TempDir()
	newWriting(t, one).all([]string{"healthy"}, 2)
	newWriting(t, two).all([]string{"healthy"}, 2)
	if t.Failed() {
		return
	}
	for _, d := range compared(t, one, two) {
		t.Error(d)
	}
	for _, name := range []string{
		"audit/healthy/xlsx/xl/workbook.xml", "audit/healthy-redacted/parquet", "network/faults/html",
		"help/audit/--help.txt", "rules/show-LIC-02.txt",
	} {
		file := filepath.Join(two, filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		put(t, file, append(text, "planted"...))
		got := compared(t, one, two)
		if len(got) != 1 || !strings.HasPrefix(got[0], name) || !strings.Contains(got[0], "planted") {
			t.Errorf("after a change of %s the folders differ in %q", name, got)
		}
		put(t, file, text)
	}
}
