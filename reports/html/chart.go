package html

import (
	"fmt"

	"prepaudit/reports/plain"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// Chart is horizontal bars as SVG, 480 units wide; every bar has its label and its value in words beside it, so that
// nothing hangs on a color.
type Chart struct {
	ID, Title string
	Height    int
	Bars      []Bar
}

// Bar is one of them with its label.
type Bar struct {
	Label, Short, Value      string
	Width, Whole             int // of what is meant, and of all of it; 0 draws none
	TextY, Y, ValueX, ValueY int
}

const (
	barHeight = 40
	barRoom   = 330 // leaves place for the value
	mostBars  = 12
)

// Draw draws the first of the figures, each beside its label; no chart of none.
func Draw(id, title string, figures []wording.Figure) []Chart {
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
	c := Chart{ID: id, Title: title, Height: len(figures) * barHeight}
	width := func(n int) int {
		if n <= 0 {
			return 0
		}
		return max(2, n*barRoom/most)
	}
	for i, f := range figures {
		y := i * barHeight
		b := Bar{
			Label: f.Label, Short: plain.Clip(f.Label, 60), Value: f.Value, Width: width(f.Part), Whole: width(f.Whole),
			TextY: y + 13, Y: y + 18, ValueY: y + 30,
		}
		b.ValueX = max(b.Width, b.Whole) + 6
		c.Bars = append(c.Bars, b)
	}
	return []Chart{c}
}

// Amount is how many of some whole have a tone.
type Amount struct {
	Tone string
	N    int
}

// Stretch is a part of a bar that is 100 wide.
type Stretch struct {
	Tone     string
	X, Width float64
}

// Way is a bar of amounts of a whole, one behind the other: what the words beside it say.
func Way(whole int, amounts ...Amount) (all []Stretch) {
	x := 0.0
	for _, a := range amounts {
		if a.N > 0 && whole > 0 {
			width := 100 * float64(a.N) / float64(whole)
			all = append(all, Stretch{a.Tone, x, width})
			x += width
		}
	}
	return all
}
