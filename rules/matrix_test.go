package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// The document section by section: how many sentences Microsoft's page of 2024-04-26 has there, how many today's, and how
// many the pages beside it. An enumeration counts as one sentence, that of the seven subscriptions as seven.
var documentSections = []struct {
	part, section           string
	in2024, in2025, besides int
}{
	{"Software", "Software requirements", 1, 1, 0},
	{"Software", "Software requirements, note", 1, 0, 0},
	{"Software", "Windows 11", 2, 4, 0},
	{"Software", "Windows 365 Cloud PCs", 0, 1, 0},
	{"Software", "Windows 11, editions", 1, 2, 0},
	{"Software", "Device association", 0, 0, 1},
	{"Networking", "Networking requirements", 4, 4, 0},
	{"Networking", "Networking requirements, note", 1, 1, 0},
	{"Networking", "Windows Autopilot deployment service", 2, 1, 0},
	{"Networking", "Windows activation", 1, 1, 0},
	{"Networking", "Microsoft Entra ID", 1, 2, 0},
	{"Networking", "Microsoft Intune", 1, 2, 0},
	{"Networking", "Windows Autopilot device preparation automatic device diagnostics collection", 3, 3, 0},
	{"Networking", "Windows Update", 1, 1, 0},
	{"Networking", "Delivery Optimization", 1, 1, 0},
	{"Networking", "Network Time Protocol (NTP) sync", 1, 1, 0},
	{"Networking", "Domain Name Services (DNS)", 1, 1, 0},
	{"Networking", "Diagnostics data", 2, 2, 0},
	{"Networking", "Network Connection Status Indicator (NCSI)", 1, 1, 0},
	{"Networking", "Windows Notification Services (WNS)", 1, 1, 0},
	{"Networking", "Microsoft Store", 3, 2, 0},
	{"Networking", "Microsoft 365", 1, 1, 0},
	{"Networking", "Certificate revocation lists (CRLs)", 1, 1, 0},
	{"Networking", "Proxy settings", 2, 2, 0},
	{"Networking", "Device association", 0, 0, 1},
	{"Licensing", "Licensing requirements", 9, 9, 0},
	{"Licensing", "Licensing requirements, note", 1, 1, 0},
	{"Licensing", "Licensing requirements, recommended", 2, 2, 0},
	{"Licensing", "Device association", 0, 0, 1},
	{"Configuration", "Configuration requirements", 0, 3, 0},
	{"Configuration", "Configuration requirements, optional", 0, 1, 0},
	{"Configuration", "Configuration requirements, hardware", 0, 1, 0},
	{"Configuration", "Enrollment restrictions", 0, 0, 3},
	{"Configuration", "Device preparation policy", 0, 0, 6},
	{"Configuration", "Known issues", 0, 0, 2},
	{"Configuration", "What's new", 0, 0, 2},
	{"Configuration", "Device association", 0, 0, 3},
	{"RBAC", "Required RBAC permissions", 0, 1, 0},
	{"RBAC", "Device association", 0, 0, 1},
}

// strays says where sentences and document differ.
func strays(all []Sentence) (list []string) {
	type key struct{ part, section, edition string }
	counts := map[key]int{}
	for _, s := range all {
		for edition, has := range map[string]bool{"2024": s.In2024, "2025": s.In2025, "beside": s.Dated != ""} {
			if has {
				counts[key{s.Part, s.Section, edition}]++
			}
		}
	}
	for _, d := range documentSections {
		for edition, want := range map[string]int{"2024": d.in2024, "2025": d.in2025, "beside": d.besides} {
			k := key{d.part, d.section, edition}
			if counts[k] != want {
				list = append(list, fmt.Sprintf("%s, %s has %d sentences of %s, want %d", d.part, d.section, counts[k],
					edition, want))
			}
			delete(counts, k)
		}
	}
	for k := range counts {
		list = append(list, fmt.Sprintf("%s has no section %q", k.part, k.section))
	}
	return list
}

// A sentence that is dropped is missed.
func TestNoSentenceCanBeDropped(t *testing.T) {
	all := Sentences()
	for _, s := range strays(all) {
		t.Error(s)
	}
	for i, s := range all {
		if len(strays(slices.Delete(slices.Clone(all), i, i+1))) == 0 {
			t.Errorf("nobody misses %q", s.Text)
		}
	}
}

