package english

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 999999: "999,999", 1000000: "1,000,000",
		-1: "-1", -999: "-999", -1000: "-1,000", -1234567: "-1,234,567", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := Number(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Number(12345); got != "12,345" {
		t.Errorf("%q", got)
	}
}

func TestCount(t *testing.T) {
	for _, test := range []struct {
		n                  int
		noun               string
		count, orNo, verbs string
	}{
		{0, "user", "0 users", "no user", "0 users are"},
		{1, "user", "1 user", "1 user", "1 user is"},
		{2, "user", "2 users", "2 users", "2 users are"},
		{1000, "user", "1,000 users", "1,000 users", "1,000 users are"},
		{1, "policy", "1 policy", "1 policy", "1 policy is"},
		{3, "policy", "3 policies", "3 policies", "3 policies are"},
		{2, "day", "2 days", "2 days", "2 days are"},
	} {
		if got := Count(test.n, test.noun); got != test.count {
			t.Errorf("%q, want %q", got, test.count)
		}
		if got := CountOrNo(test.n, test.noun); got != test.orNo {
			t.Errorf("%q, want %q", got, test.orNo)
		}
		if got := CountVerb(test.n, test.noun, "is", "are"); got != test.verbs {
			t.Errorf("%q, want %q", got, test.verbs)
		}
		if got := Count(test.n, test.noun) + " " + Verb(test.n, "is", "are"); got != test.verbs {
			t.Errorf("%q, want %q", got, test.verbs)
		}
	}
}
