package answer

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// Headline is the answer in a sentence, and the word that it begins with.
func Headline(a *record.Answer) (word, text string) {
	word = map[string]string{record.AnswerReady: "READY", record.AnswerNotReady: "NOT READY",
		record.AnswerUnknown: "UNKNOWN"}[a.Verdict]
	who := Who(a)
	own, others := len(a.Steps), len(a.Others)
	switch {
	case a.Verdict == record.AnswerReady:
		return word, who + " can prepare a PC"
	case a.Verdict == record.AnswerUnknown:
		return word, "whether " + who + " can prepare a PC isn't known: not everything that decides it was checked"
	case own > 0 && others > 0:
		return word, fmt.Sprintf("%s can't prepare a PC: %s to fix, and %s specific to this user", who,
			english.Count(own, "thing"), english.CountVerb(others, "thing", "that isn't", "that aren't"))
	case own > 0:
		return word, fmt.Sprintf("%s can't prepare a PC: %s to fix", who, english.Count(own, "thing"))
	case others > 0:
		return word, fmt.Sprintf("%s can't prepare a PC: %s specific to this user", who,
			english.CountVerb(others, "thing", "to fix that isn't", "to fix that aren't"))
	}
	return word, who + " can't prepare a PC"
}

// Who names the person.
func Who(a *record.Answer) string {
	upn := plain.Clip(a.User.UPN, 120)
	if a.User.DisplayName == "" {
		return upn
	}
	return plain.Clip(a.User.DisplayName, 80) + " (" + upn + ")"
}

// Belongs says by which device the person was found.
func Belongs(a *record.Answer) string {
	return fmt.Sprintf("%s belongs to %s.", plain.Clip(a.Device, 80),
		plain.Clip(cmp.Or(a.User.DisplayName, a.User.UPN), 80))
}

// Missing says what was not checked, and what would change that.
func Missing(n *record.NotChecked) string {
	words := strings.Join(n.What, ", ")
	if n.Permission != "" {
		return words + " (needs " + n.Permission + ")"
	}
	return words + " (" + plain.Shown(n.Why) + ")"
}
