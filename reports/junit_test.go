package reports

import (
	"bytes"
	"os/exec"
	"testing"
)

// The schema is the part of JUnit XML that every reader of it knows.
func TestJUnitSchema(t *testing.T) {
	lint := program(t, "xmllint")
	for _, s := range stories(t) {
		cmd := exec.Command(lint, "--noout", "--nonet", "--schema", "../testdata/schema/junit.xsd", "-")
		cmd.Stdin = bytes.NewReader(write(t, "junit", Options{}, s))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%.1000s", s.name, err, out)
		}
	}
}
