package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// What a run comes to: a required rule that fails first, then whatever is missing that something needs and nothing
// allows.
func TestJudge(t *testing.T) {
	whole := Ended{ID: "LIC-02", Level: Required, Outcome: Pass, Uses: []tenant.Dataset{tenant.LicenseGroups}}
	advised := Ended{ID: "DEV-01", Level: Recommended, Outcome: Pass}
	with := func(e Ended, o Outcome, gaps ...Gap) Ended { e.Outcome, e.Gaps = o, gaps; return e }
	gap := func(ds tenant.Dataset) Gap { return Gap{Dataset: ds} }
	mdm, devices, groups := gap(tenant.MDMPolicies), gap(tenant.ManagedDevices), gap(tenant.LicenseGroups)
	for _, c := range []struct {
		name     string
		ended    []Ended
		missing  []Gap
		listed   []tenant.Dataset
		doubt    bool
		allowed  []string
		want     Outcome
		complete bool
	}{
		{"everything read and met", []Ended{whole, advised}, nil, nil, false, nil, Pass, true},
		{"missing, and nobody needs it", []Ended{whole}, []Gap{devices}, nil, false, nil, Pass, true},
		{"a required rule fails", []Ended{with(whole, Fail), with(advised, NotEvaluated, devices)}, []Gap{devices}, nil,
			false, nil, Fail, false},
		{"what is only recommended lacks a dataset", []Ended{whole, with(advised, NotEvaluated, devices)},
			[]Gap{devices}, nil, false, nil, NotEvaluated, false},
		{"a dataset is used and not read", []Ended{whole}, []Gap{groups}, nil, false, nil, NotEvaluated, false},
		{"it is used by a rule that does not apply", []Ended{with(whole, NotApplicable)}, []Gap{groups}, nil, false, nil,
			Pass, true},
		{"a value is not known to a required rule", []Ended{with(whole, NotEvaluated)}, nil, nil, false, nil,
			NotEvaluated, true},
		{"a value is not known to another", []Ended{whole, with(advised, NotEvaluated)}, nil, nil, false, nil, Pass,
			true},
		{"a file lists it", []Ended{whole}, []Gap{devices}, []tenant.Dataset{tenant.ManagedDevices}, false, nil,
			NotEvaluated, false},
		{"an option asked for it", []Ended{whole}, []Gap{gap(tenant.SignIns)}, nil, false, nil, NotEvaluated, false},
		{"it would decide the scope", []Ended{whole}, []Gap{mdm}, nil, true, nil, NotEvaluated, false},
		{"it would not", []Ended{whole}, []Gap{mdm}, nil, false, nil, Pass, true},

		{"the dataset is allowed", []Ended{with(whole, NotEvaluated, mdm)}, []Gap{mdm}, nil, false,
			[]string{"MobileDeviceManagementPolicies"}, Pass, false},
		{"another is", []Ended{with(whole, NotEvaluated, mdm)}, []Gap{mdm}, nil, false,
			[]string{"managedDevices"}, NotEvaluated, false},
		{"the rule is allowed", []Ended{with(whole, NotEvaluated, mdm)}, []Gap{mdm}, nil, false, []string{"lic-02"},
			Pass, false},
		{"its family is", []Ended{with(whole, NotEvaluated, mdm)}, []Gap{mdm}, nil, false, []string{"LIC"}, Pass, false},
		{"another rule needs it too", []Ended{with(whole, NotEvaluated, devices), with(advised, NotEvaluated, devices)},
			[]Gap{devices}, nil, false, []string{"LIC-02"}, NotEvaluated, false},
		{"a file needs it besides the rule that is allowed", []Ended{with(advised, NotEvaluated, devices)},
			[]Gap{devices}, []tenant.Dataset{tenant.ManagedDevices}, false, []string{"DEV-01"}, NotEvaluated, false},
		{"the dataset of the file is allowed", []Ended{with(advised, NotEvaluated, devices)}, []Gap{devices},
			[]tenant.Dataset{tenant.ManagedDevices}, false, []string{"managedDevices"}, Pass, false},
		{"one of two is allowed", []Ended{with(whole, NotEvaluated, mdm, devices)}, []Gap{mdm, devices}, nil, false,
			[]string{"managedDevices"}, NotEvaluated, false},
		{"the rule that knows no value is allowed", []Ended{with(whole, NotEvaluated)}, nil, nil, false,
			[]string{"LIC-02"}, Pass, true},
		{"what fails is not what is missing", []Ended{with(whole, Fail)}, nil, nil, false, []string{"LIC-02"}, Fail,
			true},
	} {
		allowed, err := Allow(c.allowed)
		if err != nil {
			t.Fatal(err)
		}
		d := Demands{Listed: c.listed, Allowed: allowed}
		if got, complete := d.Judge(c.ended, c.missing, c.doubt, ReadyCount{}); got != c.want || complete != c.complete {
			t.Errorf("%s: %v, complete %v; want %v, %v", c.name, got, complete, c.want, c.complete)
		}
	}
}

