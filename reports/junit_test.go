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

// A pipeline that looks at nothing but this file sees what exit status 4 says: an error for each required rule that could
// not be checked. What decides nothing, or may be missing, is skipped.
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
		`<error message="not checked: access denied; permission: Organization.Read.All" type="required">subscribedSkus: access denied&#xA;Permission: Organization.Read.All&#xA;Hint: grant it`,
		`<skipped message="the network was not tested">`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// A cause that stops people is a test that fails with its fix; one that can wait passes.
func TestJUnitCauses(t *testing.T) {
	got := string(write(t, "junit", Options{}, mixed(t)))
	for _, want := range []string{
		`<testsuite name="prepaudit.causes" tests="4" failures="1" errors="0" skipped="0"`,
		`<failure message="Microsoft 365 admin center &gt; Billing &gt; Licenses &gt; Microsoft 365 E3 &gt; Groups &gt; ` +
			`Contoso pilots &gt; Apps" type="stops">Turn on what group`,
		`PowerShell: Set-MgGroupLicense -GroupId`,
		`<testcase name="Free seats" classname="prepaudit.causes.lic-04" time="0">`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// What --allow-incomplete allows to be missing is no error.
func TestJUnitAllowed(t *testing.T) {
	s := incomplete(t)
	allowed, err := rules.Allow([]string{"MDM-02", string(tenant.Users)})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		sum := s.summary()
		sum.Judge(&s.run, rules.Demands{Allowed: allowed})
		var b bytes.Buffer
		w, err := New("junit", &b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Run(&s.run); err != nil {
			t.Fatal(err)
		}
		if err := w.Summary(sum); err != nil {
			t.Fatal(err)
		}
		skipped := strings.Count(b.String(), `<skipped message="not checked, which --allow-incomplete allows: `)
		errors := strings.Count(b.String(), "<error ")
		want := 2
		if len(s.sum.Tallies[1].Gaps) == 2 {
			want = 1 // one of what it lacks is not allowed
		}
		if skipped != want || errors != 2-want {
			t.Errorf("%d skipped, %d errors, want %d\n%s", skipped, errors, want, b.String())
		}
		s.sum.Tallies[1].Gaps = append(s.sum.Tallies[1].Gaps, rules.Gap{Dataset: tenant.SKUs, Why: "gone"})
	}
}
