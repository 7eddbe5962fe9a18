package main

import (
	"os"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// Whoever reads the beginning of a listing (| head) has seen enough. Nobody has seen a report of which the end is
// missing.
func TestReaderThatGoesAway(t *testing.T) {
	for line, want := range map[string]int{
		"rules list":              process.StatusMet,
		"rules show LIC-02":       process.StatusMet,
		"rules matrix":            process.StatusMet,
		"catalog show SPE_E3":     process.StatusMet,
		"catalog windows":         process.StatusMet,
		"permissions":             process.StatusMet,
		"schema":                  process.StatusMet,
		"schema xlsx":             process.StatusMet,
		"version":                 process.StatusMet,
		"config show":             process.StatusMet,
		"network list":            process.StatusMet,
		"network list --source":   process.StatusMet,
		"network export":          process.StatusFailed,
		"audit --demo=healthy -q": process.StatusFailed,
		"user aaliyah.braun@contoso.com --demo -q": process.StatusFailed,
	} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		var said strings.Builder
		sys := process.System()
		sys.Stdout, sys.Stderr = w, &said
		if status := run(t.Context(), strings.Fields(line), sys); status != want || (said.Len() > 0) != (want != 0) {
			t.Errorf("%s: status %d, want %d; it says %q", line, status, want, &said)
		}
		w.Close()
	}
}
