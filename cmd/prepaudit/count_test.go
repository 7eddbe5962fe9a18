package main

import (
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// A tenant that counts more users than it hands out was not read whole.
func TestCountDoesNotMatch(t *testing.T) {
	for fault, complete := range map[string]bool{
		"drift=-5@/users/$count,times=ever":  true,
		"drift=1@/users/$count,times=ever":   false,
		"drift=300@/users/$count,times=ever": false,
		"vanish=1@/users,page=2":             false,
		"vanish=200@/users,page=2":           false,
		"double@/users,page=2":               true,
	} {
		t.Run(fault, func(t *testing.T) {
			status, _, stdout, stderr := auditUnder(t, t.Context(), fault, "--scope", "members", "--only",
				"LIC-01,LIC-04")
			if status != process.StatusUnmet {
				t.Fatalf("status %d, want %d; stderr %q", status, process.StatusUnmet, stderr)
			}
			if got := strings.Contains(stdout, "\nAll data read ("); got != complete {
				t.Errorf("complete %v, want %v:\n%s", got, complete, stdout)
			}
		})
	}
}
