package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
)

// numbered are the causes of a format that is not a table: each with its number and, from there on, its title.
var numbered = map[string]*regexp.Regexp{
	"table":    regexp.MustCompile(`(?m)^ ?(\d+)\. (.*(?:\n    .*)*)`),
	"markdown": regexp.MustCompile(`(?m)^(?:### (\d+)\. |\| (\d+) \| )(.*)`),
	"html":     regexp.MustCompile(`<li value="(\d+)" id="c\d+">\s*<h3>(.*?)</h3>`),
}

// A cause has one number in every report, by which --what-if takes it: its place among the causes in JSON.
// TestFiguresAgree has CSV and the workbook.
func TestCausesHaveOneNumber(t *testing.T) {
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // the one is contoso's kind and takes long, the other waits
		}
		t.Run(sc.Name, func(t *testing.T) {
			report := filepath.Join(t.TempDir(), "report.json")
			sum := summaryOf(t, report, "--demo="+sc.Name)
			for format, number := range numbered {
				sys, out, said := world(160)
				run(t.Context(), []string{"render", report, "-o", format + "=-", "--details"}, sys)
				found := map[int]bool{}
				for _, m := range number.FindAllStringSubmatch(out.String(), -1) {
					m = slices.DeleteFunc(m[1:], func(s string) bool { return s == "" })
					n, err := strconv.Atoi(m[0])
					if err != nil || n < 1 || n > len(sum.Causes) {
						t.Fatalf("%s: %q: %v", format, m, said)
					}
					found[n] = true
					if want := sum.Causes[n-1].Title; !strings.HasPrefix(plainWords(m[1]), plainWords(want)) {
						t.Errorf("%s has %q as number %d, which is %q", format, m[1], n, want)
					}
				}
				for i, c := range sum.Causes {
					if c.Stops > 0 && !found[i+1] || format == "table" && !found[i+1] {
						t.Errorf("%s doesn't have cause %d, %q", format, i+1, c.Title)
					}
				}
			}
			for i, c := range sum.Causes {
				if c.Stops == 0 || sc.Name == "truncated" { // which is not read to its end
					break
				}
				then := summaryOf(t, report, "--demo="+sc.Name, "--what-if", fmt.Sprint(i+1))
				if !slices.Equal(then.WhatIf, []string{c.Title}) {
					t.Errorf("--what-if %d takes %q as done, want %q", i+1, then.WhatIf, c.Title)
				}
			}
		})
	}
}

// plainWords are the words of a text without what a format does to them.
func plainWords(s string) string {
	s = strings.NewReplacer(`\x3a`, ":", `\`, "", `"`, "").Replace(html.UnescapeString(s))
	return strings.Join(strings.Fields(s), " ")
}

// summaryOf audits into a JSON report, and reads its summary.
func summaryOf(t *testing.T, report string, args ...string) *record.Summary {
	t.Helper()
	sys, _, said := world(80)
	run(t.Context(), append([]string{"audit", "-q", "-o", "json=" + report}, args...), sys)
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var doc struct{ Summary *record.Summary }
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Summary
}
