package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// junit is JUnit XML as Azure DevOps, GitLab and GitHub's actions read it: a suite of causes, each of which fails with
// its fix while it stops somebody or makes a required rule fail, then a suite for each family of rules, a test case for
// each rule, with counts and the first findings in its text. A required rule that could not be checked, which is what
// exit status 4 says, is an error, unless that is allowed. What else was not checked, skipped or is to be checked
// manually is skipped with its reason.
type junit struct {
	sample.Sampler
	w io.Writer
}

func openJUnit(w io.Writer, _ Options) (record.Handler, error) {
	return &junit{w: w, Sampler: sample.New(samplesOfRule)}, nil
}

type junitSuites struct {
	XMLName  xml.Name      `xml:"testsuites"`
	Name     string        `xml:"name,attr"`
	Tests    int           `xml:"tests,attr"`
	Failures int           `xml:"failures,attr"`
	Errors   int           `xml:"errors,attr"`
	Suites   []*junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitMessage `xml:"failure"`
	Error   *junitMessage `xml:"error"`
	Skipped *junitMessage `xml:"skipped"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

func (j *junit) Summary(s *record.Summary) error {
	all := junitSuites{Name: "Windows Autopilot device preparation"}
	suites := map[string]*junitSuite{}
	add := func(name string, c junitCase) {
		suite := suites[name]
		if suite == nil {
			suite = &junitSuite{Name: "prepaudit." + name, Time: "0"}
			suites[name] = suite
			all.Suites = append(all.Suites, suite)
		}
		suite.Tests++
		all.Tests++
		if c.Failure != nil {
			suite.Failures++
			all.Failures++
		}
		if c.Error != nil {
			suite.Errors++
			all.Errors++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	for _, e := range j.exceptions(s) {
		add("exceptions", e)
	}
	for i := range s.Causes {
		add("causes", j.cause(s, &s.Causes[i]))
	}
	for _, t := range s.Tallies {
		family, _, _ := strings.Cut(t.ID, "-")
		add(family, j.test(s, t))
	}
	b, err := xml.MarshalIndent(all, "", "  ")
	if err == nil {
		_, err = j.w.Write(append(append([]byte(xml.Header), b...), '\n'))
	}
	if err != nil {
		return fmt.Errorf("writing JUnit XML: %w", err)
	}
	return nil
}

// cause is one cause. One that can wait passes, and says in its text what it is.
func (j *junit) cause(s *record.Summary, c *rules.Cause) junitCase {
	test := junitCase{Name: plain.Shown(c.Title), Class: "prepaudit.causes." + plain.Shown(c.ID), Time: "0"}
	text := causeText(&j.Sampler, s, c, true)
	if !wording.Urgent(s, c) {
		test.Out = text
		return test
	}
	if s.ExcusesCause(c) {
		test.Skipped = &junitMessage{Message: plain.Text(wording.WhyCauseExcused(s, c.ID, c.Rules))}
		test.Out = text
		return test
	}
	test.Failure = &junitMessage{Message: longText(c.Fix), Type: c.Does.String(), Text: text}
	return test
}

// exceptions are a test case each, behind one that says what is excused in all. What an expired one was for fails where it
// was found.
func (j *junit) exceptions(s *record.Summary) (all []junitCase) {
	if s.Excused == nil {
		return nil
	}
	var said []string
	for _, one := range wording.Excused(s, len(s.Tallies)) {
		said = append(said, one.About+": "+one.Text)
	}
	all = append(all, junitCase{Name: "What is excused", Class: "prepaudit.exceptions", Time: "0", Out: strings.Join(said, "\n")})
	for i := range s.Excused.Exceptions {
		e := &s.Excused.Exceptions[i]
		c := junitCase{Name: plain.Shown(wording.ExceptionOf(e) + " for " + wording.ExceptionFor(e)), Class: "prepaudit.exceptions", Time: "0"}
		text := wording.ExceptionState(e) + ": " + english.Count(e.Findings, "finding") + ", " + english.Count(e.People, "person") +
			"; " + e.Reason + " (" + e.Owner + ", until " + e.Expires + ")"
		if e.Why != "" {
			text += "; " + e.Why
		}
		c.Skipped = &junitMessage{Message: plain.Clip(text, 1000)}
		all = append(all, c)
	}
	return all
}

// test is one rule. Only what is required and not met fails; a warning is told in the text of a test that passes.
func (j *junit) test(s *record.Summary, t record.Tally) junitCase {
	c := junitCase{Name: t.ID + " " + t.Title, Class: "prepaudit." + t.ID, Time: "0", Out: j.text(t)}
	switch {
	case t.Skipped:
		c.Skipped = &junitMessage{Message: "skipped as asked"}
		if j.Ran.Rule(t.ID).Flag != "" {
			c.Skipped.Message = "--" + j.Ran.Rule(t.ID).Flag + " turns it on"
		}
	case t.Unprobed():
		c.Skipped = &junitMessage{Message: "the network was not tested"}
	case t.Outcome() == rules.Fail && t.Level == rules.Required && s.Excuses(t.ID):
		c.Skipped = &junitMessage{Message: plain.Text(wording.WhyExcused(s, t.ID))}
	case t.Outcome() == rules.Fail && t.Level == rules.Required:
		c.Failure = &junitMessage{Message: plain.Text(wording.Counts(t)), Type: t.Level.String(), Text: c.Out}
		c.Out = ""
	case t.Outcome() == rules.NotEvaluated && t.Allowed:
		c.Skipped = &junitMessage{Message: "not checked, which --allow-incomplete allows: " + plain.Text(firstGap(t))}
	case t.Outcome() == rules.NotEvaluated && t.Level == rules.Required:
		c.Error = &junitMessage{
			Message: "not checked: " + plain.Text(firstGap(t)+needed(t)),
			Type:    t.Level.String(), Text: opening(t) + c.Out,
		}
		c.Out = ""
	case t.Outcome() == rules.NotEvaluated:
		c.Skipped = &junitMessage{Message: "not checked: " + plain.Text(firstGap(t))}
	case t.Outcome() == rules.Manual:
		c.Skipped = &junitMessage{Message: "check manually"}
	case t.Outcome() == rules.NotApplicable:
		c.Skipped = &junitMessage{Message: "not applicable"}
	}
	return c
}

// needed names the permission that the first of them asks for.
func needed(t record.Tally) string {
	if len(t.Missing) == 0 || t.Missing[0].Permission == "" {
		return ""
	}
	return "; permission: " + t.Missing[0].Permission
}

// opening says what would open what was not read.
func opening(t record.Tally) string {
	var b strings.Builder
	for _, g := range t.Missing {
		fmt.Fprintf(&b, "%s: %s\n", g.Dataset, plain.Text(g.Why))
		if g.Permission != "" {
			fmt.Fprintf(&b, "Permission: %s\n", plain.Text(g.Permission))
		}
		if g.Hint != "" {
			fmt.Fprintf(&b, "Hint: %s\n", plain.Text(g.Hint))
		}
	}
	return b.String()
}

func firstGap(t record.Tally) string {
	if len(t.Missing) > 0 {
		return t.Missing[0].Why
	}
	return wording.Counts(t)
}

// text is the counts and the first findings of a rule. XML has no place for controls, and visible leaves none.
func (j *junit) text(t record.Tally) string {
	list, seen := j.List(t.ID)
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", wording.Counts(t))
	if gap := wording.Unread(t); gap != "" {
		fmt.Fprintf(&b, "%s\n", gap)
	}
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s: %s\n", wording.Outcome(j.Ran, &f), wording.Subject(f.Subject), plain.Shown(f.Detail))
	}
	if more := seen - len(list); more > 0 {
		fmt.Fprintf(&b, "and %s more\n", english.Number(more))
	}
	fmt.Fprintf(&b, "Fix: %s\n", j.Ran.Rule(t.ID).Remediation)
	return b.String()
}
