package reports

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/reports/record"
)

// What a report was written in later is what it would have been at once.
func TestReplay(t *testing.T) {
	for _, s := range stories(t) {
		report := write(t, "json", Options{}, s)
		for _, f := range Formats {
			t.Run(s.name+"/"+f.Name, func(t *testing.T) {
				var got bytes.Buffer
				if err := record.Replay(bytes.NewReader(report), planned(t, f.Name, &got, Options{})); err != nil {
					t.Fatal(err)
				}
				same(t, f.Name, got.Bytes(), write(t, f.Name, Options{}, s))
			})
		}
	}
}

// same compares two reports; a workbook by its parts, since a zip file has dates.
func same(t *testing.T, format string, got, want []byte) {
	t.Helper()
	if format != "xlsx" {
		if !bytes.Equal(got, want) {
			t.Errorf("the replayed report differs:\n%s", firstDifference(got, want))
		}
		return
	}
	direct := parts(t, want)
	for name, part := range parts(t, got) {
		if !bytes.Equal(part, direct[name]) {
			t.Errorf("%s differs:\n%s", name, firstDifference(part, direct[name]))
		}
		delete(direct, name)
	}
	for name := range direct {
		t.Errorf("%s is missing", name)
	}
}

func firstDifference(got, want []byte) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	around := func(b []byte) string { return string(b[max(0, i-80):min(len(b), i+80)]) }
	return "got  " + around(got) + "\nwant " + around(want)
}

// A byte-order mark, which some editors and shells write, is no part of a report.
func TestReplayMark(t *testing.T) {
	report := write(t, "json", Options{}, mixed(t))
	var got bytes.Buffer
	w, err := New("json", &got, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := record.Replay(strings.NewReader("\ufeff"+string(report)), w); err != nil {
		t.Fatal(err)
	}
	same(t, "json", got.Bytes(), report)
}

// A report of schema version 1 is read in today's names, and is the report that today's version would have written.
func TestReplayOlder(t *testing.T) {
	report, err := os.ReadFile(filepath.Join("..", "testdata", "older", "schema1.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats {
		var got bytes.Buffer
		if err := record.Replay(bytes.NewReader(report), planned(t, f.Name, &got, Options{})); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if f.Name != "json" {
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(&got)
		if err != nil {
			t.Fatal(err)
		}
		if err := strict(t).Validate(doc); err != nil {
			t.Error(err)
		}
		said := fmt.Sprint(doc)
		for _, was := range []string{"cure", "lots", "byHand", "unexplained", "nothingToJudge"} {
			if !bytes.Contains(report, []byte(`"`+was+`":`)) {
				t.Errorf("the kept report has no %s", was)
			}
			if strings.Contains(said, was+":") {
				t.Errorf("%s is still there", was)
			}
		}
		for _, want := range []string{"fix:", "subscriptions:[map[", "checkManually:1", "unaccountedFor:", "result:pass",
			"result:fail", "result:check manually", "outcome:check manually", "nothingToCheck:nobody is in scope"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s is lost", want)
			}
		}
	}
}

func TestReplayRefuses(t *testing.T) {
	report := string(write(t, "json", Options{}, mixed(t)))
	for want, text := range map[string]string{
		"breaks off":                          report[:len(report)/2],
		"in the middle":                       strings.TrimRight(report, "}\n"),
		"no JSON object":                      "[]",
		"a JSON report":                       "hello",
		"schema version 7":                    strings.Replace(report, `"schemaVersion": 2`, `"schemaVersion": 7`, 1),
		"that begins with \"run\"":            `{"value": []}`,
		`a rule "XYZ-9"`:                      strings.Replace(report, `{"rule":"LIC-02"`, `{"rule":"XYZ-9"`, 1),
		`"sideways" isn't a value`:            strings.Replace(report, `"class":"qualified"`, `"class":"sideways"`, 1),
		"more follows":                        strings.TrimSuffix(report, "}\n") + `, "more": 1}`,
		"behind the report":                   report + report,
		"13 users, and its summary counts 14": strings.Replace(report, `"inScope": 13`, `"inScope": 14`, 1),
		"exit status 99":                      strings.Replace(report, `"exitStatus": 3`, `"exitStatus": 99`, 1),
		"no summary.matrix":                   strings.Replace(report, `"matrix": [`, `"matrices": [`, 1),
		"no summary.plan.steps": strings.Replace(report, `"steps": [`,
			`"steps": null, "was": [`, 1),
		"no run.rules[0].needs": strings.Replace(report, `"needs": [`, `"need": [`, 1),
		"user 1 has no id":      strings.Replace(report, `"entitlement":`, `"entitled":`, 1),
		"2 Windows devices, and its summary counts 3": strings.Replace(report, `"not Windows": 1`, `"not Windows": 0`,
			1),
		"UTF-16":     "\xff\xfe{\x00",
		"compressed": "\x1f\x8b\x08",
		"a zip":      "PK\x03\x04\x14",
	} {
		w, err := New("json", &bytes.Buffer{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = record.Replay(strings.NewReader(text), w)
		refused, ok := errors.AsType[*record.ReportError](err)
		if !ok || !strings.Contains(refused.Error(), want) || refused.Hint() == "" {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
