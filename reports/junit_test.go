package reports

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
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

// A pipeline that looks at nothing but this file sees what exit status 4 says: an error a required rule that was not
// evaluated. What decides nothing is skipped.
func TestJUnitErrors(t *testing.T) {
	s := empty()
	denied := rules.Gap{Dataset: tenant.SKUs, Why: "access denied", Permission: "Organization.Read.All",
		Hint: "grant it"}
	network := *subscribed
	network.ID, network.Needs = "NET-01", []tenant.Dataset{tenant.Network}
	s.sum.Tallies = []rules.Tally{
		{Rule: subscribed, Outcome: rules.NotEvaluated, Gaps: []rules.Gap{denied}},
		{Rule: assigned, Outcome: rules.NotEvaluated, Gaps: []rules.Gap{denied}},
		{Rule: &network, Outcome: rules.NotEvaluated, Gaps: []rules.Gap{{Dataset: tenant.Network, Why: "not probed"}}},
	}
	got := string(write(t, "junit", Options{}, s))
	for _, want := range []string{
		`tests="3" failures="0" errors="1">`,
		`<testsuite name="prepaudit.LIC" tests="2" failures="0" errors="1" skipped="1"`,
		`<error message="not evaluated: access denied; permission: Organization.Read.All" type="required">subscribedSkus: access denied&#xA;Permission: Organization.Read.All&#xA;Hint: grant it`,
		`<skipped message="the network was not probed">`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
