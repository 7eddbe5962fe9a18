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

// Not one user fewer than the tenant counts is a whole read, whatever the size; more are, within reason.
func TestDrift(t *testing.T) {
	for _, tt := range []struct {
		before, after, read int
		gap                 bool
	}{
		{100, 100, 100, false},
		{100, 100, 99, true},
		{14, 14, 5, true},
		{8, 8, 0, true},
		{1008, 1008, 999, true},
		{100, 100, 110, false},
		{100, 100, 111, true},
		{100, 120, 125, false}, // users came meanwhile
		{120, 100, 100, false}, // users went meanwhile
		{120, 100, 99, true},
		{100, 120, 131, true},
		{100_000, 100_000, 99_999, true},
		{100_000, 100_000, 100_100, false},
		{100_000, 100_000, 100_101, true},
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
