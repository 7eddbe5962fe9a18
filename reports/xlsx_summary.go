package reports

import (
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

// summarySheet is the sheet that is read first: blocks one under the other.
type summarySheet struct {
	look styles
	sw   *excelize.StreamWriter
	row  int
	err  error // the first; the methods do nothing after it
}

// summaryWidths are those of the columns of the rules, which stand in the others' columns.
var summaryWidths = [...]float64{36, 50, 12, 15, 9, 16, 11, 9, 16, 17, 17, 70}

func (x *workbook) summary(s rules.Summary, r Reading) error {
	if err := landscape(x.f, "Summary", 1); err != nil {
		return err
	}
	sw, err := x.f.NewStreamWriter("Summary")
	if err != nil {
		return err
	}
	for i, width := range summaryWidths {
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	p := &summarySheet{look: x.look, sw: sw}
	word, text := verdict(s)
	p.write(excelize.Cell{StyleID: x.look.title, Value: "Windows Autopilot device preparation: is the tenant ready?"})
	style := x.look.outcome(s.Verdict)
	if s.Verdict == rules.NotEvaluated {
		style = x.look.doubtful
	}
	p.write(excelize.Cell{StyleID: style, Value: word}, excelize.Cell{StyleID: x.look.text, Value: text})
	word, text = completeness(s)
	style = x.look.good
	if !s.Complete {
		style = x.look.doubtful
	}
	p.write(excelize.Cell{StyleID: style, Value: word}, excelize.Cell{StyleID: x.look.text, Value: text})
	p.rules(s.Tallies)
	p.states(s)
	p.scope(s.Scope)
	p.enrolment(s)
	p.gaps(s.Missing)
	p.ran(x.run, r)
	if p.err != nil {
		return p.err
	}
	return sw.Flush()
}

func (p *summarySheet) write(values ...any) {
	p.row++
	if p.err != nil {
		return
	}
	lines := 1
	for i, v := range values {
		switch v := v.(type) {
		case string:
			style := p.look.wrapped
			if i == len(summaryWidths)-1 { // behind a number
				style = p.look.indented
			}
			values[i] = excelize.Cell{StyleID: style, Value: cellText(v)}
			lines = max(lines, len(wrap(visible(v), int(summaryWidths[i]))))
		case int:
			values[i] = excelize.Cell{StyleID: p.look.number, Value: v}
		case time.Time:
			values[i] = excelize.Cell{StyleID: p.look.time, Value: v.UTC()}
		}
	}
	var height []excelize.RowOpts
	if lines > 1 {
		// Not every program finds the height of a row whose text is wrapped.
		height = append(height, excelize.RowOpts{Height: min(15*float64(lines), excelize.MaxRowHeight)})
	}
	p.err = p.sw.SetRow("A"+strconv.Itoa(p.row), values, height...)
}

func (p *summarySheet) section(title string) {
	p.row++
	p.write(excelize.Cell{StyleID: p.look.section, Value: title})
}

func (p *summarySheet) rules(tallies []rules.Tally) {
	p.row++
	first := p.row + 1
	head := []any{"Rule", "Requirement", "Level", "Result", "Fail", "Fail (advisory)", "Warning", "Pass", "Not evaluated", "Without licence", "Not applicable", "Cure"}
	for i, h := range head {
		style := p.look.head
		if i >= 4 && i < len(head)-1 {
			style = p.look.headNumber
		}
		head[i] = excelize.Cell{StyleID: style, Value: h}
	}
	p.write(head...)
	for _, t := range tallies {
		if t.Skipped {
			p.write(t.Rule.ID, t.Rule.Title, t.Rule.Level.String(), "skipped", nil, nil, nil, nil, nil, nil, nil, inWords(t.Rule.Remediation))
			continue
		}
		result := excelize.Cell{StyleID: p.look.outcome(t.Outcome), Value: t.Outcome.String()}
		p.write(t.Rule.ID, t.Rule.Title, t.Rule.Level.String(), result, t.Fail-t.Lesser, t.Lesser, t.Warn, t.Pass, t.NotEvaluated-t.Unclassified, t.Unclassified, t.NotApplicable, inWords(t.Rule.Remediation))
	}
	if p.err == nil {
		p.err = p.sw.AddTable(&excelize.Table{
			Range: "A" + strconv.Itoa(first) + ":L" + strconv.Itoa(max(p.row, first+1)), Name: "Rules", StyleName: "TableStyleLight9",
		})
	}
	p.row = max(p.row, first+1)
}

func (p *summarySheet) states(s rules.Summary) {
	p.section("Users in scope by licence")
	for _, st := range rules.Standings() {
		n := s.Standings.By[st]
		var share any
		if s.Scope.InScope > 0 {
			share = excelize.Cell{StyleID: p.look.share, Value: float64(n) / float64(s.Scope.InScope)}
		}
		p.write(st.String(), leftNumber(p.look, n), share)
	}
}

// leftNumber keeps a number beside its label in a wide column.
func leftNumber(l styles, n int) excelize.Cell { return excelize.Cell{StyleID: l.figure, Value: n} }

func (p *summarySheet) scope(c rules.ScopeCount) {
	p.section("Who was in scope")
	p.write("Scope", c.Description)
	p.write("Why", c.Why)
	if !c.Asked {
		p.write("Users", "not read: no selected rule is about them")
		return
	}
	expected := excelize.Cell{StyleID: p.look.text, Value: "the tenant did not say"}
	if c.Expected >= 0 {
		expected = leftNumber(p.look, c.Expected)
	}
	p.write("Users counted before", expected)
	if c.After >= 0 {
		p.write("Users counted after", leftNumber(p.look, c.After))
	}
	for _, r := range []struct {
		words string
		n     int
	}{
		{"Users read", c.Read},
		{"In scope", c.InScope},
		{"Left out: not in the group", c.NotInGroup},
		{"Left out: excluded by group", c.ExcludedGroup},
		{"Left out: excluded by name", c.ExcludedName},
		{"Left out: guests", c.Guests},
		{"Left out: external members", c.External},
		{"Left out: disabled", c.Disabled},
	} {
		p.write(r.words, leftNumber(p.look, r.n))
	}
}

func (p *summarySheet) enrolment(s rules.Summary) {
	if len(s.MDM) == 0 {
		return
	}
	p.section("Automatic enrolment")
	for _, m := range s.MDM {
		p.write(m.Name, mdmWords(m, s.Missing, s.Scope.Asked))
	}
}

func (p *summarySheet) gaps(gaps []rules.Gap) {
	if len(gaps) == 0 {
		return
	}
	p.section("Not evaluated")
	for _, g := range gaps {
		why := g.Why
		if g.Partial {
			why = "read in part: " + why
		}
		if g.Permission != "" {
			why += ". Permission: " + g.Permission
		}
		if g.Hint != "" {
			why += ". Hint: " + g.Hint
		}
		p.write(string(g.Dataset), why)
	}
}

func (p *summarySheet) ran(run Run, r Reading) {
	p.section("This run")
	if run.TenantID == "" {
		p.write("Tenant", "not known: organization was not read")
	} else {
		p.write("Tenant", run.TenantName)
	}
	p.write("Default domain", run.Domain)
	p.write("Tenant id", run.TenantID)
	if run.OtherMDM {
		p.write("MDM", "another MDM service is stated to be in use")
	}
	p.write("prepaudit", run.Version)
	p.write("SKU catalogue", run.CatalogDate)
	p.write("Source", run.Source)
	p.write("Started (UTC)", run.Started)
	p.write("Finished (UTC)", r.Finished)
	p.write("Requests", leftNumber(p.look, r.Requests))
	p.write("Pages", leftNumber(p.look, r.Pages))
	p.write("Retries", leftNumber(p.look, r.Retries))
	p.write("Exit status", leftNumber(p.look, r.ExitStatus))
}
