package doctor

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Write tells people what was found, in lines of at most width columns: first what deviates, with what follows, then
// what is as assumed in short.
func Write(w io.Writer, all []Finding, width int) error {
	var b strings.Builder
	put := func(indent int, label, text string) {
		line := strings.Repeat(" ", indent) + label
		for word := range strings.FieldsSeq(text) {
			if len(line)+1+len(word) > width && strings.TrimSpace(line) != "" {
				b.WriteString(line + "\n")
				line = strings.Repeat(" ", indent+len(label))
			}
			if line += " " + word; indent+len(label) == 0 {
				line = strings.TrimPrefix(line, " ")
			}
		}
		b.WriteString(line + "\n")
	}
	put(0, "", headline(all))
	told := ""
	for _, f := range all {
		if f.Outcome != Deviates && f.Outcome != NotRead {
			continue
		}
		if title := strings.ToUpper(string(f.Outcome)) + "  " + f.Check; title != told {
			told = title
			c := checkNamed(f.Check)
			b.WriteString("\n" + title + "\n")
			put(2, "Assumed", c.assumes)
			put(2, "Source ", c.source)
		}
		put(2, "Seen   ", f.Seen)
		put(2, "Follows", f.follows())
	}
	for _, part := range []struct {
		title string
		of    Outcome
	}{{"For information", Told}, {"As assumed", Holds}, {"Nothing to see", Nothing}} {
		title := "\n" + part.title + "\n"
		for _, f := range all {
			if f.Outcome == part.of {
				b.WriteString(title)
				title = ""
				put(1, "", f.Check+": "+f.Seen)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func headline(all []Finding) string {
	n := map[Outcome]int{}
	for _, f := range all {
		n[f.Outcome]++
	}
	if n[Deviates]+n[NotRead] == 0 {
		return fmt.Sprintf("Graph answers as prepaudit assumes: %s, %d had nothing to see.",
			english.CountVerb(n[Holds], "check", "passes", "pass"), n[Nothing])
	}
	said := english.CountVerb(n[Deviates], "answer", "deviates", "deviate") + " from what prepaudit assumes"
	if n[NotRead] > 0 {
		said += ", " + english.CountVerb(n[NotRead], "dataset", "wasn't", "weren't") + " read"
	}
	return fmt.Sprintf("%s; %s, %d had nothing to see.", said, english.CountVerb(n[Holds], "check", "passes", "pass"),
		n[Nothing])
}

func (f Finding) follows() string {
	if len(f.Rules) == 0 {
		return "no rule: " + f.Follows
	}
	return rules.Named(f.Rules, 2) + ": " + f.Follows
}

func checkNamed(name string) check {
	all := checks()
	if i := slices.IndexFunc(all, func(c check) bool { return c.name == name }); i >= 0 {
		return all[i]
	}
	return check{}
}
