// Package terminal writes what a person reads in a terminal: the report of a run, and the answer about one user.
package terminal

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// screen is what a person reads in a terminal: the answer in one screen, or with Details everything, and samples. It
// keeps counts and the first findings of each rule, whatever the number of users.
type screen struct {
	sample.Sampler
	w       io.Writer
	width   int
	color   bool
	ascii   bool
	details bool
	most    int               // lines that titles take
	without map[string]string // by rule: why one about the tenant does not apply
	out     bytes.Buffer
	err     error // of laying out
}

// The widths between which a line is laid out. Text in longer lines is hard to read. Columns need more than text:
// narrower ones would break every word.
const (
	pipedWidth  = 100
	narrowText  = 40
	narrowWidth = 60
	widestWidth = 160
)

// Options says how a report looks.
type Options struct {
	Width int  // in columns; 0 where there is no terminal
	Color bool // ANSI colors
	ASCII bool // no other characters in what is drawn
	// Details shows every rule and the first findings of each, where else one screen says what to change.
	Details bool
}

// New makes what writes a report to w when all of it is known.
func New(w io.Writer, o Options) record.Handler { return newScreen(w, o) }

func newScreen(w io.Writer, o Options) *screen {
	if o.Width <= 0 {
		o.Width = pipedWidth
	}
	width := min(max(o.Width, narrowText), widestWidth)
	return &screen{
		Sampler: sample.New(perRule), w: w, width: width, color: o.Color, ascii: o.ASCII, details: o.Details,
		without: map[string]string{},
	}
}

func (t *screen) Finding(f *record.Finding) error {
	if f.Outcome == rules.NotApplicable && t.without[f.Rule] == "" {
		t.without[strings.Clone(f.Rule)] = plain.Keep(f.Detail)
	}
	return t.Sampler.Finding(f)
}

