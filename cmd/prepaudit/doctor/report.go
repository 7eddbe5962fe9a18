package doctor

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/rules/english"
)

// Write tells people what was found, in lines of at most width columns: first what deviates, with what follows, then
// what holds in short.
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
	for _, o := range []Outcome{Told, Holds, Nothing} {
		title := "\n" + strings.ToUpper(string(o[:1])) + string(o[1:]) + "\n"
		for _, f := range all {
			if f.Outcome == o {
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
			english.CountVerb(n[Holds], "check", "holds", "hold"), n[Nothing])
	}
	said := english.CountVerb(n[Deviates], "answer", "deviates", "deviate") + " from what prepaudit assumes"
	if n[NotRead] > 0 {
		said += ", " + english.CountVerb(n[NotRead], "dataset", "wasn't", "weren't") + " read"
	}
	return fmt.Sprintf("%s; %s, %d had nothing to see.", said, english.CountVerb(n[Holds], "check", "holds", "hold"),
		n[Nothing])
}

// mostRules are named; of more their number is told.
const mostRules = 8

func (f Finding) follows() string {
	ids := f.Rules
	switch {
	case len(ids) == 0:
		return "no rule: " + f.Follows
	case len(ids) > mostRules:
		return fmt.Sprintf("%s and %s more: %s", strings.Join(ids[:mostRules], ", "),
			english.Count(len(ids)-mostRules, "rule"), f.Follows)
	}
	return strings.Join(ids, ", ") + ": " + f.Follows
}

func checkNamed(name string) check {
	all := checks()
	if i := slices.IndexFunc(all, func(c check) bool { return c.name == name }); i >= 0 {
		return all[i]
	}
	return check{}
}
