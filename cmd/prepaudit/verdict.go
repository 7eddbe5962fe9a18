package main

import (
	"slices"
	"strings"

	"prepaudit/rules"
)

var colorWords = []string{"auto", "always", "never"}

// interruptedError is a run that was stopped; it says after what: "250 users".
type interruptedError string

func (e interruptedError) Error() string {
	return "interrupted after " + string(e) + "; no file was written"
}

// exitStatus is what a run ends with whose reports were written.
func exitStatus(sum rules.Summary) int {
	switch sum.Verdict {
	case rules.Pass:
		return statusMet
	case rules.Fail:
		return statusUnmet
	}
	return statusUndecided
}

func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return hintError{usagef("%s %q is unknown", flag, value), didYouMean(value, allowed, "it takes "+strings.Join(allowed, ", "))}
}