func TestMatrixIsWhole(t *testing.T) {
	rows := map[int]int{}
	answered := map[string]bool{}
	for _, s := range Sentences() {
		kinds := 0
		for _, set := range []bool{len(s.Rules) > 0, s.Manual != "", s.Information != "", s.Row > 0} {
			if set {
				kinds++
			}
		}
		if kinds != 1 || s.Text == "" || strings.HasSuffix(s.Text, ".") || (s.In2024 || s.In2025) == (s.Dated != "") {
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
	for _, c := range []struct {
		name    string
		tallies []Tally
		want    Result
		detail  string
		in2024  bool // the sentence is the older edition's alone
	}{
		{"both pass", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Outcome: Pass}}, Passed,
			": pass; LIC-03 ", false},
		{"one fails",
			[]Tally{{Rule: rule("LIC-02"), Outcome: Pass, Pass: 3},
				{Rule: rule("LIC-03"), Outcome: Fail, Fail: 2, Pass: 1}}, Failed, ": fail: 2 of 3", false},
		{"one is not evaluated", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Gaps: gap}},
			Undecided, "refused", false},
		{"not evaluated stands before a warning",
			[]Tally{{Rule: rule("LIC-02"), Outcome: Warn, Warn: 1}, {Rule: rule("LIC-03"), Gaps: gap}}, Undecided,
			"refused", false},
		{"a failure stands before not evaluated",
			[]Tally{{Rule: rule("LIC-02"), Outcome: Fail, Fail: 1}, {Rule: rule("LIC-03"), Gaps: gap}}, Failed,
			"1 of 1", false},
		{"one was skipped", []Tally{{Rule: rule("LIC-02"), Outcome: Pass}, {Rule: rule("LIC-03"), Skipped: true}},
			Undecided, "was not run", false},
		{"not probed", []Tally{{Rule: rule("NET-03"), Unprobed: true}, {Rule: rule("NET-04"), Unprobed: true}},
			Undecided, "prepaudit network", false},
		{"one applies", []Tally{{Rule: rule("LIC-02"), Outcome: NotApplicable}, {Rule: rule("LIC-03"), Outcome: Pass}},
			Passed, "not applicable", false},
		{"none applies",
			[]Tally{{Rule: rule("LIC-02"), Outcome: NotApplicable}, {Rule: rule("LIC-03"), Outcome: NotApplicable}},
			Inapplicable, "", false},
		{"none applies, and the rule says why",
			[]Tally{{Rule: rule("DPP-06"), Outcome: NotApplicable, without: "there is no policy"}}, Inapplicable,
			": not applicable: there is no policy", false},
		{"one user is not evaluated",
			[]Tally{{Rule: rule("LIC-02"), Pass: 4, NotEvaluated: 1, unknown: "Graph did not say"}}, Undecided,
			": not evaluated: 1 of 5, since Graph did not say", false},
		{"two users are not evaluated", []Tally{{Rule: rule("LIC-02"), NotEvaluated: 2, unknown: "Graph did not say"}},
			Undecided, ": not evaluated: 2 of 2; the first, since Graph did not say", false},
		{"one by hand, and the rule says how",
			[]Tally{{Rule: rule("OOB-02"), Outcome: Manual, Manual: 1, how: "look there"}}, CheckManually,
			": check manually: look there", false},
		{"one by hand", []Tally{{Rule: rule("OOB-02"), Outcome: Manual}, {Rule: rule("LIC-03"), Outcome: Pass}},
			CheckManually, "manually", false},
		{"only what the older edition demands is missing, its sentence",
			[]Tally{{Rule: rule("NET-03"), Outcome: Warn, Pass: 1, Warn: 1, olderWarn: 1}}, Warned, "warning: 1 of 2",
			true},
		{"only what the older edition demands is missing, today's sentence",
			[]Tally{{Rule: rule("NET-03"), Outcome: Warn, Pass: 1, Warn: 1, olderWarn: 1}}, Passed,
			"only Microsoft's page of 2024-04-26", false},
		{"more than that is missing", []Tally{{Rule: rule("DEV-05"), Outcome: Warn, Warn: 2, olderWarn: 1}}, Warned,
			"2 of 2", false},
		{"only what today's edition demands is missing",
			[]Tally{{Rule: rule("NET-03"), Outcome: Fail, Pass: 1, Fail: 1, olderPass: 1}}, Passed, "pass", true},
		{"today's edition is not met, and the rule does not tell them apart",
			[]Tally{{Rule: rule("NET-03"), Outcome: Fail, Fail: 1}}, Warned, "1 of 1", true},
	} {
		byID := map[string]*Tally{}
		var ids []string
		for i := range c.tallies {
			byID[c.tallies[i].Rule.ID] = &c.tallies[i]
			ids = append(ids, c.tallies[i].Rule.ID)
		}
		got, detail := answer(&Sentence{Rules: ids, In2024: c.in2024, In2025: !c.in2024}, byID)
		if got != c.want || !strings.Contains(detail, c.detail) {
			t.Errorf("%s: %v (%s), want %v (%s)", c.name, got, detail, c.want, c.detail)
		}
	}
	if r, _ := answer(&Sentence{Rules: []string{"LIC-01"}, In2025: true}, nil); r != Undecided {
		t.Errorf("a rule that was never run is %v", r)
	}
	results := []Result{Undecided, Passed, Failed, Warned, Inapplicable, CheckManually, Informs}
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

// Details count as the other figures of a report do.
func TestMatrixThousands(t *testing.T) {
	tally := Tally{Rule: intuneAssigned, Outcome: Fail, Fail: 2313, Pass: 86764}
	if got := tally.words(); got != "fail: 2,313 of 89,077" {
		t.Error(got)
	}
}
