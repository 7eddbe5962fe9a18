package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// markdown is a job summary of GitHub, or a wiki page: the answer and what to change first, then the rest folded away,
// with the first findings of each rule. GitHub takes a mebibyte; what is cut is said.
type markdown struct {
	sample.Sampler
	w io.Writer
	b bytes.Buffer
}

// Bounds of a page: findings of a rule, and bytes of GitHub's job summary less room for a last line.
const (
	samplesOfRule = 20
	mostMarkdown  = 1<<20 - 4<<10
)

func openMarkdown(w io.Writer, _ Options) (record.Handler, error) {
	return &markdown{w: w, Sampler: sample.New(samplesOfRule)}, nil
}

func (m *markdown) Summary(s *record.Summary) error {
	m.answer(s)
	m.licenses(s)
	m.causes(s)
	m.excused(s)
	m.gaps(s)
	if !m.Ran.NetworkOnly {
		m.folded("About this report", func() { m.facts(s) })
	}
	m.folded("Rules and findings", func() { m.rules(s) })
	m.folded("Microsoft's requirements", func() { m.matrix(s) })
	fmt.Fprintf(&m.b, "\nprepaudit %s, SKU catalog of %s", m.Ran.Version, m.Ran.CatalogDate)
	if !s.Reading.Finished.IsZero() {
		fmt.Fprintf(&m.b, ", read %s", wording.Minute(s.Reading.Finished))
	}
	m.b.WriteString(".\n")
	if _, err := m.w.Write(m.b.Bytes()); err != nil {
		return fmt.Errorf("writing Markdown: %w", err)
	}
	return nil
}

// folded writes something that a reader unfolds.
func (m *markdown) folded(title string, write func()) {
	fmt.Fprintf(&m.b, "\n<details><summary>%s</summary>\n", title)
	write()
	m.b.WriteString("\n</details>\n")
}

// answer is the verdict, of what, and how far it can be relied on.
func (m *markdown) answer(s *record.Summary) {
	word, text := wording.Verdict(s)
	fmt.Fprintf(&m.b, "# %s: %s\n\nWindows Autopilot device preparation", word, text)
	if m.Ran.NetworkOnly {
		fmt.Fprintf(&m.b, ": network, probed from %s.\n", escaped(plain.Shown(m.Ran.Network.Machine)))
		return
	}
	if m.Ran.Tenant.Name != "" {
		m.b.WriteString(", " + escaped(plain.Clip(m.Ran.Tenant.Name, 120)))
	}
	word, text = wording.Completeness(s)
	fmt.Fprintf(&m.b, ". **%s** (%s). %s", word, escaped(text), escaped(wording.Checked(s.Scope)))
	if left := wording.LeftOut(s.Scope); left != "" {
		m.b.WriteString(" Not checked: " + left + ".")
	}
	m.b.WriteString("\n")
}

// facts are whose report it is, of whom, on what terms, and what their licenses give.
func (m *markdown) facts(s *record.Summary) {
	m.b.WriteString("\n| | |\n| --- | --- |\n")
	for _, f := range wording.Facts(m.Ran, s) {
		fmt.Fprintf(&m.b, "| %s | %s |\n", f.Name, escaped(f.Value))
	}
	if s.Scope.InScope == 0 {
		return
	}
	m.b.WriteString("\n| Licenses | Users | Share |\n| --- | ---: | ---: |\n")
	for _, f := range wording.Statuses(s) {
		if f.Part > 0 {
			fmt.Fprintf(&m.b, "| %s | %s | %s |\n", f.Label, f.Value, wording.Share(f.Part, s.Scope.InScope))
		}
	}
}

func (m *markdown) gaps(s *record.Summary) {
	if len(s.Missing) == 0 {
		return
	}
	m.head("Not read", "Dataset", "Why", "Permission", "Not checked", "Hint")
	for _, g := range s.Missing {
		why := escaped(plain.Shown(g.Why))
		if g.Partial {
			why = "read in part: " + why
		}
		fmt.Fprintf(&m.b, "| %s | %s | %s | %s | %s |\n", g.Dataset, why, escaped(plain.Shown(g.Permission)),
			wording.Waiting(s.Tallies, g), escaped(plain.Shown(g.Hint)))
	}
}

