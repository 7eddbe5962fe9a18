package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Lines are a chart of numbers over time that the spreadsheet draws itself, and the table that it is drawn from.
type Lines struct {
	Title, Table  string
	Heads         []string // of the day, of each line, and of a note
	Rows          [][]Cell // what is nil leaves a gap in its line
	At            string   // the chart's upper left corner
	Width, Height uint     // in pixels
}

// lineLooks tell lines apart, in gray too.
var lineLooks = []excelize.LineOptions{
	{Width: 2.5, Fill: fill("17703A")},
	{Width: 2.5, Fill: fill("A4231B"), Dash: excelize.LineDashDash},
	{Width: 2, Fill: fill("7A5200"), Dash: excelize.LineDashSysDot},
}

// mostDays is how many days there is room for below a chart.
const mostDays = 8

// DrawLines writes the table below the other rows, and puts the chart where it says.
func (c *Cover) DrawLines(t Lines) {
	first := c.Next()
	var head []Cell
	for i, h := range t.Heads {
		look := Head
		if i > 0 && i < len(t.Heads)-1 {
			look = HeadNumber
		}
		head = append(head, look.Of(h))
	}
	c.Write(head...)
	for _, row := range t.Rows {
		c.Write(row...)
	}
	c.Table(t.Table, first, 1, len(t.Heads))
	ink := *font(excelize.Font{Color: "262626", Size: 10})
	var series []excelize.ChartSeries
	for i := range t.Heads[1 : len(t.Heads)-1] {
		column := string(rune('B' + i))
		series = append(series, excelize.ChartSeries{
			Name:       fmt.Sprintf("'%s'!$%s$%d", c.name, column, first),
			Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", c.name, first+1, c.row),
			Values:     fmt.Sprintf("'%[1]s'!$%[2]s$%[3]d:$%[2]s$%[4]d", c.name, column, first+1, c.row),
			Fill:       lineLooks[i].Fill, Line: lineLooks[i],
			Marker: excelize.ChartMarker{Symbol: "circle", Size: 4, Fill: lineLooks[i].Fill},
		})
	}
	varied := false
	title := excelize.RichTextRun{Text: t.Title, Font: font(excelize.Font{Bold: true, Size: 12})}
	c.keep(c.f.AddChart(c.name, t.At, &excelize.Chart{
		Type: excelize.Line, Series: series, VaryColors: &varied, ShowBlanksAs: "gap",
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{title}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: t.Width, Height: t.Height},
		XAxis: excelize.ChartAxis{
			Font: ink, NumFmt: excelize.ChartNumFmt{CustomNumFmt: `mm\-dd`}, TickLabelSkip: 1 + len(t.Rows)/mostDays,
		},
		YAxis: excelize.ChartAxis{
			Font: ink, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"},
		},
		Format: excelize.GraphicOptions{AltText: t.Title},
	}))
}
