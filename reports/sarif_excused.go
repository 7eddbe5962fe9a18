package reports

import (
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// excuse says of a result that nothing of it fails the run, and how it compares with the baseline. What is excused in part
// is a result like any other.
func (r *sarifResult) excuse(s *record.Summary, excepted, known, left int, why func() string) {
	if left == 0 && excepted+known > 0 {
		r.Suppressions = []sarifSuppression{{"external", "accepted", plain.Clip(why(), 1000)}}
	}
	if s.Excused.Baseline == nil {
		return
	}
	switch {
	case left > 0 && known > 0:
		r.Baseline = "updated"
	case left > 0:
		r.Baseline = "new"
	default:
		r.Baseline = "unchanged"
	}
}

// excusedOf is what is excused of a rule; nil for nothing.
func excusedOf(s *record.Summary, rule string) *record.ExcusedRule {
	if s.Excused == nil {
		return nil
	}
	return s.Excused.Rule(rule)
}

// sarifExcused are notifications: what is excused in all, and each exception.
func sarifExcused(s *record.Summary) (all []sarifNotification) {
	if s.Excused == nil {
		return nil
	}
	note := func(level, text string) {
		all = append(all, sarifNotification{Level: level, Message: sarifText{Text: unlinkedText(text)}})
	}
	for _, said := range wording.Excused(s, len(s.Tallies)) {
		note("note", said.About+": "+said.Text)
	}
	n := len(s.Excused.Exceptions)
	for i := range min(n, wording.MostExceptions) {
		e := &s.Excused.Exceptions[i]
		level := "note"
		if e.State != record.ExceptionApplies || e.Soon {
			level = "warning"
		}
		note(level, plain.Clip("Exception "+wording.ExceptionOf(e)+" for "+wording.ExceptionFor(e)+", "+wording.ExceptionState(e)+
			": "+english.Count(e.Findings, "finding")+", "+english.Count(e.People, "person")+"; reason: "+e.Reason+"; owner: "+
			e.Owner+"; expires: "+e.Expires+" "+e.Why, 1200))
	}
	if more := n - wording.MostExceptions; more > 0 {
		note("note", "… and "+english.Number(more)+" more exceptions: -o csv:exceptions=FILE lists all of them")
	}
	return all
}
