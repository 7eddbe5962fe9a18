package reports

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/html"
	"prepaudit/reports/record"
)

// A run that didn't count everybody is a gap in the lines, on the page and in the workbook, and no number.
func TestTrendHasGaps(t *testing.T) {
	s := answered(t)
	page := string(write(t, "html", Options{}, s))
	_, figure, _ := strings.Cut(page, `<figure class="trend">`)
	figure, _, _ = strings.Cut(figure, "</figure>")
	if n := strings.Count(figure, `<polyline class="ready"`); n != 2 {
		t.Errorf("readiness has %d lines, want one before and one behind the gap:\n%s", n, figure)
	}
	if !strings.Contains(figure, `class="gap"`) || !strings.Contains(figure, "counts not known: 1.") {
		t.Errorf("the gap isn't shown, or isn't told:\n%s", figure)
	}
	gap := regexp.MustCompile(`<tr><td class="whole">2026-11-14</td><td class="n">\?</td>.*incomplete: mobileDeviceManagementPolicies`)
	if !gap.MatchString(page) {
		t.Error("the table of the page doesn't say what was missing on 2026-11-14")
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(trendSheet)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows[chartRows+1:] {
		got = append(got, strings.Join(row, "|"))
	}
	want := "Date|Ready|Blocked|Not checked|Note, 2026-11-10|2|7|0, 2026-11-12|5|4|0, " +
		"2026-11-14||||incomplete: mobileDeviceManagementPolicies, 2026-11-16|6|3|0, 2026-11-18|7|2|0, 2026-11-22|3|5|1"
	if said := strings.Join(got, ", "); said != want {
		t.Errorf("the sheet has\n%s, want\n%s", said, want)
	}
	for name, part := range parts(t, write(t, "xlsx", Options{}, s)) {
		if strings.Contains(string(part), "lineChart") && !strings.Contains(string(part), `<dispBlanksAs val="gap">`) {
			t.Errorf("%s draws gaps as zeros", name)
		}
	}
}

// With runs of the same day alone there is no trend, and none in a workbook of a part of the people.
func TestNoTrend(t *testing.T) {
	part := answered(t)
	part.run.Excerpt = &record.Excerpt{}
	if sheets := string(dump(t, write(t, "xlsx", Options{}, part))); strings.Contains(sheets, "== "+trendSheet) {
		t.Error("the workbook of some people has the trend of all")
	}
	s := answered(t)
	s.trend = []record.Past{{At: started().Add(-time.Hour), Counted: true}}
	if page := string(write(t, "html", Options{}, s)); strings.Contains(page, `id="trend"`) {
		t.Error("the page draws one day")
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", Options{}, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if i, _ := f.GetSheetIndex(trendSheet); i >= 0 {
		t.Error("the workbook draws one day")
	}
}

// A point between two gaps has no line, and is a dot.
func TestTrendDots(t *testing.T) {
	at := []time.Time{started(), started().AddDate(0, 0, 1), started().AddDate(0, 0, 2)}
	d := html.DrawTrend(at, []bool{false, true, false}, []html.Series{{Name: "ready", Values: []int{1, 2, 3}}})
	if len(d.Lines) != 0 || len(d.Dots) != 1 || len(d.Gaps) != 2 {
		t.Errorf("%+v", d)
	}
	d = html.DrawTrend(at, []bool{true, true, true}, []html.Series{{Name: "ready", Values: []int{0, 5, 10}}})
	if want := "64.0,130.0 268.0,70.0 472.0,10.0"; len(d.Lines) != 1 || d.Lines[0].Points != want {
		t.Errorf("%+v, want %s", d.Lines, want)
	}
}
