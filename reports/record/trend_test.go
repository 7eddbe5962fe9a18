package record

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// One run a day stands for all that asked for the same: the last that counted everybody, or else the last.
func TestDaily(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	var all []Past
	for i, p := range []struct {
		day, hour int
		counted   bool
		asked     string
	}{{1, 2, true, "a"}, {1, 3, false, "a"}, {1, 4, true, "b"}, {2, 2, false, "a"}, {2, 3, false, "a"}, {3, 2, true, "a"},
		{3, 23, true, "a"}, {4, 0, false, "a"}} {
		all = append(all, Past{At: at(p.day, p.hour), Counted: p.counted, Asked: p.asked, Status: i})
	}
	var got []string
	for _, p := range Daily(all) {
		got = append(got, fmt.Sprint(p.Status))
	}
	if want := "0 2 4 6 7"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// Everybody is counted where nobody is unknown for what wasn't read, and it is known who is in scope.
func TestCounted(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Summary)
		want   bool
	}{
		"all was read":         {func(*Summary) {}, true},
		"something else lacks": {func(s *Summary) { s.Missing = []rules.Gap{{Dataset: tenant.Branding}} }, true},
		"an odd value":         {func(s *Summary) { s.Ready.Unknown = 1 }, true},
		"what readiness needs": {func(s *Summary) { s.Ready.Unknown, s.Ready.Unread = 1, 1 }, false},
		"users, in part":       {func(s *Summary) { s.Missing = []rules.Gap{{Dataset: tenant.Users, Partial: true}} }, false},
		"who is in scope":      {func(s *Summary) { s.Scope.Doubt = "not read" }, false},
		"nobody was asked for": {func(s *Summary) { s.Scope.Asked = false }, false},
	} {
		s := Summary{Scope: ScopeCount{Asked: true}}
		c.change(&s)
		if got := s.Counted(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