func (m *markdown) rules(s *record.Summary) {
	m.head("Rules", "Rule", "Requirement", "Level", "Result", "Counts")
	for _, t := range s.Tallies {
		fmt.Fprintf(&m.b, "| %s | %s | %s | %s | %s |\n", t.ID, t.Title, t.Level, wording.Result(t), wording.Counts(t))
	}
	left := 0
	for _, t := range s.Tallies {
		list, seen := m.List(t.ID)
		if len(list) == 0 {
			continue
		}
		rule := m.Ran.Rule(t.ID)
		var b strings.Builder
		fmt.Fprintf(&b, "\n<details><summary>%s: %s (%s)</summary>\n\n", t.ID, t.Title, english.Number(seen))
		b.WriteString("| Result | About | Detail |\n| --- | --- | --- |\n")
		for _, f := range list {
			fmt.Fprintf(&b, "| %s | %s | %s |\n",
				wording.Outcome(m.Ran, &f), escaped(wording.Subject(f.Subject)), escaped(plain.Shown(f.Detail)))
		}
		if more := seen - len(list); more > 0 {
			fmt.Fprintf(&b, "\nand %s more.\n", english.Number(more))
		}
		fmt.Fprintf(&b, "\n%s\n\n**Fix**: %s\n\n</details>\n", rule.Rationale, rule.Remediation)
		if m.b.Len()+b.Len() > mostMarkdown/2 {
			left++
			continue
		}
		m.b.WriteString(b.String())
	}
	if left > 0 {
		fmt.Fprintf(&m.b, "\nThe findings of %s aren't here, since the page would be too long: "+
			"-o json=FILE has them.\n", english.Count(left, "rule"))
	}
}

func (m *markdown) matrix(s *record.Summary) {
	m.head("Requirements", "Part", "Requirement", "Editions", "Result", "By")
	for _, r := range s.Matrix {
		if m.Ran.NetworkOnly && r.Part != "Networking" {
			continue
		}
		fmt.Fprintf(&m.b, "| %s | %s | %s | %s | %s |\n",
			linked(r.Part, r.URL), escaped(r.Text), r.Editions(), r.Result, escaped(longText(r.Detail)))
	}
}

// head begins a table under a heading.
func (m *markdown) head(heading string, columns ...string) {
	fmt.Fprintf(&m.b, "\n## %s\n", heading)
	m.columns(columns...)
}

// columns begins a table.
func (m *markdown) columns(columns ...string) {
	fmt.Fprintf(&m.b, "\n| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat(" --- |", len(columns)))
}

// linked makes a link of an address that cannot break out of it.
func linked(text, address string) string {
	if !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, "()<>[]|\\ \t\r\n") {
		return escaped(text)
	}
	return "[" + escaped(text) + "](" + address + ")"
}

// unmentioned is an @ behind which no renderer sees a mention or a mail address: GitHub looks for them in the text that
// is left when backslashes and entities are gone. The comment is not shown, and not copied with the text.
const unmentioned = "@<!-- -->"

// escaped makes untrusted text plain in Markdown, with HTML in it and with tables around it. GitHub makes links of what
// looks like an address; the name of a user is none.
func escaped(s string) string {
	s = plain.Text(s)
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '\\', '`', '*', '_', '[', ']', '(', ')', '#', '|', '!', '~', '$':
			b.WriteString(`\` + string(r))
		case '@':
			b.WriteString(unmentioned)
		default:
			b.WriteRune(r)
		}
	}
	return unlinked.Replace(b.String())
}

// unlinked keeps GitHub from making links of addresses in names.
var unlinked = strings.NewReplacer("://", `\://`, "www.", `www\.`)
