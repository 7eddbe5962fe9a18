package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

// What a rule says as a whole: one unmet subject decides, then whatever is not known.
func TestTally(t *testing.T) {
	r := &Rule{ID: "X", Level: Recommended, Needs: []tenant.Dataset{tenant.Users}}
	lesser := Verdict{Outcome: Fail, Level: Advisory}
	unknown, manually, warns, fails := Verdict{Outcome: NotEvaluated}, Verdict{Outcome: Manual}, Verdict{Outcome: Warn},
		Verdict{Outcome: Fail}
	same, na := Verdict{Outcome: Fail, Level: Recommended}, Verdict{Outcome: NotApplicable}
	for _, c := range []struct {
		name string
		vs   []Verdict
		gaps int
		want Outcome
	}{
		{"nothing", nil, 0, NotEvaluated},
		{"passes", []Verdict{OK, OK}, 0, Pass},
		{"does not apply", []Verdict{na}, 0, NotApplicable},
		{"passes where it applies", []Verdict{na, OK}, 0, Pass},
		{"passes, and something is missing", []Verdict{OK}, 1, NotEvaluated},
		{"warns", []Verdict{OK, warns}, 0, Warn},
		{"warns, and something is not known", []Verdict{warns, unknown}, 0, NotEvaluated},
		{"fails, and something is not known", []Verdict{fails, unknown}, 1, Fail},
		{"fails at its own level", []Verdict{same, OK}, 0, Fail},
		{"fails less than the rule", []Verdict{lesser, OK}, 0, Warn},
		{"fails both ways", []Verdict{lesser, fails}, 0, Fail},
		{"is to be looked at", []Verdict{manually, OK}, 0, Manual},
		{"is to be looked at, and warns", []Verdict{manually, warns}, 0, Warn},
		{"is to be looked at, else does not apply", []Verdict{manually, na}, 0, Manual},
	} {
		ta := Tally{Rule: r, Gaps: make([]Gap, c.gaps)}
		for _, v := range c.vs {
			ta.add(r, v)
		}
		if n := ta.Pass + ta.Fail + ta.Warn + ta.NotApplicable + ta.NotEvaluated + ta.Manual; n != len(c.vs) {
			t.Errorf("a rule that %s: %d of %d verdicts counted", c.name, n, len(c.vs))
		}
		if ta.close(); ta.Outcome != c.want {
			t.Errorf("a rule that %s: %v, want %v", c.name, ta.Outcome, c.want)
		}
	}
	var first Tally
	for _, detail := range []string{"", "one", "another"} {
		first.add(r, Verdict{Outcome: NotEvaluated, Detail: detail})
		first.add(r, Verdict{Outcome: Manual, Detail: detail})
	}
	if first.unknown != "one" || first.how != "one" {
		t.Errorf("the first reason is %q, and how to check the first %q", first.unknown, first.how)
	}
	ta := Tally{Rule: r, NotEvaluated: 2, Unclassified: 2, Pass: 1}
	if ta.close(); ta.Outcome != Pass {
		t.Errorf("members who may be no persons leave it %v", ta.Outcome)
	}
}

// What Microsoft's page of 2024 alone demands is counted among the rest and by itself.
func TestTallyOfOlder(t *testing.T) {
	var ta Tally
	r := &Rule{Level: Required}
	for _, v := range []Verdict{{Outcome: Pass, Older: true}, OK, OK, {Outcome: Warn, Older: true},
		{Outcome: Warn, Older: true}, {Outcome: Warn}} {
		ta.add(r, v)
	}
	if ta.Pass != 3 || ta.olderPass != 1 || ta.Warn != 3 || ta.olderWarn != 2 {
		t.Errorf("%+v", ta)
	}
}
