package process

import (
	"errors"
	"fmt"

	"prepaudit/rules"
)

// Exit statuses, in the order in which one hides another: 130, 2, 1, 3, 4, 0.
const (
	StatusMet         = 0   // everyone is ready, no required rule fails, and everything that was needed was read
	StatusFailed      = 1   // the run failed; no file was written or replaced
	StatusUsage       = 2   // the command line is wrong; nothing was read
	StatusUnmet       = 3   // somebody is blocked, or a required rule fails
	StatusUndecided   = 4   // nothing known is unmet, but something that was needed was not read, or not to its end
	StatusInterrupted = 130 // Ctrl-C; no file was written or replaced
)

// Meanings say what a status means, in the order of the help.
var Meanings = []struct {
	Status int
	Text   string
}{
	{StatusMet, "everyone in scope is ready, no required rule fails, and everything needed was read completely"},
	{StatusFailed, "the run failed; no file was written or replaced"},
	{StatusUsage, "the command line is wrong; nothing was read"},
	{StatusUnmet, "somebody is blocked, or a required rule fails; --fail-on changes this, and --exceptions, --baseline and " +
		"--max-blocked accept some"},
	{StatusUndecided, "nobody is known to be blocked, but something needed couldn't be read completely, or a " +
		"required rule wasn't checked; --allow-incomplete says what may be missing"},
	{StatusInterrupted, "interrupted; no file was written or replaced"},
}

// ExitStatus is what a run ends with that comes to an outcome, see rules.Demands.Judge, and whose reports were written.
func ExitStatus(outcome rules.Outcome) int {
	switch outcome {
	case rules.Pass:
		return StatusMet
	case rules.Fail:
		return StatusUnmet
	}
	return StatusUndecided
}

// verdictError carries the exit status of a run that worked and whose report says why.
type verdictError int

func (v verdictError) Error() string { return fmt.Sprintf("exit status %d", int(v)) }

// Verdict is the error of a run that ends with status, nil for StatusMet.
func Verdict(status int) error {
	if status == StatusMet {
		return nil
	}
	return verdictError(status)
}

// VerdictOf is the exit status that Verdict was given, if err is one.
func VerdictOf(err error) (status int, ok bool) {
	v, ok := errors.AsType[verdictError](err)
	return int(v), ok
}

// InterruptedError is a run that was stopped; it says after what: "250 users".
type InterruptedError string

func (e InterruptedError) Error() string {
	return "interrupted after " + string(e) + "; no file was written"
}
