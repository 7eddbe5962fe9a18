package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// barColors differ in lightness, so that bars are told apart in gray.
var barColors = []string{"1F4E79", "BDD7EE"}

// Bars are a chart that the spreadsheet draws itself, and the table that it is drawn from.
type Bars struct {
	Title         string   // of the chart, and of the labels
	Table         string   // the table's name
	Heads         []string // of the figures
	Bars          int      // so many figures of a row, 1 or 2, are bars, one below the other; 0 for the table alone
	Rows          [][]Cell // a label and its figures
	At            string   // the chart's upper left corner
	Width, Height uint     // in pixels
}

// Draw writes the table below the other rows, from the second column on, and puts the chart where it says.
func (c *Cover) Draw(t Bars) {
	first := c.Next()
	head := []Cell{{}, Head.Of(t.Title)}
	for _, h := range t.Heads {
		head = append(head, HeadNumber.Of(h))
	}
	c.Write(head...)
	for _, row := range t.Rows {
		c.Write(append([]Cell{{}}, row...)...)
	}
	c.Table(t.Table, first, 2, 2+len(t.Heads))
	if t.Bars == 0 {
		return
	}
	cells := func(column string) string {
		return fmt.Sprintf("'%[1]s'!$%[2]s$%[3]d:$%[2]s$%[4]d", c.name, column, first+1, c.row)
	}
	ink := *font(excelize.Font{Color: "262626", Size: 10})
	var series []excelize.ChartSeries
	for i, column := range []string{"C", "D"}[:t.Bars] {
		series = append(series, excelize.ChartSeries{
			Name: fmt.Sprintf("'%s'!$%s$%d", c.name, column, first), Categories: cells("B"), Values: cells(column),
			Fill: fill(barColors[i]), DataLabel: excelize.ChartDataLabel{Font: ink},
			DataLabelPosition: excelize.ChartDataLabelsPositionOutsideEnd,
		})
	}
	legend := "none"
	if t.Bars > 1 {
		legend = "bottom"
	}
	title := excelize.RichTextRun{Text: t.Title, Font: font(excelize.Font{Bold: true, Size: 12})}
	figures := excelize.ChartNumFmt{CustomNumFmt: "#,##0"}
	gap, varied := uint(40), false
	c.keep(c.f.AddChart(c.name, t.At, &excelize.Chart{
		Type: excelize.Bar, Series: series, VaryColors: &varied,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{title}},
		Legend:    excelize.ChartLegend{Position: legend},
		Dimension: excelize.ChartDimension{Width: t.Width, Height: t.Height},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: ink}, // the first row on top
		YAxis: excelize.ChartAxis{
			Font: ink, MajorGridLines: true, NumFmt: figures,
		},
		GapWidth: &gap, PlotArea: excelize.ChartPlotArea{
			ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0;;"}, // nothing for 0
		},
		Format: excelize.GraphicOptions{AltText: t.Title},
	}))
}
