package reports

import (
	"prepaudit/reports/record"
)

func excusing(r *record.Run) bool { return r.Excusing && r.Excerpt == nil }

// noException is what stands for no exceptions.
func noException(s *record.Summary) string {
	if s.Excused == nil || s.Excused.Exceptions == nil {
		return "no exceptions were given (--exceptions)"
	}
	return "the file has no exceptions"
}

// exceptionTable are the entries of the file with exceptions.
func exceptionTable(*record.Run) tabular {
	return &table[*record.Exception]{
		title: title{
			name: "exceptions", sheet: "Exceptions", in: excusing, none: noException,
			about: "findings that are accepted until a day, and what the exceptions for them excuse",
		},
		end: func(s *record.Summary, add func(*record.Exception) error) error {
			if s.Excused == nil {
				return nil
			}
			for i := range s.Excused.Exceptions {
				if err := add(&s.Excused.Exceptions[i]); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[*record.Exception]{
			{"rule", "Rule", "that it excuses", 10, text, func(e *record.Exception) any { return e.Rule }},
			{"cause", "Cause", "the id of the cause that it excuses", 30, prose, func(e *record.Exception) any { return e.Cause }},
			{"subject", "Subject", "the only user, device, product or policy that it excuses", 40, prose,
				func(e *record.Exception) any { return e.Subject }},
			{"group", "Group", "the object id of the group whose members it excuses", 38, text,
				func(e *record.Exception) any { return e.Group }},
			{"state", "State", "applies, expired (its findings fail again), unused, not checked or not applied", 14, text,
				func(e *record.Exception) any { return stateOf(e) }},
			{"findings", "Findings", "how many it excuses, or would excuse if it hadn't expired", 10, amount,
				func(e *record.Exception) any { return e.Findings }},
			{"people", "People", "blocked people it excuses, alone or together with others", 10, amount,
				func(e *record.Exception) any { return e.People }},
			{"reason", "Reason", "why the finding is accepted", 50, prose, func(e *record.Exception) any { return e.Reason }},
			{"owner", "Owner", "who answers for it", 30, prose, func(e *record.Exception) any { return e.Owner }},
			{"expires", "Expires", "its last day", 12, date, func(e *record.Exception) any { return e.Expires }},
			{"expiresSoon", "", "it expires within 30 days", 0, truth, func(e *record.Exception) any { return e.Soon }},
			{"why", "Why not", "why it couldn't be applied, or not to everybody", 40, prose,
				func(e *record.Exception) any { return e.Why }},
		},
	}
}

// stateOf has the ground of what somebody should look at.
func stateOf(e *record.Exception) any {
	switch e.State {
	case record.ExceptionExpired:
		return toned{bad, string(e.State)}
	case record.ExceptionApplies:
		return toned{neutral, string(e.State)}
	}
	return toned{doubtful, string(e.State)}
}

// excusedTable is what is excused by rule and by cause.
func excusedTable(run *record.Run) tabular {
	type row = struct {
		of, id, title         string
		excepted, known, left int
	}
	return &table[row]{
		title: title{
			sheet: "Excused", in: excusing, none: always("nothing is excused"),
			about: "how much of what was found is excused by exceptions or the baseline, by rule and by cause",
		},
		end: func(s *record.Summary, add func(row) error) error {
			if s.Excused == nil {
				return nil
			}
			for _, r := range s.Excused.Rules {
				if err := add(row{"findings of a rule", r.ID, run.Rule(r.ID).Title, r.Excepted, r.Known, r.Left}); err != nil {
					return err
				}
			}
			for _, c := range s.Excused.Causes {
				if err := add(row{"people blocked by a cause", c.ID, titleOf(s, c.ID), c.Excepted, c.Known, c.Left}); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Counts", "what the numbers count", 26, text, func(r row) any { return r.of }},
			{"", "Rule or cause", "by its id", 40, prose, func(r row) any { return r.id }},
			{"", "Title", "of the rule or cause", 60, prose, func(r row) any { return r.title }},
			{"", "By exceptions", "excused by exceptions", 14, amount, func(r row) any { return r.excepted }},
			{"", "By baseline", "known in the baseline", 14, amount, func(r row) any { return r.known }},
			{"", "Left", "neither excused nor known", 10, amount, func(r row) any { return r.left }},
		},
	}
}

func titleOf(s *record.Summary, cause string) string {
	for _, c := range s.Causes {
		if c.ID == cause {
			return c.Title
		}
	}
	return ""
}
