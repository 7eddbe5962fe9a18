package wording

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Said is a sentence with what it is about.
type Said struct{ About, Text string }

// Excused says what doesn't fail the run though it was found, and which exceptions have to be looked at; most is how many
// rules are named. Nothing is said where nothing could be excused.
func Excused(s *record.Summary, most int) (said []Said) {
	x := s.Excused
	if x == nil {
		return nil
	}
	excepted, known, left := x.Findings()
	if x.Exceptions != nil {
		text := counted(x.People.Excepted, excepted) +
			byRule(x, most, func(r *record.ExcusedRule) int { return r.Excepted }) + ". " + entries(x.Exceptions)
		said = append(said, Said{"Excused by exceptions", text})
	}
	if b := x.Baseline; b != nil {
		text := counted(x.People.Known, known) + ". New: " + counted(x.People.Left, left) +
			byRule(x, most, func(r *record.ExcusedRule) int { return r.Left }) + "."
		if len(b.Differs) > 0 {
			text += " The baseline isn't the same kind of run: " + plain.Clip(strings.Join(b.Differs, "; "), 300) + "."
		}
		said = append(said, Said{"Known in the baseline of " + Minute(b.Started), text})
	}
	if x.MaxBlocked != "" {
		text := plain.Shown(x.MaxBlocked) + ". Not excused: " + blocked(x.People.Left) + ", "
		if s.Within() {
			text += "not more than that"
		} else {
			text += "more than that"
		}
		if n := s.Ready.Unknown + x.People.Unknown; n > 0 {
			text += "; " + english.Number(n) + " unknown"
		}
		said = append(said, Said{"Maximum of blocked people", text + "."})
	}
	return said
}

func counted(people, findings int) string {
	return blocked(people) + ", " + english.Count(findings, "finding")
}

func blocked(n int) string {
	return english.Number(n) + " blocked " + english.Verb(n, "person", "people")
}

