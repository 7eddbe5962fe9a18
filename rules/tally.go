package rules

import "cmp"

// Tally is what one rule said, counted.
type Tally struct {
	Rule          *Rule
	Outcome       Outcome // of the rule as a whole
	Skipped       bool    // by --skip or --only, or its flag is off; then nothing else is set
	Pass          int
	Fail          int
	Lesser        int // of Fail: those that weigh less than the rule itself
	Warn          int
	NotApplicable int
	NotEvaluated  int
	Manual        int
	Unclassified  int   // of NotEvaluated: members without license, or with a room's, who may not be persons
	Gaps          []Gap // datasets it lacked, in whole or in part
	Unprobed      bool  // it waits for what `prepaudit network` finds, and was given nothing

	Idle string // why there was nothing to judge, where no gap says it; "" where something was judged

	// Of Pass and Warn: what Microsoft's page of 2024 alone demands.
	olderPass, olderWarn int
	without              string // why a rule about the tenant does not apply
	// Why the first subject that was not evaluated was not, and how to check the first that is to be.
	unknown, how string
}

// add counts one verdict.
func (t *Tally) add(r *Rule, v Verdict) {
	switch v.Outcome {
	case Pass:
		t.Pass++
		if v.Older {
			t.olderPass++
		}
	case Fail:
		t.Fail++
		if v.Level > r.Level {
			t.Lesser++
		}
	case Warn:
		t.Warn++
		if v.Older {
			t.olderWarn++
		}
	case NotApplicable:
		t.NotApplicable++
	case NotEvaluated:
		t.NotEvaluated++
		t.unknown = cmp.Or(t.unknown, v.Detail)
	case Manual:
		t.Manual++
		t.how = cmp.Or(t.how, v.Detail)
	}
}

// close settles what the rule says as a whole. One unmet subject decides; then whatever is not
// known, since not knowing is not passing; a rule that judged nobody has not passed either.
func (t *Tally) close() {
	switch {
	case t.Fail > t.Lesser:
		t.Outcome = Fail
	case len(t.Gaps) > 0, t.NotEvaluated > t.Unclassified:
		t.Outcome = NotEvaluated
	case t.Fail+t.Warn > 0:
		t.Outcome = Warn
	case t.Manual > 0:
		t.Outcome = Manual
	case t.Pass > 0:
		t.Outcome = Pass
	case t.NotApplicable > 0:
		t.Outcome = NotApplicable
	default:
		t.Outcome = NotEvaluated
	}
}
