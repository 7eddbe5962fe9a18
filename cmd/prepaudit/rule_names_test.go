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
	titles := map[string]string{}
	for _, r := range rules.Catalog() {
		titles[r.ID] = r.Title
	}
	for _, scenario := range []string{"contoso", "refused", "neglected", "associated"} {
		dir := t.TempDir()
		report, book := filepath.Join(dir, "report.json"), filepath.Join(dir, "report.xlsx")
		summaryOf(t, report, "--demo="+scenario, "--skip", "LIC-14", "-o", "xlsx="+book)
		texts := map[string]string{}
		for _, format := range []string{"table", "markdown", "html"} {
			sys, out, _ := world(120)
			run(t.Context(), []string{"render", report, "-o", format + "=-", "--details"}, sys)
			texts[format] = html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(out.String(), `\`, ""), " "))
		}
		texts["xlsx"] = cells(t, book)
		for format, text := range texts {
			text = toType.ReplaceAllString(strings.Join(strings.Fields(text), " "), "")
			for _, at := range ruleID.FindAllStringIndex(text, -1) {
				id, reach := text[at[0]:at[1]], len(titles[text[at[0]:at[1]]])+beside
				near := text[max(0, at[0]-reach):min(len(text), at[1]+reach)]
				title := strings.Join(strings.Fields(titles[id]), " ")
				if format == "table" { // whose columns break it
					title = title[:10]
				}
				if title != "" && !strings.Contains(near, title) {
					t.Errorf("%s of %s says %s alone: … %s", format, scenario, id,
						text[max(0, at[0]-60):min(len(text), at[1]+60)])
				}
			}
		}
	}
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
