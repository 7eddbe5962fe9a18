package wording

import (
	"strings"
	"testing"

	"prepaudit/reports/record"
)

// Whom the settings reach is never cut off behind the names of their groups.
func TestReachIsSaid(t *testing.T) {
	reaches := 7
	m := record.MDM{AppliesTo: "selected", Groups: []string{strings.Repeat("a", 500), "b", "c", "d", "e"},
		Reaches: &reaches}
	if got := MDM(m, &record.Summary{Scope: record.ScopeCount{Asked: true}}); !strings.HasSuffix(got,
		"b, c, and 2 more), covers 7 users in scope") {
		t.Error(got)
	}
}
