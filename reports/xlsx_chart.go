package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// barColors differ in lightness, so that bars are told apart in grey.
var barColors = []string{"1F4E79", "BDD7EE"}

// bars are a chart that the spreadsheet draws itself, and the table that it is drawn from.
type bars struct {
	title         string   // of the chart, and of the labels
	table         string   // the table's name
	heads         []string // of the figures
	bars          int      // so many figures of a row are bars, one behind the other
	rows          [][]cell // a label and its figures
	at            string   // the chart's upper left corner
	width, height uint     // in pixels
}

// draw writes the table below the other rows, from the second column on, and puts the chart where it says.
func (c *cover) draw(t bars) {
	first := c.next()
	head := []cell{{}, lookHead.of(t.title)}
	for _, h := range t.heads {
		head = append(head, lookHeadNumber.of(h))
	}
	c.write(head...)
	for _, row := range t.rows {
		c.write(append([]cell{{}}, row...)...)
	}
	c.table(t.table, first, 2, 2+len(t.heads))
	cells := func(column string) string {
		return fmt.Sprintf("%[1]s!$%[2]s$%[3]d:$%[2]s$%[4]d", c.name, column, first+1, c.row)
	}
	var series []excelize.ChartSeries
	for i, column := range []string{"C", "D"}[:t.bars] {
		series = append(series, excelize.ChartSeries{
			Name: fmt.Sprintf("%s!$%s$%d", c.name, column, first), Categories: cells("B"), Values: cells(column),
			Fill: fill(barColors[i]),
		})
	}
	legend := "none"
	if t.bars > 1 {
		legend = "bottom"
	}
	title := excelize.RichTextRun{Text: t.title, Font: font(excelize.Font{Bold: true, Size: 12})}
	ink := *font(excelize.Font{Color: "262626", Size: 10})
	gap, overlap, varied := uint(60), 100, false
	c.keep(c.f.AddChart(c.name, t.at, &excelize.Chart{
		Type: excelize.BarStacked, Series: series, VaryColors: &varied,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{title}},
		Legend:    excelize.ChartLegend{Position: legend},
		Dimension: excelize.ChartDimension{Width: t.width, Height: t.height},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: ink}, // the first row on top
		YAxis: excelize.ChartAxis{
			Font: ink, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"},
		},
		GapWidth: &gap, Overlap: &overlap,
		Format: excelize.GraphicOptions{AltText: t.title},
	}))
}
