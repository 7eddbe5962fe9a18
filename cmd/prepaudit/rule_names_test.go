package main

import (
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

var (
	// markup is what a page and Markdown have between words, and no reader sees.
	markup = regexp.MustCompile(`(?s)<(?:script|style).*?</(?:script|style)>|<[^>]*>`)
	// toType is a command that the reader is told.
	toType = regexp.MustCompile(`prepaudit rules show [A-Z]{2,3}-[0-9]{2}`)
)

// beside is how far from its id the title of a rule may stand, apart from its own length.
const beside = 80

// Whoever reads a report is not made to look up what a rule is called: where its id stands, so does its title.
func TestRulesAreNamedWithTheirTitles(t *testing.T) {
	for _, scenario := range []string{"contoso", "refused", "neglected", "associated"} {
		dir := t.TempDir()
		report, book := filepath.Join(dir, "report.json"), filepath.Join(dir, "report.xlsx")
		summaryOf(t, report, "--demo="+scenario, "--skip", "LIC-14", "-o", "xlsx="+book)
		for _, line := range []string{"render REPORT --details -o markdown=-", "render REPORT --details -o html=-", "permissions",
			"permissions --user", "doctor --demo=" + scenario, "plan --demo=" + scenario,
			"user adele.vance@contoso.com --details --demo=" + scenario} {
			args := strings.Fields(line)
			if args[0] == "render" {
				args[1] = report
			}
			sys, out, said := world(120)
			run(t.Context(), args, sys)
			text := markup.ReplaceAllString(strings.ReplaceAll(out.String()+said.String(), `\`, ""), " ")
			for _, alone := range namedAlone(html.UnescapeString(text), 0) {
				t.Errorf("%s, %s says %s", scenario, line, alone)
			}
		}
		sys, out, _ := world(120)
		run(t.Context(), []string{"render", report, "-o", "table=-", "--details"}, sys)
		for _, alone := range namedAlone(out.String(), 10) { // whose columns break a title
			t.Errorf("%s, table says %s", scenario, alone)
		}
		for _, alone := range namedAlone(cells(t, book), 0) {
			t.Errorf("%s, xlsx says %s", scenario, alone)
		}
	}
}

// namedAlone are the places of a text where a rule is named without its title, or without the first letters of it; 0 for
// all.
func namedAlone(text string, letters int) (places []string) {
	titles := map[string]string{}
	for _, r := range rules.Catalog() {
		titles[r.ID] = strings.Join(strings.Fields(r.Title), " ")
	}
	text = toType.ReplaceAllString(strings.Join(strings.Fields(text), " "), "")
	for _, at := range ruleID.FindAllStringIndex(text, -1) {
		title := titles[text[at[0]:at[1]]]
		reach := len(title) + beside
		if letters > 0 && title != "" {
			title = title[:letters]
		}
		if !strings.Contains(text[max(0, at[0]-reach):min(len(text), at[1]+reach)], title) {
			places = append(places, text[at[0]:at[1]]+" alone: … "+text[max(0, at[0]-60):min(len(text), at[1]+60)])
		}
	}
	return places
}

// cells are those of all sheets, row by row.
func cells(t *testing.T, file string) string {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return all.String()
}
