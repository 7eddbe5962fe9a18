package reports

import (
	"fmt"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// chart is horizontal bars as SVG, 480 units wide; every bar has its label and its value in words beside it, so that
// nothing hangs on a colour.
type chart struct {
	ID, Title string
	Height    int
	Bars      []bar
}

type bar struct {
	Label, Short, Value      string
	Width, Whole             int // of what is meant, and of all of it; 0 draws none
	TextY, Y, ValueX, ValueY int
}

const (
	barHeight = 40
	barRoom   = 330 // leaves place for the value
	mostBars  = 12
)

func drawn(id, title string, figures []wording.Figure) []chart {
	if len(figures) == 0 {
		return nil
	}
	if all := len(figures); all > mostBars {
		figures = figures[:mostBars]
		title += fmt.Sprintf(" (the first %d of %s)", mostBars, english.Number(all))
	}
	most := 1
	for _, f := range figures {
		most = max(most, f.Part, f.Whole)
	}
	c := chart{ID: id, Title: title, Height: len(figures) * barHeight}
	width := func(n int) int {
		if n <= 0 {
			return 0
		}
		return max(2, n*barRoom/most)
	}
	for i, f := range figures {
		y := i * barHeight
		b := bar{
			Label: f.Label, Short: plain.Clip(f.Label, 60), Value: f.Value, Width: width(f.Part), Whole: width(f.Whole),
			TextY: y + 13, Y: y + 18, ValueY: y + 30,
		}
		b.ValueX = max(b.Width, b.Whole) + 6
		c.Bars = append(c.Bars, b)
	}
	return []chart{c}
}

func charts(s *record.Summary) []chart {
	var all []chart
	if s.Scope.InScope > 0 {
		title, statuses := "Users in scope by state", wording.Statuses(s)
		if s.Missed(tenant.Users) {
			title += ", of those that were read"
		}
		for i := range statuses {
			statuses[i].Value += " (" + wording.Share(statuses[i].Part, s.Scope.InScope) + ")"
		}
		all = append(all, drawn("states", title, statuses)...)
	}
	all = append(all, drawn("seats", "Seats by subscription: consumed of purchased", wording.Seats(s))...)
	return append(all, drawn("releases", "Windows devices by version", wording.Releases(s))...)
}
