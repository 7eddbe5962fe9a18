package reports

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
)

const trendSheet = "Trend"

// trend is the sheet with readiness over time, where it is known, and of the whole tenant alone.
func (x *workbook) trend(s *record.Summary) error {
	days := wording.Trend(x.run, s)
	if days == nil || x.run.Excerpt != nil {
		return nil
	}
	c := x.book.Cover(trendSheet, []float64{14, 14, 14, 14, 60})
	var rows [][]xlsx.Cell
	for i := range days {
		p := &days[i]
		row := []xlsx.Cell{xlsx.Date.Of(when(p.At)), xlsx.Number.Of(p.Ready.Ready), xlsx.Number.Of(p.Ready.Blocked),
			xlsx.Number.Of(p.Ready.Unknown), xlsx.Wrapped.Of(wording.Uncounted(p))}
		if !p.Counted { // the lines end before it and begin again behind it
			row[1], row[2], row[3] = xlsx.Cell{}, xlsx.Cell{}, xlsx.Cell{}
		}
		rows = append(rows, row)
	}
	c.Skip(chartRows)
	c.DrawLines(xlsx.Lines{
		Title: "Readiness over time", Table: "Trend",
		Heads: []string{"Date", "Ready", "Blocked", "Not checked", "Note"}, Rows: rows,
		At: "A1", Width: 700, Height: 20*chartRows - 50,
	})
	return c.Err()
}