func (t *screen) Summary(s *record.Summary) error {
	switch {
	case t.Ran.NetworkOnly:
		t.networkFacts(s)
		t.rules(s.Tallies)
		t.networkFindings(s.Tallies)
		t.gaps(s)
		t.skipped()
		t.networkFooter()
	case t.details:
		t.whole(s)
	default:
		t.brief(s)
	}
	if t.err != nil {
		return fmt.Errorf("writing the table: %w", t.err)
	}
	if _, err := t.w.Write(clean(t.out.Bytes())); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// clean removes the blanks that fill lines up to their width, and makes the unbreakable ones, which
// have done their work, plain.
func clean(b []byte) []byte {
	lines := bytes.Split(bytes.ReplaceAll(b, []byte(unbreakable), []byte(" ")), []byte("\n"))
	for i, l := range lines {
		lines[i] = bytes.TrimRight(l, " ")
	}
	return bytes.Join(lines, []byte("\n"))
}

// whole is everything that there is room for.
func (t *screen) whole(s *record.Summary) {
	t.answer(s, "")
	first, later := wording.Changes(s)
	t.line("")
	t.everyChange(s, append(first, later...))
	t.facts(s)
	if s.Scope.Asked {
		t.states(s)
		t.licenses(s)
	}
	t.document(s.Matrix)
	t.rules(s.Tallies)
	t.findings(s.Tallies)
	t.everyException(s)
	t.gaps(s)
	t.skipped()
	t.footer(s)
}

// answer is the verdict, and how far it can be relied on; of whom, where nothing else says it.
func (t *screen) answer(s *record.Summary, whom string) {
	word, text := wording.Verdict(s)
	t.paragraph(0, t.paint(outcomeColor(s.Verdict), word)+": "+text)
	word, text = wording.Completeness(s)
	if !s.Complete {
		word = t.paint(yellow, word)
	}
	t.paragraph(0, word+" ("+text+")."+whom)
}

func (t *screen) facts(s *record.Summary) {
	c := s.Scope
	where := plain.Clip(t.Ran.Tenant.Name, 60)
	if t.Ran.Tenant.DefaultDomain != "" {
		where += " (" + plain.Clip(t.Ran.Tenant.DefaultDomain, 60) + ")"
	}
	if t.Ran.Tenant.ID == "" {
		t.labeled("Tenant", "not known: organization was not read")
	} else {
		t.labeled("Tenant", where+", "+plain.Clip(t.Ran.Tenant.ID, 40))
	}
	if t.Ran.Reading.Source != "" {
		t.labeled("Source", plain.Clip(t.Ran.Reading.Source, 200)+", "+wording.Minute(s.Reading.Finished))
	}
	inScope := english.Number(c.InScope)
	if c.InScope == 0 {
		inScope = "nobody"
	}
	scope := fmt.Sprintf("%s of %s: %s", inScope, english.Count(c.Read, "user"), plain.Clip(c.Description, 400))
	if c.Why != "" {
		scope += " (" + plain.Clip(c.Why, 200) + ")"
	}
	if !c.Asked {
		scope = "users were not read: no selected rule is about them"
	}
	t.labeled("In scope", scope)
	if left := wording.LeftOut(c); left != "" {
		t.labeled("Excluded", left)
	}
	mdm, more := wording.MDMPolicies(s)
	for _, m := range mdm {
		t.labeled("MDM scope", plain.Clip(m.Name, 60)+" "+wording.MDM(m, s))
	}
	if more > 0 {
		t.labeled("", "… and "+english.Number(more)+" more")
	}
	if t.Ran.OtherMDM {
		t.labeled("MDM", wording.OtherMDM)
	}
	for _, w := range t.Ran.With {
		t.labeled("MDM", "policies "+wording.With(w))
	}
	if n := t.Ran.Network; n != nil {
		t.labeled("Network", fmt.Sprintf("probed from %s, %s", plain.Clip(n.Machine, 60), wording.Minute(n.Started)))
	}
	t.line("")
}

func (t *screen) skipped() {
	if len(t.Ran.Skipped) == 0 {
		return
	}
	asked, slow := wording.Skipped(t.Ran)
	if len(asked) > 0 {
		t.paragraph(0, "Not run, as asked: "+wording.Named(asked))
	}
	if len(slow) > 0 {
		t.paragraph(0, "Off by default: "+wording.Named(slow))
	}
	t.line("")
}

// footer says what was read, and where there is more to read.
func (t *screen) footer(s *record.Summary) {
	c, r := s.Scope, &s.Reading
	what := "Read " + english.Count(c.Read, "user") + countedWords(c) + "; "
	if !c.Asked {
		what = "Read no users; "
	}
	text := fmt.Sprintf("%s%s, %s, %s, %s", what, english.Count(r.Pages, "page"), english.Count(r.Requests, "request"),
		english.Count(r.Retries, "retry"), english.Size(r.Bytes))
	if r.Throttled() > 0 {
		text += fmt.Sprintf(", throttled by Graph for %s", r.Throttled().Round(100_000_000))
	}
	if took := r.Finished.Sub(t.Ran.Reading.Started); took > 0 && !t.Ran.Reading.Started.IsZero() {
		text += fmt.Sprintf(", %s in all", roundTime(took))
	}
	t.paragraph(0, text+fmt.Sprintf(". prepaudit %s, SKU catalog of %s.", t.Ran.Version, t.Ran.CatalogDate))
	found := func(r record.Rule) bool { _, seen := t.List(r.ID); return seen > 0 }
	if i := slices.IndexFunc(t.Ran.Rules, found); i >= 0 {
		t.line("A rule in full:   prepaudit rules show " + t.Ran.Rules[i].ID)
		t.line("Every user:       -o xlsx=FILE or -o json=FILE")
	}
}

// countedWords is what the tenant itself counted.
func countedWords(c record.ScopeCount) string {
	switch {
	case c.Expected == nil:
		return ", how many there are was not said"
	case c.After == nil:
		return ", counted " + english.Number(*c.Expected) + " before and not after"
	}
	return ", counted " + english.Number(*c.Expected) + " before and " + english.Number(*c.After) + " after"
}

// roundTime keeps what a reader cares about: milliseconds of a short run, tenths of a second of a long one.
func roundTime(d time.Duration) time.Duration {
	if d < time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(100 * time.Millisecond)
}
