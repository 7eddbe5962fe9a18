package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"prepaudit/rules"
)

// TestHostileNames plays each name alone, so that each reaches the sample that the table shows.
func TestHostileNames(t *testing.T) {
	var b bytes.Buffer
	for _, name := range hostileNames {
		s := hostile(t)
		s.findings = []rules.Finding{{Rule: enrolment, Subject: rules.Subject{Kind: "group", ID: "x", Name: name}, Outcome: rules.Fail, Detail: name}}
		s.run.TenantName, s.run.Source, s.sum.Scope.Why = name, name, name
		s.sum.Missing = []rules.Gap{{Dataset: "users", Why: name, Permission: name, Hint: name}}
		for _, width := range []int{60, 80} {
			checkLines(t, write(t, "table", Options{Width: width}, s), width)
		}
		fmt.Fprintf(&b, "terminal %s\n", clip(name, 60))
		fmt.Fprintf(&b, "json     %.120s\n", strings.ToValidUTF8(string(appendText(nil, name)), "?"))
		fmt.Fprintf(&b, "cell     %.120s\n", cellText(name))
	}
	golden(t, "hostile.names.txt", b.Bytes())
}