// byRule names the rules with the most.
func byRule(x *record.Excused, most int, count func(*record.ExcusedRule) int) string {
	var parts []string
	more := 0
	for i := range x.Rules {
		switch n := count(&x.Rules[i]); {
		case n == 0:
		case len(parts) == most:
			more++
		default:
			parts = append(parts, plain.Shown(x.Rules[i].ID)+" "+english.Number(n))
		}
	}
	if more > 0 {
		parts = append(parts, english.Count(more, "more rule"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// entries says how many exceptions there are, and of which somebody should know.
func entries(all []record.Exception) string {
	count := func(is func(*record.Exception) bool) (n int) {
		for i := range all {
			if is(&all[i]) {
				n++
			}
		}
		return n
	}
	in := func(state record.ExceptionState) int {
		return count(func(e *record.Exception) bool { return e.State == state })
	}
	text := english.Count(len(all), "entry")
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{in(record.ExceptionExpired), "expired, and fails again", "expired, and fail again"},
		{count(func(e *record.Exception) bool { return e.Soon }), "expires within 30 days", "expire within 30 days"},
		{in(record.ExceptionUnused), "is unused", "are unused"},
		{in(record.ExceptionUnchecked), "couldn't be checked", "couldn't be checked"},
		{count(func(e *record.Exception) bool { return e.Why != "" }), "couldn't be applied to everybody", "couldn't be applied to everybody"},
		{count(func(e *record.Exception) bool { return e.Subject == "" && e.Group == "" }), "excuses a whole rule or cause",
			"excuse whole rules or causes"},
	} {
		if p.n > 0 {
			parts = append(parts, english.Number(p.n)+" "+english.Verb(p.n, p.one, p.many))
		}
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, "; ")
	}
	text += "."
	expired := 0
	for i := range all {
		if e := &all[i]; e.State == record.ExceptionExpired && e.Findings > 0 {
			if expired++; expired <= 2 {
				text += " Expired on " + plain.Shown(e.Expires) + ": " + ExceptionOf(e) + " for " + ExceptionFor(e) + ", " +
					english.Count(e.Findings, "finding") + " (" + plain.Clip(e.Reason, 80) + ")."
			}
		}
	}
	return text
}

// ExceptionOf is the rule or the cause that an exception excuses.
func ExceptionOf(e *record.Exception) string { return plain.Shown(cmp.Or(e.Rule, e.Cause)) }

// ExceptionFor is who or what an exception is for.
func ExceptionFor(e *record.Exception) string {
	switch {
	case e.Subject != "":
		return plain.Shown(e.Subject)
	case e.Group != "":
		return "group " + plain.Shown(e.Group)
	}
	return "everybody and everything"
}

// MostExceptions is how many exceptions are listed where a person reads them.
const MostExceptions = 200

// ExceptionHeads are what ExceptionRow has; the third and the fourth are numbers.
var ExceptionHeads = []string{"Exception", "For", "Findings", "People", "State", "Reason", "Owner", "Expires"}

// ExceptionRow is an exception in a table for people.
func ExceptionRow(e *record.Exception) []string {
	state := ExceptionState(e)
	if e.Why != "" {
		state += ": " + plain.Shown(e.Why)
	}
	return []string{ExceptionOf(e), ExceptionFor(e), english.Number(e.Findings), english.Number(e.People), state,
		plain.Shown(e.Reason), plain.Shown(e.Owner), plain.Shown(e.Expires)}
}

// ExcusedHeads are what ExcusedRows have; all but the first are numbers.
var ExcusedHeads = []string{"Findings of a rule, people of a cause", "By exceptions", "By baseline", "Left"}

// ExcusedRows are what is excused, by rule and by cause.
func ExcusedRows(x *record.Excused) (rows [][]string) {
	add := func(id string, excepted, known, left int) {
		if excepted+known > 0 {
			rows = append(rows, []string{plain.Shown(id), english.Number(excepted), english.Number(known), english.Number(left)})
		}
	}
	for _, r := range x.Rules {
		add(r.ID, r.Excepted, r.Known, r.Left)
	}
	for _, c := range x.Causes {
		add("cause "+c.ID, c.Excepted, c.Known, c.Left)
	}
	return rows
}

// ExceptionState says what came of an exception.
func ExceptionState(e *record.Exception) string {
	switch {
	case e.State == record.ExceptionExpired:
		return "expired: fails again"
	case e.Soon:
		return string(e.State) + ", expires soon"
	}
	return string(e.State)
}

// WhyExcused says why a run doesn't fail for a rule that fails.
func WhyExcused(s *record.Summary, rule string) string {
	r := s.Excused.Rule(rule)
	var parts []string
	if r.Excepted > 0 {
		parts = append(parts, english.Number(r.Excepted)+" by exceptions"+reasons(s.Excused, func(e *record.Exception) bool {
			return e.Rule == rule || slices.ContainsFunc(s.Causes, func(c rules.Cause) bool {
				return c.ID == e.Cause && slices.Contains(c.Rules, rule)
			})
		}))
	}
	if r.Known > 0 {
		parts = append(parts, english.Number(r.Known)+" known in the baseline")
	}
	if r.Fails > 0 {
		parts = append(parts, english.Number(r.Fails)+" within --max-blocked "+plain.Shown(s.Excused.MaxBlocked))
	}
	return "excused: " + strings.Join(parts, ", ")
}

// WhyCauseExcused says why a run doesn't fail for a cause.
func WhyCauseExcused(s *record.Summary, id string, of []string) string {
	var parts []string
	if c := s.Excused.Cause(id); c != nil {
		if c.Excepted > 0 {
			by := func(e *record.Exception) bool { return e.Cause == id || slices.Contains(of, e.Rule) }
			parts = append(parts, english.Count(c.Excepted, "person")+" by exceptions"+reasons(s.Excused, by))
		}
		if c.Known > 0 {
			parts = append(parts, english.Count(c.Known, "person")+" known in the baseline")
		}
		if c.Left > 0 {
			parts = append(parts, english.Count(c.Left, "person")+" within --max-blocked "+plain.Shown(s.Excused.MaxBlocked))
		}
	}
	if len(parts) > 0 {
		return "excused: " + strings.Join(parts, ", ")
	}
	for _, rule := range of {
		if s.Excused.Rule(rule) != nil && s.Excuses(rule) {
			return WhyExcused(s, rule)
		}
	}
	return "excused"
}

// reasons are those of the exceptions that excuse something, the first of them.
func reasons(x *record.Excused, is func(*record.Exception) bool) string {
	var said []string
	for i := range x.Exceptions {
		e := &x.Exceptions[i]
		if is(e) && e.State == record.ExceptionApplies && len(said) < 3 {
			said = append(said, plain.Shown(e.Reason)+" (until "+plain.Shown(e.Expires)+")")
		}
	}
	if len(said) == 0 {
		return ""
	}
	return ": " + strings.Join(said, "; ")
}
