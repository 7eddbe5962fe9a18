package reports

import (
	"prepaudit/reports/record"
)

// excuse has a summary say that of each rule and cause one is excepted, one is known, and the others are left, by
// exceptions whose texts are names.
func excuse(s *record.Summary, names []string) {
	x := &record.Excused{Rules: []record.ExcusedRule{}, Causes: []record.ExcusedCause{}, MaxBlocked: "1.5%"}
	take := func(from *int, most int) int {
		n := min(*from, most)
		*from -= n
		return n
	}
	blocked := s.Ready.Blocked
	x.People = record.ExcusedPeople{Excepted: take(&blocked, 1), Known: take(&blocked, 1)}
	x.People.Left = blocked
	for _, t := range s.Tallies {
		n := t.Count()
		fails, rest := n.Fail, n.Lesser+n.Warn
		if fails+rest == 0 {
			continue
		}
		r := record.ExcusedRule{ID: t.ID, Excepted: take(&fails, 1), Known: take(&rest, 1)}
		r.Left, r.Fails, r.OfUsers = fails+rest, fails, fails/2
		x.Rules = append(x.Rules, r)
	}
	for _, c := range s.Causes {
		if n := c.Stops; n > 0 {
			k := record.ExcusedCause{ID: c.ID, Excepted: take(&n, 1), Known: take(&n, 1)}
			k.Left = n
			x.Causes = append(x.Causes, k)
		}
	}
	states := record.ExceptionStates()
	for i, name := range names {
		e := record.Exception{Rule: "LIC-02", Subject: name, Kind: "user", Reason: name, Owner: name, Expires: "2026-12-0" + string(rune('1'+i%9)),
			State: states[i%len(states)], Soon: i%3 == 0, Findings: i % 4, People: i % 3}
		if e.State == record.ExceptionNotApplied {
			e.Rule, e.Cause, e.Subject, e.Group, e.Kind, e.Why = "", name, "", guid(900+i).String(), "", "they couldn't be read: "+name
		}
		x.Exceptions = append(x.Exceptions, e)
	}
	x.Baseline = &record.Baseline{Started: started().AddDate(0, 0, -1), Version: "0.1.0", Differs: names[:min(3, len(names))]}
	s.Excused = x
}
