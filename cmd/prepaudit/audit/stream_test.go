package audit

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"prepaudit/rules/tenant"
)

// The count is eventually consistent: only a difference beyond that makes a read incomplete.
func TestDrift(t *testing.T) {
	for _, tt := range []struct {
		before, after, read int
		gap                 bool
	}{
		{100, 100, 100, false},
		{100, 100, 90, false},
		{100, 100, 89, true},
		{100, 100, 110, false},
		{100, 100, 111, true},
		{100, 120, 125, false}, // users came meanwhile
		{120, 100, 95, false},  // users went meanwhile
		{100, 120, 131, true},
		{100_000, 100_000, 99_900, false},
		{100_000, 100_000, 99_899, true},
		{0, 0, 0, false},
		{5000, 5000, 0, true},
	} {
		if _, gap := drift(tt.before, tt.after, tt.read); gap != tt.gap {
			t.Errorf("before %d, after %d, read %d: gap %v, want %v", tt.before, tt.after, tt.read, gap, tt.gap)
		}
	}
}

// A connection that timed out is not --timeout, though Go takes both for a deadline.
func TestGapOfSlowConnection(t *testing.T) {
	_, err := (&net.Dialer{Timeout: time.Nanosecond}).Dial("tcp", "127.0.0.1:9")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("%v is no deadline, so this test shows nothing", err)
	}
	if g := gap(tenant.Users, err); strings.Contains(g.Why, "--timeout") {
		t.Errorf("the gap says %q of %v", g.Why, err)
	}
	if g := gap(tenant.Users, fmt.Errorf("reading users: %w", errTimeout)); g.Why != errTimeout.Error() {
		t.Errorf("the gap says %q of --timeout", g.Why)
	}
}