// Names of rules, families and datasets are known in any case, and no others.
func TestAllow(t *testing.T) {
	a, err := Allow([]string{"mdm-03", "RBA", "managedDEVICES"})
	if err != nil || !slices.Equal(a.rules, []string{"MDM-03", "RBA-01", "RBA-02"}) ||
		!slices.Equal(a.datasets, []tenant.Dataset{tenant.ManagedDevices}) {
		t.Errorf("%+v, %v", a, err)
	}
	for _, word := range []string{"MDM-99", "M", "devices", ""} {
		if _, err := Allow([]string{"MDM-03", word}); err == nil {
			t.Errorf("%q is known", word)
		}
	}
}

// Every rule's own needs make a run incomplete that lacks them, and so does what it uses, unless it does not apply.
func TestEveryNeedCounts(t *testing.T) {
	judged := 0
	for _, r := range Catalog() {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			if ds == tenant.Network {
				continue // nobody probed, which is told with the rules alone
			}
			ev := NewEvaluator(&Facts{Windows: windows.Default(), Now: exampleNow}, &Scope{}, []*Rule{r})
			ev.Missing(Gap{Dataset: ds, Why: "refused"})
			_, sum := ev.Finish()
			outcome, complete := sum.Judge(Demands{})
			applies := sum.tally(r).Outcome != NotApplicable
			if !applies && slices.Contains(r.Needs, ds) || applies && (outcome == Pass || complete) ||
				complete != sum.Complete {
				t.Errorf("%s without %s comes to %v, complete %v", r.ID, ds, outcome, complete)
			}
			judged++
		}
	}
	if judged < 100 {
		t.Errorf("%d datasets of rules", judged)
	}
}

// Somebody who is blocked decides, unless the run is told to fail for nothing; what is unknown of people counts where it
// is not a gap, which counts by itself.
func TestJudgePeople(t *testing.T) {
	unmet := []Ended{{ID: "LIC-06", Level: Required, Outcome: Fail}}
	advised := []Ended{{ID: "DEV-01", Level: Recommended, Outcome: Fail}}
	gap := []Gap{{Dataset: tenant.Users}}
	for _, c := range []struct {
		name   string
		ended  []Ended
		gaps   []Gap
		people ReadyCount
		failOn FailOn
		want   Outcome
	}{
		{name: "all are ready", people: ReadyCount{People: 2, Ready: 2}, want: Pass},
		{name: "one is blocked", people: ReadyCount{People: 2, Blocked: 1}, want: Fail},
		{name: "one is blocked, and never", people: ReadyCount{People: 2, Blocked: 1}, failOn: FailOnNever, want: Pass},
		{name: "a value is not known", people: ReadyCount{Unknown: 1}, want: NotEvaluated},
		{name: "never, and a value is not known", people: ReadyCount{Unknown: 1}, failOn: FailOnNever, want: NotEvaluated},
		{name: "a dataset was not read, which is allowed", people: ReadyCount{Unknown: 1, Unread: 1}, want: Pass},
		{name: "never, and incomplete", ended: unmet, gaps: gap, failOn: FailOnNever, want: NotEvaluated},
		{name: "a required rule", ended: unmet, want: Fail},
		{name: "a required rule, and blocked people alone", ended: unmet, failOn: FailOnBlocked, want: Pass},
		{name: "a recommended rule", ended: advised, want: Pass},
		{name: "a recommended rule, asked for", ended: advised, failOn: FailOnRecommended, want: Fail},
	} {
		d := Demands{Listed: []tenant.Dataset{tenant.Users}, FailOn: c.failOn}
		if got, _ := d.Judge(c.ended, c.gaps, false, c.people); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
