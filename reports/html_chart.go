package reports

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
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

// figure is one bar before it is drawn.
type figure struct {
	label, value string
	part, whole  int
}

func drawn(id, title string, figures []figure) []chart {
	if len(figures) == 0 {
		return nil
	}
	if all := len(figures); all > mostBars {
		figures = figures[:mostBars]
		title += fmt.Sprintf(" (the first %d of %s)", mostBars, english.Number(all))
	}
	most := 1
	for _, f := range figures {
		most = max(most, f.part, f.whole)
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
			Label: f.label, Short: plain.Clip(f.label, 60), Value: f.value, Width: width(f.part), Whole: width(f.whole),
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
		var states []figure
		for _, st := range rules.LicenseStatuses() {
			if n := s.Users[st]; n > 0 || st < rules.NoLicense {
				states = append(states, figure{st.String(), english.Number(n) + percent(n, s.Scope.InScope), n, 0})
			}
		}
		title := "Users in scope by state"
		if s.Missed(tenant.Users) {
			title += ", of those that were read"
		}
		all = append(all, drawn("states", title, states)...)
	}
	all = append(all, drawn("seats", "Seats by subscription: consumed of purchased", seatFigures(s))...)
	return append(all, drawn("releases", "Windows devices by version", releaseFigures(s))...)
}

// seatFigures are the products that give a half to persons, the largest first.
func seatFigures(s *record.Summary) []figure {
	var all []figure
	for _, k := range s.Subscriptions {
		if k.Offer == rules.PerDevice || !k.Entra && !k.Intune {
			continue
		}
		name := k.Name
		if name == "" {
			name = k.PartNumber
		}
		of := english.Number(k.Consumed) + " of " + english.Number(k.Enabled)
		all = append(all, figure{name, of, k.Consumed, k.Enabled})
	}
	slices.SortStableFunc(all, func(a, b figure) int { return cmp.Compare(max(b.part, b.whole), max(a.part, a.whole)) })
	return all
}

func releaseFigures(s *record.Summary) []figure {
	var all []figure
	for _, name := range slices.Sorted(maps.Keys(s.Devices.ByRelease)) {
		n := s.Devices.ByRelease[name]
		all = append(all, figure{name, english.Number(n), n, 0})
	}
	return all
}

// percent is a share in brackets; nothing of nothing.
func percent(n, of int) string {
	if of == 0 {
		return ""
	}
	return " (" + wording.Share(n, of) + ")"
}
