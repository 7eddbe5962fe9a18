package terminal

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/reports/answer"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// WriteUser writes the answer to "can this person prepare a PC", a screen of text: what stands in the way and how it is
// fixed, what others fix, and what is known, as far as it has room. With details it is as long as it gets.
func WriteUser(w io.Writer, a *record.Answer, o Options) error {
	t := newScreen(w, o)
	p := &personScreen{}
	word, text := answer.Headline(a)
	tone := map[string]string{record.AnswerReady: green, record.AnswerNotReady: red, record.AnswerUnknown: yellow}
	p.add(t, toAct, func(t *screen) {
		t.paragraph(0, t.paint(tone[a.Verdict], word)+": "+text)
		if a.Device != "" {
			t.paragraph(0, answer.Belongs(a))
		}
		for i := range a.Steps {
			t.step(i+1, &a.Steps[i])
		}
	})
	p.others(t, ofOthers, "Not specific to this user (for the team named):", a.Others)
	p.others(t, missing, "Doesn't stop, but leaves the PC incomplete:", a.Incomplete)
	p.add(t, toAct, func(t *screen) { t.line("") })
	p.add(t, happened, func(t *screen) { t.failures(a.Failures) })
	p.facts(t, a)
	p.ownDevices(t, a)
	for i := range a.NotChecked {
		n := &a.NotChecked[i]
		worth := alsoKnown
		if n.Needed {
			worth = happened
		}
		p.add(t, worth, func(t *screen) { t.notChecked(n) })
	}
	if a.Narrowed {
		p.add(t, toAct, func(t *screen) { t.paragraph(0, "--only or --skip left required rules out.") })
	}
	if t.details {
		t.answerFindings(a)
		p.blocks = append(p.blocks, block{text: t.out.Bytes()})
	} else {
		p.fit()
	}
	var all []byte
	for _, b := range p.blocks {
		all = append(all, b.text...)
	}
	_, err := w.Write(clean(all))
	return err
}

func (t *screen) notChecked(n *record.NotChecked) {
	text := "Not checked: " + answer.Missing(n)
	if t.details && len(n.Datasets) > 0 {
		text += fmt.Sprintf(" %s", n.Datasets)
	}
	for i, l := range plain.Wrap(text, t.width-2) {
		if i == 0 {
			l = t.paint(yellow, l[:len("Not checked")]) + l[len("Not checked"):]
		}
		t.line([]string{"", "  "}[min(i, 1)] + l)
	}
}

// step is what is to be done, and by whom; a path that is to be clicked is whole.
func (t *screen) step(n int, c *rules.Cause) {
	label := fmt.Sprintf("%2d. ", n)
	texts := []string{plain.Shown(c.Title) + " (" + c.Who + ")"}
	if c.Fix != "" {
		texts = append(texts, shortPortal.Replace(plain.Clip(c.Fix, 2*plain.Longest)))
	}
	for _, l := range t.listed(label, texts...) {
		t.line(l)
	}
	if t.details && c.Link != "" {
		t.line("    " + c.Link)
	}
}

func (t *screen) bullet(text string) {
	for i, l := range plain.Wrap(text, t.width-4) {
		t.line([]string{"  - ", "    "}[min(i, 1)] + l)
	}
}

func (t *screen) failures(all []tenant.EnrollmentFailure) {
	for i := range all {
		text := wording.Minute(all[i].At) + ": " + answer.Why(&all[i])
		if t.details {
			t.labeled([]string{"Last try", ""}[min(i, 1)], text)
			continue
		}
		if more := len(all) - 1; more > 0 {
			text = strings.Replace(text, ": ", " and "+english.Count(more, "time")+" before: ", 1)
		}
		t.fact("Last try", text)
		return
	}
}

// fact is text after a label, of which no more than two lines are shown.
func (t *screen) fact(label, text string) {
	const indent = 10
	for i, l := range t.clipped(text, t.width-indent, 2) {
		if i > 0 {
			label = ""
		}
		t.line(label + strings.Repeat(" ", indent-len(label)) + l)
	}
}

// clipped wraps a text into at most so many lines, and says by "…" that it goes on.
func (t *screen) clipped(text string, width, most int) []string {
	lines := plain.Wrap(text, width)
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], displaywidth.TruncateString(rest, width, "…"))
	}
	return lines
}

// answerFindings tells every finding in full.
func (t *screen) answerFindings(a *record.Answer) {
	run := record.Run{Rules: a.Rules}
	for i := range a.User.Findings {
		f := &a.User.Findings[i]
		if i == 0 {
			t.line("")
			t.heading("Findings")
		}
		about := ""
		if name := wording.Subject(f.Subject); name != "" && f.Subject.Kind != "user" && f.Subject.Kind != "tenant" {
			about = name + ": "
		}
		t.paragraph(0, t.paint(outcomeColor(f.Outcome), wording.Outcome(&run, f))+" "+f.Rule+" "+run.Rule(f.Rule).Title+
			": "+about+plain.Shown(f.Detail))
	}
}

// DeviceWords is one device in a line.
func DeviceWords(d *tenant.OwnDevice) string {
	words := []string{plain.Clip(d.Name, 40)}
	if d.Name == "" {
		words[0] = "(no name)"
	}
	if system := strings.TrimSpace(d.System + " " + d.Version); system != "" {
		words = append(words, plain.Clip(system, 40))
	}
	switch at := d.LastSeen(); {
	case at.IsZero():
		words = append(words, "last activity not known")
	default:
		words = append(words, "last active "+at.UTC().Format(time.DateOnly))
	}
	if d.Managed.IsZero() {
		words = append(words, "not in Intune")
	}
	return strings.Join(words, ", ")
}
