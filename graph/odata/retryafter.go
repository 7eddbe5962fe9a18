package odata

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter reads a Retry-After header: seconds, seconds with a fraction, or a date.
// It reports false where there is none that makes sense.
func retryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if s, err := strconv.ParseFloat(value, 64); err == nil {
		if s < 0 || math.IsNaN(s) {
			return 0, false
		}
		// Beyond a year it no longer matters by how much, but it must not overflow.
		return time.Duration(math.Min(s, 365*24*3600) * float64(time.Second)), true
	}
	if t, err := http.ParseTime(value); err == nil {
		return max(t.Sub(now), 0), true
	}
	return 0, false
}
