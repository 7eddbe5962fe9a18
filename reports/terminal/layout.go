package terminal

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"prepaudit/reports/plain"
	"prepaudit/reports/wording"
	"prepaudit/rules"
)

// The colors repeat what the words say.
const (
	red      = "\x1b[1;31m"
	green    = "\x1b[32m"
	yellow   = "\x1b[33m"
	bold     = "\x1b[1m"
	uncolour = "\x1b[0m"
)

func (t *screen) paint(color, s string) string {
	if !t.color || color == "" {
		return s
	}
	return color + s + uncolour
}

func outcomeColor(o rules.Outcome) string { return colors[wording.OutcomeTone(o)] }

var colors = map[wording.Tone]string{
	wording.Good: green, wording.Bad: red, wording.Doubtful: yellow, wording.Open: yellow,
}

func (t *screen) line(s string) { t.out.WriteString(s + "\n") }

func (t *screen) heading(s string) {
	for _, l := range plain.Wrap(s, t.width) {
		t.line(t.paint(bold, l))
	}
}

// labeled writes text behind a label, its further lines beneath the first.
func (t *screen) labeled(label, text string) {
	const indent = 10
	for i, l := range plain.Wrap(text, t.width-indent) {
		if i > 0 {
			label = ""
		}
		t.line(label + strings.Repeat(" ", indent-len(label)) + l)
	}
}

func (t *screen) paragraph(indent int, text string) {
	for _, l := range plain.Wrap(text, t.width-indent) {
		t.line(strings.Repeat(" ", indent) + l)
	}
}

// gridColumn is a column of a grid.
type gridColumn struct {
	title string
	right bool // numbers
	flex  bool // takes what is left
	most  int  // terminal columns; 0: as wide as its widest cell
}

// fit breaks s into lines of the column. Numbers get their blanks here: the renderer aligns to the
// right without regard to the padding, and cuts them.
func (c gridColumn) fit(s string, width int) string {
	if c.right {
		return strings.Repeat(" ", width-plain.Columns(s)) + s
	}
	return strings.Join(plain.Wrap(s, width), "\n")
}

// grid writes rows in aligned columns, indented by two.
func (t *screen) grid(cols []gridColumn, rows [][]string) {
	if err := t.render(cols, rows); err != nil && t.err == nil {
		t.err = err
	}
}

func (t *screen) render(cols []gridColumn, rows [][]string) error {
	widths := t.widths(cols, rows)
	head := make([]string, len(cols))
	titled := false
	for i, c := range cols {
		head[i] = c.fit(c.title, widths[i])
		titled = titled || c.title != ""
	}
	off := tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.On, ShowFooter: tw.Off}
	cell := tw.CellConfig{
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Padding:    tw.CellPadding{Global: tw.Padding{Left: "  ", Right: "", Overwrite: true}},
	}
	style := tw.StyleLight
	if t.ascii {
		style = tw.StyleASCII
	}
	grid := tablewriter.NewTable(&t.out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(style),
			Settings: tw.Settings{Separators: off, Lines: tw.Lines{ShowHeaderLine: tw.On}},
		})),
		tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell, Behavior: tw.Behavior{TrimSpace: tw.Off}}),
	)
	if titled {
		grid.Header(head)
	}
	for _, r := range rows {
		cells := make([]string, len(r))
		for i, s := range r {
			cells[i] = cols[i].fit(s, widths[i])
		}
		if err := grid.Append(cells); err != nil {
			return err
		}
	}
	return grid.Render()
}

// widths shares the width of the terminal among columns.
func (t *screen) widths(cols []gridColumn, rows [][]string) []int {
	widths := make([]int, len(cols))
	left := max(t.width, narrowWidth)
	flex := -1
	for i, c := range cols {
		left -= 2
		if c.flex {
			flex = i
			continue
		}
		widths[i] = plain.Columns(c.title)
		for _, r := range rows {
			widths[i] = max(widths[i], plain.Columns(r[i]))
		}
		if c.most > 0 {
			widths[i] = min(widths[i], c.most)
		}
		left -= widths[i]
	}
	if flex >= 0 {
		widths[flex] = max(left, 10)
	}
	return widths
}
