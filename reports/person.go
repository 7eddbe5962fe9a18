package reports

import (
	"bytes"
	"fmt"
	"io"
	"regexp"

	"prepaudit/reports/answer"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
	"prepaudit/rules"
)

// PersonFormats are those of an answer about one person.
var PersonFormats = []string{"table", "json", "markdown"}

// WritePerson writes an answer about one person in one of PersonFormats.
func WritePerson(w io.Writer, format string, a *record.Answer, o Options) error {
	switch format {
	case "json":
		b, err := record.Append(nil, a, true)
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	case "markdown":
		_, err := w.Write(personMarkdown(a))
		return err
	}
	return terminal.WriteUser(w, a, o)
}

var address = regexp.MustCompile(`([[:alnum:]])` + regexp.QuoteMeta(unmentioned))

// inTicket is escaped, but for the @ of an address: no ticket system mentions anybody by that, and many show what would
// keep GitHub from it.
func inTicket(s string) string { return address.ReplaceAllString(escaped(s), "$1@") }

// personMarkdown is what goes into a ticket.
func personMarkdown(a *record.Answer) []byte {
	var b bytes.Buffer
	word, text := answer.Headline(a)
	fmt.Fprintf(&b, "**%s**: %s\n", word, inTicket(text))
	if a.Device != "" {
		fmt.Fprintf(&b, "\n%s\n", inTicket(answer.Belongs(a)))
	}
	if len(a.Steps) > 0 {
		b.WriteString("\n")
	}
	for i, c := range a.Steps {
		fmt.Fprintf(&b, "%d. **%s** (%s)  \n   %s", i+1, inTicket(plain.Shown(c.Title)), c.Who,
			inTicket(plain.Clip(c.Fix, 2*plain.Longest)))
		if c.Link != "" {
			fmt.Fprintf(&b, " [Open](%s)", c.Link)
		}
		b.WriteString("\n")
	}
	for _, part := range []struct {
		heading string
		causes  []rules.Cause
	}{{"Not specific to this user", a.Others}, {"Doesn't stop, but leaves the PC incomplete", a.Incomplete}} {
		for i, c := range part.causes {
			if i == 0 {
				fmt.Fprintf(&b, "\n%s:\n\n", part.heading)
			}
			fmt.Fprintf(&b, "- for the %s team: %s\n", c.Who, inTicket(plain.Shown(c.Title)))
		}
	}
	b.WriteString("\n| | |\n| --- | --- |\n")
	for i := range a.Failures {
		fmt.Fprintf(&b, "| Failed | %s: %s |\n", a.Failures[i].At.UTC().Format("2006-01-02 15:04 UTC"),
			inTicket(answer.Why(&a.Failures[i])))
	}
	for _, f := range a.Facts {
		for i, l := range f.Lines {
			fmt.Fprintf(&b, "| %s | %s |\n", []string{f.Name, ""}[min(i, 1)], inTicket(l))
		}
	}
	for i := range a.Devices {
		fmt.Fprintf(&b, "| %s | %s |\n", []string{"Devices", ""}[min(i, 1)],
			inTicket(terminal.DeviceWords(&a.Devices[i])))
	}
	for _, n := range a.NotChecked {
		fmt.Fprintf(&b, "| Not checked | %s |\n", inTicket(answer.Missing(&n)))
	}
	fmt.Fprintf(&b, "\nprepaudit %s, %s.\n", a.Version, a.Read.UTC().Format("2006-01-02 15:04 UTC"))
	return b.Bytes()
}
