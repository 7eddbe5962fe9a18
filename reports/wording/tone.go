package wording

import (
	"prepaudit/rules"
)

// Tone is how good it is what a word says. A format has a color or a ground for each, which repeats the word.
type Tone int

// The tones; the zero Tone is of what is neither good nor bad.
const (
	Even Tone = iota
	Good
	Doubtful
	Bad
	Open   // not known
	Manual // somebody has to look
)

// OutcomeTone is that of an outcome.
func OutcomeTone(o rules.Outcome) Tone {
	switch o {
	case rules.Pass:
		return Good
	case rules.Fail:
		return Bad
	case rules.Warn:
		return Doubtful
	case rules.NotEvaluated:
		return Open
	case rules.Manual:
		return Manual
	}
	return Even
}

// ResultTone is that of a sentence of the requirement document, which without an answer is in doubt.
func ResultTone(r rules.Result) Tone {
	switch r {
	case rules.Passed:
		return Good
	case rules.Failed:
		return Bad
	case rules.Warned, rules.Undecided, rules.CheckManually:
		return Doubtful
	}
	return Even
}

// StatusTone is that of where a user stands with licenses.
func StatusTone(s rules.LicenseStatus) Tone {
	switch s {
	case rules.Qualified:
		return Good
	case rules.Unclassified, rules.RoomAccount, rules.LicensesUnknown:
		return Open
	}
	return Bad
}

// ConsequenceTone says how grave a consequence is.
func ConsequenceTone(c rules.Consequence) Tone {
	switch c {
	case rules.Stops:
		return Bad
	case rules.Degrades, rules.Terms:
		return Doubtful
	}
	return Even
}
