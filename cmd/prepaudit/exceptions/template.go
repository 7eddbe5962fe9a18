package exceptions

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Template makes the file with exceptions for all that a report found by a rule: one entry a cause, or a subject where
// the cause is that rule alone. Reason and owner are left to whoever accepts it.
func Template(report io.Reader, rule, expires string) (string, error) {
	if !known(rule) {
		return "", process.WithHint(process.Usagef("--rule: there is no rule %q", rule),
			process.DidYouMean(rule, ids(), "`prepaudit rules` lists them"))
	}
	t := &template{rule: rule, expires: expires, seen: map[string]bool{}}
	if err := record.Replay(report, t); err != nil {
		return "", err
	}
	return t.text()
}

// template collects what a rule found.
type template struct {
	rule, expires string
	run           *record.Run
	sum           *record.Summary
	subjects      []subject // of findings that no cause but the rule's own is for
	seen          map[string]bool
	many          bool
}

// subject is one thing that a rule speaks of.
type subject struct {
	rules.Subject
	detail string
}

// Run keeps the run.
func (t *template) Run(r *record.Run) error {
	t.run = r
	return nil
}

// User keeps a user of whom the rule has found something.
func (t *template) User(u *record.User) error {
	for i := range u.Findings {
		t.find(&u.Findings[i], u.Subject())
	}
	return nil
}

// Device keeps a device likewise.
func (t *template) Device(d *record.Device) error {
	for i := range d.Findings {
		t.find(&d.Findings[i], d.Subject())
	}
	return nil
}

// Finding keeps what else the rule speaks of.
func (t *template) Finding(f *record.Finding) error {
	t.find(f, rules.Subject{})
	return nil
}

func (t *template) find(f *record.Finding, under rules.Subject) {
	if f.Rule != t.rule || f.Outcome != rules.Fail && f.Outcome != rules.Warn {
		return
	}
	id := f.Identity(under)
	switch {
	case t.seen[id.ID]:
	case len(t.subjects) == mostEntries:
		t.many = true
	default:
		of := f.Subject
		if of == (rules.Subject{}) {
			of = under
		}
		t.seen[strings.Clone(id.ID)] = true
		t.subjects = append(t.subjects, subject{rules.Subject{Kind: strings.Clone(id.Kind), ID: strings.Clone(id.ID),
			Name: plain.Keep(of.Name)}, plain.Keep(f.Detail)})
	}
}

// Summary keeps the causes.
func (t *template) Summary(s *record.Summary) error {
	t.sum = s
	return nil
}

// text is the file.
func (t *template) text() (string, error) {
	if len(t.subjects) == 0 {
		hint := "`prepaudit render REPORT.json --details` shows what it found"
		if i := slices.IndexFunc(t.sum.Tallies, func(k record.Tally) bool { return k.ID == t.rule }); i < 0 ||
			t.sum.Tallies[i].Skipped || t.sum.Tallies[i].Outcome() == rules.NotEvaluated {
			hint = "the rule wasn't checked, or not completely"
		}
		return "", process.WithHint(fmt.Errorf("%s has no failure and no warning in the report", t.rule), hint)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Exceptions for %s (%s) in tenant %s.\n", t.rule, shown(t.run.Rule(t.rule).Title),
		shown(t.run.Tenant.Name))
	b.WriteString("# Delete what isn't accepted. Fill in reason and owner: an entry without them is refused.\n")
	if t.run.Redacted {
		b.WriteString("# The report has pseudonyms: this file fits reports with the same ones.\n")
	}
	b.WriteString("exceptions:\n")
	own, others := strings.ToLower(t.rule), 0
	for _, c := range t.sum.Causes {
		if slices.Contains(c.Rules, t.rule) && c.ID != own {
			others++
			said := c.Title
			if c.Stops > 0 {
				said += ": blocks " + english.Count(c.Stops, "person")
			}
			if len(c.Rules) > 1 {
				more := slices.DeleteFunc(slices.Clone(c.Rules), func(id string) bool { return id == t.rule })
				said += "; also of " + strings.Join(more, ", ")
			}
			t.entry(&b, said, "cause", c.ID, "")
		}
	}
	alone := slices.ContainsFunc(t.sum.Causes, func(c rules.Cause) bool { return c.ID == own })
	switch {
	case others > 0 && !alone:
	case others == 0 && t.many, alone && t.many:
		t.entry(&b, "more than "+english.Number(mostEntries)+" subjects", "rule", t.rule, "")
	default:
		for _, s := range t.subjects {
			if others > 0 && t.ofOther(s) {
				continue
			}
			said := s.Kind + " " + s.Name + ": " + s.detail
			if s.ID == "" {
				said = "the tenant: " + s.detail
			}
			t.entry(&b, said, "rule", t.rule, s.ID)
		}
	}
	if b.Len() > mostBytes {
		return "", errors.New("the file would be larger than one may be: accept the whole rule instead")
	}
	return b.String(), nil
}

// ofOther reports whether a cause of its own is for a policy.
func (t *template) ofOther(s subject) bool {
	own := strings.ToLower(t.rule) + "/" + s.ID
	return slices.ContainsFunc(t.sum.Causes, func(c rules.Cause) bool { return c.ID == own })
}

// entry writes an entry under a comment.
func (t *template) entry(b *strings.Builder, said, key, value, subject string) {
	fmt.Fprintf(b, "  # %s\n", shown(said))
	off := ""
	if !plainText(value) || !plainText(subject) {
		b.WriteString("  # It has a character that can't be shown, so nobody could review an exception for it.\n")
		off = "# "
	}
	fmt.Fprintf(b, "  %s- %s: %s\n", off, key, quoted(value))
	if subject != "" {
		fmt.Fprintf(b, "  %s  subject: %s\n", off, quoted(subject))
	}
	fmt.Fprintf(b, "  %[1]s  reason:\n  %[1]s  owner:\n  %[1]s  expires: %[2]s\n", off, t.expires)
}

// shown is text for a comment: one line.
func shown(s string) string { return plain.Clip(s, 300) }

func plainText(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, plain.Hidden) }

// quoted is a value as YAML takes it for a text. An id needs no quotes.
func quoted(s string) string {
	if _, err := tenant.ParseGUID(s); err == nil || known(s) {
		return s
	}
	return "'" + strings.ReplaceAll(plain.Text(s), "'", "''") + "'"
}
