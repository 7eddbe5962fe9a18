package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// summarySheet is the sheet that is read first: the answer, charts, the figures behind them, then the rules. It is
// small, so it is held whole, as charts demand.
type summarySheet struct {
	f    *excelize.File
	look styles
	row  int
	err  error // the first; the methods do nothing after it
}

// summaryWidths are those of the columns of the rules. The figures stand in three of them, their labels under the
// requirements.
var summaryWidths = [...]float64{16, 50, 14, 15, 9, 16, 11, 9, 16, 17, 17, 70}

// chartRows is the room that charts take above the figures.
const chartRows = 18

func (x *workbook) summary(s *record.Summary) error {
	if err := landscape(x.f, "Summary", 1); err != nil {
		return err
	}
	p := &summarySheet{f: x.f, look: x.look}
	for i, width := range summaryWidths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := x.f.SetColWidth("Summary", column, column, width); err != nil {
			return err
		}
	}
	title := "Windows Autopilot device preparation: is the tenant ready?"
	if x.run.NetworkOnly {
		title = "Windows Autopilot device preparation: is the network ready?"
	}
	p.write(excelize.Cell{StyleID: x.look.title, Value: title})
	word, text := verdict(s)
	style := x.look.outcome(s.Verdict)
	if s.Verdict == rules.NotEvaluated {
		style = x.look.doubtful
	}
	p.write(excelize.Cell{StyleID: style, Value: word}, excelize.Cell{StyleID: x.look.text, Value: text})
	if !x.run.NetworkOnly {
		word, text = completeness(s)
		style = x.look.good
		if !s.Complete {
			style = x.look.doubtful
		}
		p.write(excelize.Cell{StyleID: style, Value: word}, excelize.Cell{StyleID: x.look.text, Value: text})
		p.wide("Tenant", x.run.Tenant.Name)
		p.wide("Scope", s.Scope.Description+" ("+s.Scope.Why+")")
		p.wide("Licences", shortfallWords(s))
		p.figures(s)
	}
	p.rules(s.Tallies, x.run)
	return p.err
}

// write writes a row of cells; text is wrapped, and what is hidden in it spelled out.
func (p *summarySheet) write(values ...any) {
	p.row++
	lines := 1
	for i, v := range values {
		c, styled := v.(excelize.Cell)
		switch v := v.(type) {
		case nil:
			continue
		case string:
			c = excelize.Cell{StyleID: p.look.wrapped, Value: cellText(v)}
			if i == len(summaryWidths)-1 { // behind a number
				c.StyleID = p.look.indented
			}
			lines = max(lines, len(plain.Wrap(plain.Text(v), int(summaryWidths[i]))))
		case int:
			c = excelize.Cell{StyleID: p.look.number, Value: v}
		default:
			if !styled {
				panic(fmt.Sprintf("reports: a cell of type %T", v))
			}
		}
		name, err := excelize.CoordinatesToCellName(i+1, p.row)
		p.keep(err)
		p.keep(p.f.SetCellValue("Summary", name, c.Value))
		p.keep(p.f.SetCellStyle("Summary", name, name, c.StyleID))
	}
	if lines > 1 {
		// Not every program finds the height of a row whose text is wrapped.
		p.keep(p.f.SetRowHeight("Summary", p.row, min(15*float64(lines), excelize.MaxRowHeight)))
	}
}

// wide writes a text that needs more than one column.
func (p *summarySheet) wide(label, text string) {
	p.write(label)
	width := 0.0
	for _, w := range summaryWidths[1:8] {
		width += w
	}
	first, last := fmt.Sprintf("B%d", p.row), fmt.Sprintf("H%d", p.row)
	p.keep(p.f.SetCellValue("Summary", first, cellText(text)))
	p.keep(p.f.SetCellStyle("Summary", first, last, p.look.wrapped))
	p.keep(p.f.MergeCell("Summary", first, last))
	p.keep(p.f.SetRowHeight("Summary", p.row, min(15*float64(len(plain.Wrap(plain.Text(text), int(width)))), excelize.MaxRowHeight)))
}

func (p *summarySheet) keep(err error) {
	if p.err == nil {
		p.err = err
	}
}

// rules is a table of them; the id of each leads to where the requirement is from.
func (p *summarySheet) rules(tallies []record.Tally, run *record.Run) {
	p.row++
	first := p.row + 1
	head := []any{"Rule", "Requirement", "Level", "Result", "Fail", "Fail (advisory)", "Warning", "Pass", "Not evaluated", "Perhaps no person", "Not applicable", "Cure"}
	for i, h := range head {
		style := p.look.head
		if i >= 4 && i < len(head)-1 {
			style = p.look.headNumber
		}
		head[i] = excelize.Cell{StyleID: style, Value: h}
	}
	p.write(head...)
	for _, t := range tallies {
		if run.NetworkOnly && t.Skipped {
			continue
		}
		cells := []any{excelize.Cell{StyleID: p.look.link, Value: t.ID}, t.Title, t.Level.String()}
		if t.Skipped {
			cells = append(cells, excelize.Cell{StyleID: p.look.neutral, Value: "skipped"}, nil, nil, nil, nil, nil, nil, nil)
		} else {
			n := t.Count()
			cells = append(cells, excelize.Cell{StyleID: p.look.outcome(t.Outcome()), Value: resultOf(t)},
				n.Fail, n.Lesser, n.Warn, n.Pass, n.NotEvaluated-n.Unclassified, n.Unclassified, n.NotApplicable)
		}
		p.write(append(cells, inWords(run.Rule(t.ID).Remediation))...)
		source := t.Citation.String()
		p.keep(p.f.SetCellHyperLink("Summary", fmt.Sprintf("A%d", p.row), t.Citation.URL, "External", excelize.HyperlinkOpts{Tooltip: &source}))
	}
	p.table("Rules", first, "A", "L")
}

// table makes the rows from first on an Excel table.
func (p *summarySheet) table(name string, first int, from, to string) {
	p.row = max(p.row, first+1) // a table has a row
	p.keep(p.f.AddTable("Summary", &excelize.Table{Range: fmt.Sprintf("%s%d:%s%d", from, first, to, p.row), Name: name, StyleName: "TableStyleLight9"}))
}
