package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Each text format of each story is what it was.
func TestTextFormats(t *testing.T) {
	for _, s := range stories(t) {
		for _, f := range Formats {
			switch f.Name {
			case "table", "json", "xlsx":
				continue // they have tests of their own
			}
			if strings.HasPrefix(f.Name, "parquet") {
				continue
			}
			t.Run(s.name+"/"+f.Name, func(t *testing.T) {
				got := write(t, f.Name, Options{}, s)
				golden(t, s.name+"."+strings.ReplaceAll(f.Name, ":", "-"), got)
				for i, line := range strings.Split(string(got), "\n") {
					for _, r := range strings.TrimSuffix(line, "\r") {
						if plain.Hidden(r) {
							t.Errorf("line %d holds %U", i+1, r)
						}
					}
					if strings.HasPrefix(strings.TrimSpace(line), "::") ||
						strings.HasPrefix(line, "##vso") || strings.HasPrefix(line, "##[") {
						t.Errorf("line %d is a workflow command: %.80s", i+1, line)
					}
				}
			})
		}
	}
}

func TestCSV(t *testing.T) {
	for _, s := range stories(t) {
		for i, table := range machineTables {
			table := table(&record.Run{}).titled()
			name := "csv"
			if i > 0 {
				name += ":" + table.name
			}
			got := write(t, name, Options{}, s)
			rows, err := csv.NewReader(bytes.NewReader(got)).ReadAll()
			if err != nil {
				t.Fatalf("%s of %s: %v", name, s.name, err)
			}
			want := map[string]int{"users": len(s.rows) + 1, "devices": len(s.devices) + 1}[table.name]
			if want > 0 && len(rows) != want {
				t.Errorf("%s of %s has %d rows", name, s.name, len(rows))
			}
			for _, separator := range ",;|\t" { // of lists, by the language of Windows
				in := csv.NewReader(bytes.NewReader(got))
				in.Comma, in.LazyQuotes, in.FieldsPerRecord = separator, true, -1
				rows, err := in.ReadAll()
				if err != nil {
					t.Fatalf("%s of %s, separated by %q: %v", name, s.name, separator, err)
				}
				for _, cell := range slices.Concat(rows[1:]...) {
					first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, ` "`))
					if strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", first) {
						t.Errorf("%s of %s, separated by %q, holds a formula: %.60q", name, s.name, separator, cell)
					}
				}
			}
		}
	}
}

func TestNDJSON(t *testing.T) {
	s := mixed(t)
	records := map[string]int{}
	for line := range strings.Lines(string(write(t, "ndjson", Options{}, s))) {
		var doc struct{ Record string }
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			t.Fatalf("%v in %.200s", err, line)
		}
		records[doc.Record]++
	}
	want := map[string]int{
		"run": 1, "user": len(s.rows), "device": len(s.devices), "finding": len(s.findings), "summary": 1,
	}
	if !maps.Equal(records, want) {
		t.Errorf("records %v, want %v", records, want)
	}
}

// The schema is OASIS's, SARIF 2.1.0.
func TestSARIFSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../testdata/schema/sarif-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories(t) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, "sarif", Options{}, s)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

// Code scanning takes a result that is gone for fixed: what was not checked must not be gone.
func TestSARIFUnread(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal(write(t, "sarif", Options{}, incomplete(t)), &log); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, r := range log.Runs[0].Results {
		texts[r.RuleID] = r.Level + " " + r.Message.Text
		if r.Fingerprints["primaryLocationLineHash"] == "" || len(r.Locations) != 1 {
			t.Errorf("%s has no fingerprint or no location: %+v", r.RuleID, r)
		}
	}
	for id, want := range map[string]string{
		"LIC-02": "warning Every user in scope holds an active Intune plan: not checked (3 pass)\n" +
			"read in part: reading stopped after 3 users: unexpected EOF",
		"MDM-02": "warning Automatic enrollment in Intune is on: not checked\n" +
			"not read: Graph refused it: 403 Forbidden",
	} {
		if texts[id] != want {
			t.Errorf("%s: %q, want %q", id, texts[id], want)
		}
	}
	if log.Runs[0].Automation.ID != "prepaudit/7f1c9d3e-2b7a-4f7e-9a51-0c8f2d6b1e44/" {
		t.Errorf("automation %q", log.Runs[0].Automation.ID)
	}
}

