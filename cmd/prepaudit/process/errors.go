package process

import (
	"errors"
	"fmt"
)

// usageError is a command line that cannot be meant.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// Usage makes err an error of the command line, which ends with StatusUsage.
func Usage(err error) error { return usageError{err} }

// Usagef is Usage of fmt.Errorf.
func Usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// IsUsage reports that the command line is at fault.
func IsUsage(err error) bool {
	_, ok := errors.AsType[usageError](err)
	return ok
}

// hintError adds a line that says what to do.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }
func (e hintError) Hint() string  { return e.hint }

// WithHint adds a line to err that says what to do.
func WithHint(err error, hint string) error { return hintError{err, hint} }

// HintOf finds the hint of an error, wherever it was made; "" where it has none.
func HintOf(err error) string {
	h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err)
	if !ok {
		return ""
	}
	return h.Hint()
}

// RequestIDOf is what Microsoft's support asks for; "" where no server was at fault.
func RequestIDOf(err error) string {
	answer, ok := errors.AsType[interface {
		error
		RequestID() string
	}](err)
	if !ok {
		return ""
	}
	return answer.RequestID()
}
