package rules

import "cmp"

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
	case ByHand:
		t.ByHand++
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
	case t.ByHand > 0:
		t.Outcome = ByHand
	case t.Pass > 0:
		t.Outcome = Pass
	case t.NotApplicable > 0:
		t.Outcome = NotApplicable
	default:
		t.Outcome = NotEvaluated
	}
}
