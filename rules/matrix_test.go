package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// The headings of the document: those of 2024-04-26 by their names, and the parts that today's edition adds.
var documentSections = map[string][]string{
	"Software": {"Software requirements", "Windows 11"},
	"Networking": {"Networking requirements", "Deployment service", "Windows activation", "Microsoft Entra ID", "Microsoft Intune",
		"Automatic device diagnostics collection", "Windows Update", "Delivery Optimization", "Network Time Protocol (NTP) sync",
		"Domain Name Services (DNS)", "Diagnostics data", "Network Connection Status Indicator (NCSI)", "Windows Notification Services (WNS)",
		"Microsoft Store", "Microsoft 365", "Certificate revocation lists (CRLs)", "Proxy settings", "Device association"},
	"Licensing":     {"Licensing requirements", "Licensing requirements, note", "Licensing requirements, recommended"},
	"Configuration": {"Automatic enrolment", "Joining devices", "Enrolment restrictions", "Device preparation policy"},
	"RBAC":          {"Role permissions"},
}

func TestMatrixIsWhole(t *testing.T) {
	rows := map[int]int{}
	covered := map[string]bool{}
	answered := map[string]bool{}
	for _, s := range Sentences() {
		covered[s.Part+"/"+s.Section] = true
		kinds := 0
		for _, set := range []bool{len(s.Rules) > 0, s.ByHand != "", s.Information != "", s.Row > 0} {
			if set {
				kinds++
			}
		}
		if kinds != 1 || s.Text == "" || strings.HasSuffix(s.Text, ".") || !s.In2024 && !s.In2025 {
			t.Errorf("%s, %s: %q must have an edition and exactly one answer", s.Part, s.Section, s.Text)
		}
		if s.Row > 0 {
			rows[s.Row]++
		}
		for _, id := range s.Rules {
			answered[id] = true
			if _, err := Lookup(id); err != nil {
				t.Errorf("%q: %v", s.Text, err)
			}
		}
	}
	for part, sections := range documentSections {
		for _, section := range sections {
			if !covered[part+"/"+section] {
				t.Errorf("no sentence of %s, %s", part, section)
			}
		}
	}
	for row := 1; row <= 7; row++ {
		if rows[row] != 1 {
			t.Errorf("row %d stands %d times", row, rows[row])
		}
	}
	// What is required is required by some sentence.
	for _, r := range Catalog() {
		if r.Level == Required && !answered[r.ID] && r.ID != "LIC-06" {
			t.Errorf("%s is required, and no sentence says so", r.ID)
		}
	}
}

func TestMatrixResults(t *testing.T) {
	rule := func(id string) *Rule {
		r, err := Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	gap := []Gap{{Dataset: tenant.Users, Why: "refused"}}
	unprobed := []Gap{{Dataset: tenant.Network, Why: "no network was probed"}}
	for _, c := range []struct {
		name    string
		tallies []Tally
		want    Result
		detail  string
	}{
		{"both pass", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Outcome: Pass}}, Met, "LIC-02 pass; LIC-03 pass"},
		{"one fails", []Tally{{Rule: rule("LIC-02"), Outcome: Pass, Pass: 3}, {Rule: rule("LIC-03"), Outcome: Fail, Fail: 2, Pass: 1}}, NotMet, "LIC-03 fail: 2 of 3"},
		{"one is not evaluated", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Gaps: gap}}, Undecided, "refused"},
		{"not evaluated stands before a warning", []Tally{{Rule: rule("LIC-02"), Outcome: Warn, Warn: 1}, {Rule: rule("LIC-03"), Gaps: gap}}, Undecided, "refused"},
		{"a failure stands before not evaluated", []Tally{{Rule: rule("LIC-02"), Outcome: Fail, Fail: 1}, {Rule: rule("LIC-03"), Gaps: gap}}, NotMet, "1 of 1"},
		{"one was skipped", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Skipped: true}}, Undecided, "was not run"},
		{"not probed", []Tally{{Rule: rule("NET-03"), Gaps: unprobed}, {Rule: rule("NET-04"), Gaps: unprobed}}, Undecided, "prepaudit network"},
		{"one applies", []Tally{{Rule: rule("LIC-02"), Outcome: NotApplicable}, {Rule: rule("LIC-03"), Outcome: Pass}}, Met, "not applicable"},
		{"none applies", []Tally{{Rule: rule("LIC-02"), Outcome: NotApplicable}, {Rule: rule("LIC-03"), Outcome: NotApplicable}}, Inapplicable, ""},
		{"one by hand", []Tally{{Rule: rule("OOB-02"), Outcome: ByHand}, {Rule: rule("LIC-03"), Outcome: Pass}}, CheckByHand, "by hand"},
	} {
		byID := map[string]*Tally{}
		var ids []string
		for i := range c.tallies {
			byID[c.tallies[i].Rule.ID] = &c.tallies[i]
			ids = append(ids, c.tallies[i].Rule.ID)
		}
		got, detail := answer(ids, byID)
		if got != c.want || !strings.Contains(detail, c.detail) {
			t.Errorf("%s: %v (%s), want %v (%s)", c.name, got, detail, c.want, c.detail)
		}
	}
	if r, _ := answer([]string{"LIC-01"}, nil); r != Undecided {
		t.Errorf("a rule that was never run is %v", r)
	}
	results := []Result{Undecided, Met, NotMet, Warned, Inapplicable, CheckByHand, Informs}
	for _, r := range results {
		b, _ := r.MarshalText()
		var back Result
		if err := back.UnmarshalText(b); err != nil || back != r {
			t.Errorf("%v comes back as %v: %v", r, back, err)
		}
	}
	if !slices.IsSorted(results) {
		t.Error("the results are out of order")
	}
}