func TestJUnit(t *testing.T) {
	for _, s := range stories(t) {
		got := write(t, "junit", Options{}, s)
		d := xml.NewDecoder(bytes.NewReader(got))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
		var suites junitSuites
		if err := xml.Unmarshal(got, &suites); err != nil {
			t.Fatal(err)
		}
		tests, failures, excused := 0, 0, 0
		if s.excepted != nil {
			excused = 1 + len(s.excepted)
		}
		for _, suite := range suites.Suites {
			tests += len(suite.Cases)
			for _, c := range suite.Cases {
				if c.Failure != nil {
					failures++
				}
			}
		}
		if tests != excused+len(s.sum.Causes)+len(s.sum.Tallies) || tests != suites.Tests || failures != suites.Failures {
			t.Errorf("%s: %d tests with %d failures; the head says %d and %d",
				s.name, tests, failures, suites.Tests, suites.Failures)
		}
	}
}

// A name is no link, neither to a viewer that knows the escapes of SARIF nor to one that does not.
func TestSARIFLinks(t *testing.T) {
	s := empty()
	s.sum.Tallies = tallies()
	s.sum.Tallies[1].Outcome = rules.Fail
	s.findings = []rules.Finding{{Rule: enrollment, Outcome: rules.Fail, Detail: "[a]( https://evil.example )",
		Subject: rules.Subject{Kind: "group", ID: "x", Name: "[click](https://evil.example)"}}}
	s.sum.Missing = []rules.Gap{{Dataset: "users", Why: `group \[x](1) is not read`}}
	var log struct {
		Runs []struct {
			Results []struct{ Message struct{ Text string } }
		}
	}
	if err := json.Unmarshal(write(t, "sarif", Options{}, s), &log); err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, r := range log.Runs[0].Results {
		all += r.Message.Text + "\n"
	}
	if !strings.Contains(all, `\[click\] (https://evil.example)`) {
		t.Errorf("the name is not there:\n%s", all)
	}
	if found := regexp.MustCompile(`\]\(|(^|[^\\])[][]`).FindString(all); found != "" {
		t.Errorf("%q may be a link in:\n%s", found, all)
	}
}

// Each cause is one alert whose message begins with what to change and the fix; whom it stops is in it, and no alert of
// their own. The same cause is the same alert in the next report.
func TestSARIFCauses(t *testing.T) {
	var log, again sarifLog
	s := mixed(t)
	if err := json.Unmarshal(write(t, "sarif", Options{}, s), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	if len(results) != len(s.sum.Causes) { // each rule that fails or warns has one
		t.Fatalf("%d results", len(results))
	}
	first := results[0]
	want := "Turn on what group \"Contoso pilots\" leaves out of Microsoft 365 E3 (licensing, blocks 3 people, then at least 12 of 13 " +
		"ready)\nFix: Microsoft 365 admin center > Billing > Licenses > Microsoft 365 E3 > Groups > Contoso pilots > Apps\n"
	if first.Level != "error" || !strings.HasPrefix(first.Message.Text, want) ||
		!strings.HasSuffix(first.Message.Text, "\n- joni.sherman@contoso.com") || first.RuleID != "LIC-02" ||
		log.Runs[0].Tool.Driver.Rules[first.RuleIndex].ID != "LIC-02" || len(first.Props["samples"].([]any)) == 0 {
		t.Errorf("%+v", first)
	}
	if results[1].Level != "warning" || results[2].Level != "note" || results[3].Level != "note" {
		t.Errorf("levels %s, %s, %s", results[1].Level, results[2].Level, results[3].Level)
	}
	s.sum.Causes = s.sum.Causes[:1]
	s.sum.Causes[0].Title, s.sum.Causes[0].Stops = "other words", 1
	if err := json.Unmarshal(write(t, "sarif", Options{}, s), &again); err != nil {
		t.Fatal(err)
	}
	if got := again.Runs[0].Results; !maps.Equal(got[0].Fingerprints, first.Fingerprints) ||
		len(got) != 2 || got[1].RuleID != "MDM-02" { // which has lost its cause
		t.Errorf("%+v", got)
	}
}
