package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// ofIntune are datasets that a tenant without Intune cannot have.
var ofIntune = []tenant.Dataset{
	tenant.Preparation, tenant.Restrictions, tenant.ManagedDevices, tenant.Roles, tenant.DiagnosticsSet,
}

// What needs Intune does not apply where the tenant has none, and that is not missing. The rest is judged.
func TestNoIntune(t *testing.T) {
	c, err := Example{Holds: "SPE_E3", Change: intuneState(tenant.NoIntune)}.Case()
	if err != nil {
		t.Fatal(err)
	}
	c.MDMPolicies[0].AppliesTo = "all"
	facts := c.env(false).Facts
	selected, err := Select([]string{"LIC-02", "MDM-04", "MDM-09", "DPP", "DEV", "RBA", "INT-03", "DIR-03"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, ds := range ofIntune[:2] {
		facts.Without(ds)
	}
	s := &Scope{}
	if err := s.Choose("", facts); err != nil || s.Doubt != "" {
		t.Errorf("%v, doubt %q", err, s.Doubt)
	}
	if err := (&Scope{}).Choose("policies", facts); err == nil || !strings.Contains(err.Error(), noIntune) {
		t.Errorf("--scope policies gives %v", err)
	}
	ev := NewEvaluator(facts, s, selected)
	for _, ds := range ofIntune[2:] {
		ev.Without(ds) // also after the first user
		ev.User(&c.User)
	}
	ev.Missing(Gap{Dataset: tenant.PreparationWho, Partial: true}) // of no account
	findings, sum := ev.Finish()
	if sum.Verdict != Fail || !sum.Complete {
		t.Errorf("%v, complete %v", sum.Verdict, sum.Complete)
	}
	want := map[string]Outcome{"LIC-02": Pass, "MDM-04": Fail, "MDM-09": NotApplicable, "DPP-01": NotApplicable,
		"DPP-09": NotApplicable, "DEV-01": NotApplicable, "RBA-01": NotApplicable, "INT-03": NotApplicable,
		"DIR-03": NotApplicable}
	for id, outcome := range want {
		if ta := tallyOf(t, sum, id); ta.Outcome != outcome || outcome == NotApplicable && ta.without != noIntune {
			t.Errorf("%s: %v, %q", id, ta.Outcome, ta.without)
		}
	}
	for _, f := range findings {
		if f.Outcome == NotApplicable && (f.Detail != noIntune || f.Subject.Kind != "tenant") {
			t.Errorf("%+v", f)
		}
	}
}

// A dataset that could not be read for another reason leaves its rules open.
func TestIntuneNotRead(t *testing.T) {
	c, err := Example{Holds: "SPE_E3", Change: intuneState("active")}.Case()
	if err != nil {
		t.Fatal(err)
	}
	selected, err := Select([]string{"MDM-09", "INT-03"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	ev := NewEvaluator(c.env(false).Facts, &Scope{}, selected)
	ev.Missing(Gap{Dataset: tenant.Restrictions})
	ev.Missing(Gap{Dataset: tenant.DiagnosticsSet})
	_, sum := ev.Finish()
	for id, outcome := range map[string]Outcome{"MDM-09": NotEvaluated, "INT-03": Manual} {
		if ta := tallyOf(t, sum, id); ta.Outcome != outcome {
			t.Errorf("%s: %v", id, ta.Outcome)
		}
	}
}
