package graph

import (
	"errors"
	"fmt"
)

// absentError is a property that Graph sends with every object and that is absent or null here.
// To take it for none or nought would be to judge what nobody read.
type absentError struct {
	Property string
	Of       string // what lacks it, as words; "" for the answer itself
	path     string // of the request
	hint     string
}

func (e *absentError) Error() string {
	if e.Of == "" {
		return fmt.Sprintf("the answer has no %s", e.Property)
	}
	return fmt.Sprintf("%s has no %s", e.Of, e.Property)
}

// Hint says what to do, or is "".
func (e *absentError) Hint() string { return e.hint }

// at says of an absentError which request has the answer.
func at(path string, err error) error {
	if absent, ok := errors.AsType[*absentError](err); ok {
		absent.path = path
	}
	return err
}
