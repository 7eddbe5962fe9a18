package html

import (
	"fmt"
	"strings"
	"time"

	"prepaudit/rules/english"
)

// Trend is lines over time as SVG, 480 units wide. What its lines show stands in a table besides.
type Trend struct {
	Alone string // a sentence for who cannot see the lines
	Lines []Line
	Dots  []Dot
	Gaps  []Dot // the upper ends of lines that stand for a run without numbers
	Marks []Mark
	Keys  []Key
	Last  int // where the key of gaps is
	Rows  []Moment
}

// The parts of a trend. A name is one of the style sheet: ready, blocked, unknown.
type (
	Line struct{ Name, Points string }
	// Dot is a point that no line leads to.
	Dot  struct{ Name, X, Y string }
	Mark struct {
		X, Y   float64
		Anchor string // start or end
		Text   string
	}
	// Key says which line is what.
	Key struct {
		Name, Title string
		X           int
	}
	// Moment is a row of the table.
	Moment struct {
		Day    string
		Values []string // as many as there are series
		Note   string
	}
)

// Series are numbers that belong together, one a point.
type Series struct {
	Name, Title string
	Values      []int
}

// The place of the lines in the figure: beside them is room for numbers, below for days and what lines mean.
const (
	trendLeft, trendRight, trendTop, trendBottom = 64.0, 472.0, 10.0, 130.0
)

// DrawTrend draws series over time. Of a point that is not counted there are no numbers: lines end before it and begin
// again behind it. The times are in order, and two at least.
func DrawTrend(at []time.Time, counted []bool, series []Series) *Trend {
	t := &Trend{}
	most := 1
	for _, s := range series {
		for i, n := range s.Values {
			if counted[i] {
				most = max(most, n)
			}
		}
	}
	first, last := at[0], at[len(at)-1]
	x := func(i int) float64 {
		return trendLeft + (trendRight-trendLeft)*float64(at[i].Sub(first))/float64(max(1, last.Sub(first)))
	}
	y := func(n int) float64 { return trendBottom - (trendBottom-trendTop)*float64(n)/float64(most) }
	next := int(trendLeft)
	for _, s := range series {
		var points []string
		end := func() {
			if len(points) > 1 {
				t.Lines = append(t.Lines, Line{s.Name, strings.Join(points, " ")})
			} else if len(points) == 1 {
				x, y, _ := strings.Cut(points[0], ",")
				t.Dots = append(t.Dots, Dot{s.Name, x, y})
			}
			points = nil
		}
		t.Keys = append(t.Keys, Key{s.Name, s.Title, next})
		next += 44 + 8*len(s.Title) // the line, and about as wide as its letters are
		for i, n := range s.Values {
			if !counted[i] {
				end()
				continue
			}
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(i), y(n)))
		}
		end()
	}
	t.Last = next
	for i := range at {
		if !counted[i] {
			t.Gaps = append(t.Gaps, Dot{X: fmt.Sprintf("%.1f", x(i)), Y: fmt.Sprintf("%.0f", trendTop)})
		}
	}
	day := func(at time.Time) string { return at.UTC().Format(time.DateOnly) }
	t.Marks = []Mark{
		{trendLeft - 6, trendTop + 5, "end", english.Number(most)}, {trendLeft - 6, trendBottom + 5, "end", "0"},
		{trendLeft, trendBottom + 20, "start", day(first)}, {trendRight, trendBottom + 20, "end", day(last)},
	}
	return t
}
