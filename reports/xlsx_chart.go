package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Colours of bars differ in lightness, so that they are told apart in grey.
const (
	barColour  = "1F4E79"
	restColour = "BDD7EE"
)

// figures are charts that the spreadsheet draws itself, and below them the tables they are drawn from.
func (p *summarySheet) figures(s *record.Summary) {
	p.row++
	anchor := p.row + 1
	for range chartRows {
		p.row++
		p.keep(p.f.SetRowHeight("Summary", p.row, 15)) // 20 pixels; the charts leave two rows free, since programs differ about the rows above
	}
	if s.Scope.Asked {
		first := p.head("Users in scope by state", "Users", "Share")
		for _, st := range rules.Standings() {
			n := s.Users[st]
			if n == 0 && st >= rules.NoLicence {
				continue
			}
			var share any
			if s.Scope.InScope > 0 {
				share = excelize.Cell{StyleID: p.look.share, Value: float64(n) / float64(s.Scope.InScope)}
			}
			p.write(nil, st.String(), n, share)
		}
		p.table("States", first, "B", "D")
		p.chart("A", anchor, 660, "Users in scope by state", first, "C")
	}
	if seats := seatFigures(s); len(seats) > 0 {
		first := p.head("Seats by subscription", "Consumed", "Not consumed")
		for _, k := range seats {
			p.write(nil, k.label, k.part, max(0, k.whole-k.part))
		}
		p.table("Seats", first, "B", "D")
		p.chart("E", anchor, 560, "Seats by subscription", first, "C", "D")
	}
	if releases := releaseFigures(s); len(releases) > 0 {
		first := p.head("Windows devices by version", "Devices")
		for _, k := range releases {
			p.write(nil, k.label, k.part)
		}
		p.table("Releases", first, "B", "C")
		p.chart("K", anchor, 560, "Windows devices by version", first, "C")
	}
}

// head writes the header of a table, which it begins in the second column.
func (p *summarySheet) head(label string, titles ...string) (first int) {
	p.row++
	cells := []any{nil, excelize.Cell{StyleID: p.look.head, Value: label}}
	for _, t := range titles {
		cells = append(cells, excelize.Cell{StyleID: p.look.headNumber, Value: t})
	}
	p.write(cells...)
	return p.row
}

// chart draws the table that begins at first, whose last row is p.row: bars of these columns, one on the other.
func (p *summarySheet) chart(column string, anchor int, width uint, title string, first int, columns ...string) {
	var series []excelize.ChartSeries
	for i, c := range columns {
		series = append(series, excelize.ChartSeries{
			Name:       fmt.Sprintf("Summary!$%s$%d", c, first),
			Categories: fmt.Sprintf("Summary!$B$%d:$B$%d", first+1, p.row),
			Values:     fmt.Sprintf("Summary!$%[1]s$%[2]d:$%[1]s$%[3]d", c, first+1, p.row),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{[]string{barColour, restColour}[i]}},
		})
	}
	legend := "none"
	if len(columns) > 1 {
		legend = "bottom"
	}
	ink := excelize.Font{Color: "262626", Size: 10, Family: "Calibri"}
	gap, overlap, varied := uint(60), 100, false
	p.keep(p.f.AddChart("Summary", fmt.Sprintf("%s%d", column, anchor), &excelize.Chart{
		Type: excelize.BarStacked, Series: series, VaryColors: &varied,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Bold: true, Size: 12, Family: "Calibri"}}}},
		Legend:    excelize.ChartLegend{Position: legend},
		Dimension: excelize.ChartDimension{Width: width, Height: 20*chartRows - 50},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: ink}, // the first row on top
		YAxis:     excelize.ChartAxis{Font: ink, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		GapWidth:  &gap, Overlap: &overlap,
		Format: excelize.GraphicOptions{AltText: title},
	}))
}
