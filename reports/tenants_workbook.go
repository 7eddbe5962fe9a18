package reports

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// tenantsWorkbook writes a cover that begins with how many tenants were read, a sheet with a row a tenant, and one with
// a row a cause and a column a tenant.
func tenantsWorkbook(w io.Writer, all *record.Tenants) error {
	book, err := xlsx.New(w, coverSheet)
	if err == nil {
		err = errors.Join(tenantsCover(book, all), tenantsSheet(book, all), commonCausesSheet(book, all))
		if err == nil {
			err = book.Write(xlsx.Properties{
				Title: "Windows Autopilot device preparation: several tenants", Description: all.Coverage.Text,
				Creator: "prepaudit " + all.Version, Created: all.Finished,
			})
		}
		err = errors.Join(err, book.Close())
	}
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func tenantsCover(book *xlsx.Book, all *record.Tenants) error {
	c := book.Cover(coverSheet, []float64{38, 90})
	c.Write(xlsx.Title.Of("Windows Autopilot device preparation: " + english.Count(all.Coverage.Tenants, "tenant")))
	look := xlsx.Good
	if all.Coverage.Complete < all.Coverage.Tenants {
		look = xlsx.Doubtful
	}
	c.Write(xlsx.Text.Of("Read"), look.Of(all.Coverage.Text))
	c.Write(xlsx.Text.Of("Date"), xlsx.Text.Of(wording.Minute(all.Finished)))
	c.Write(xlsx.Text.Of("People"), xlsx.Wrapped.Of(all.Totals.Text()))
	return c.Err()
}

// stateLooks are those of the cells that say how a tenant was read.
var stateLooks = map[record.TenantState]xlsx.Look{
	record.Complete: xlsx.Good, record.Allowed: xlsx.Doubtful, record.Incomplete: xlsx.Doubtful, record.NotRead: xlsx.Doubtful,
	record.Refused: xlsx.Bad, record.Failed: xlsx.Bad,
}

func tenantsSheet(book *xlsx.Book, all *record.Tenants) error {
	s, err := book.Sheet("Tenants", []xlsx.Column{
		{Title: "Tenant", Width: 30, Look: xlsx.Text}, {Title: "Read", Width: 14, Look: xlsx.Text},
		{Title: "Why", Width: 60, Look: xlsx.Wrapped}, {Title: "People", Width: 10, Look: xlsx.Number},
		{Title: "Ready", Width: 10, Look: xlsx.Number}, {Title: "Blocked", Width: 10, Look: xlsx.Number},
		{Title: "Not known", Width: 12, Look: xlsx.Number}, {Title: "Exit status", Width: 12, Look: xlsx.Number},
		{Title: "Need a license change", Width: 22, Look: xlsx.Number},
		{Title: "Seats to buy or renew", Width: 22, Look: xlsx.Number},
		{Title: "Unused seats after", Width: 20, Look: xlsx.Number},
		{Title: "Cost today", Width: 14, Look: xlsx.Money}, {Title: "Cost after", Width: 14, Look: xlsx.Money},
		{Title: "Currency", Width: 10, Look: xlsx.Text}, {Title: "Name", Width: 30, Look: xlsx.Text},
		{Title: "Domain", Width: 30, Look: xlsx.Text}, {Title: "ID", Width: 38, Look: xlsx.Text},
		{Title: "Folder", Width: 40, Look: xlsx.Text}, {Title: "Note", Width: 50, Look: xlsx.Wrapped},
	})
	if err != nil {
		return err
	}
	for i := range all.Tenants {
		if err := s.Add(tenantRow(&all.Tenants[i])); err != nil {
			return err
		}
	}
	return s.End()
}

func tenantRow(a *record.Audited) []xlsx.Cell {
	number := func(n int) xlsx.Cell { return xlsx.Number.Of(n) }
	none := xlsx.Number.Of(nil)
	read := record.Audited{State: a.State}
	row := []xlsx.Cell{xlsx.Text.Of(a.Name), stateLooks[a.State].Of(read.Read()), xlsx.Wrapped.Of(a.Why)}
	if r := a.Ready; r != nil {
		row = append(row, number(r.People), number(r.Ready), number(r.Blocked), number(r.Unknown))
	} else {
		row = append(row, none, none, none, none)
	}
	row = append(row, number(a.ExitStatus))
	if p := a.Plan; p != nil {
		row = append(row, number(p.People), number(p.Buy+p.Renew), number(p.Left))
	} else {
		row = append(row, none, none, none)
	}
	if a.Plan != nil && a.Plan.Cost != nil {
		c := a.Plan.Cost
		row = append(row, xlsx.Money.Of(c.Before.Amount()), xlsx.Money.Of(c.After.Amount()), xlsx.Text.Of(c.Currency))
	} else {
		row = append(row, xlsx.Money.Of(nil), xlsx.Money.Of(nil), xlsx.Text.Of(nil))
	}
	if t := a.Tenant; t != nil {
		row = append(row, xlsx.Text.Of(t.Name), xlsx.Text.Of(t.DefaultDomain), xlsx.Text.Of(t.ID))
	} else {
		row = append(row, xlsx.Text.Of(nil), xlsx.Text.Of(nil), xlsx.Text.Of(nil))
	}
	return append(row, xlsx.Text.Of(a.Folder), xlsx.Wrapped.Of(a.Note))
}

// commonCausesSheet has a column for each tenant, and says in its head which of them wasn't read completely.
func commonCausesSheet(book *xlsx.Book, all *record.Tenants) error {
	columns := []xlsx.Column{
		{Title: "Cause", Width: 22, Look: xlsx.Text}, {Title: "Rule", Width: 10, Look: xlsx.Text},
		{Title: "Requirement", Width: 60, Look: xlsx.Wrapped}, {Title: "Consequence", Width: 14, Look: xlsx.Text},
		{Title: "Tenants", Width: 10, Look: xlsx.Number}, {Title: "Of", Width: 10, Look: xlsx.Number},
		{Title: "Counted", Width: 26, Look: xlsx.Text},
	}
	for i := range all.Tenants {
		a := &all.Tenants[i]
		title := a.Name
		if a.State != record.Complete {
			read := record.Audited{State: a.State}
			title += " (" + read.Read() + ")"
		}
		if slices.ContainsFunc(columns, func(c xlsx.Column) bool { return strings.EqualFold(c.Title, title) }) {
			title += " (tenant)" // no table has two columns of one name
		}
		columns = append(columns, xlsx.Column{Title: title, Width: float64(max(12, len(title)+4)), Look: xlsx.Number})
	}
	s, err := book.Sheet("Causes", columns)
	if err != nil {
		return err
	}
	for i := range all.Causes {
		if err := s.Add(commonCauseRow(all, &all.Causes[i])); err != nil {
			return err
		}
	}
	if s.Empty() {
		text := "no rule fails or warns, as far as the tenants were read"
		if all.Coverage.Complete+all.Coverage.Allowed == 0 {
			text = "not known: no tenant was read completely"
		}
		if err := s.Add([]xlsx.Cell{xlsx.Text.Of(text)}); err != nil {
			return err
		}
	}
	return s.End()
}

func commonCauseRow(all *record.Tenants, c *record.CommonCause) []xlsx.Cell {
	counted := "people, devices or settings"
	switch c.Consequence {
	case rules.Stops:
		counted = "people, each once"
	case rules.Degrades:
		counted = "people"
	}
	row := []xlsx.Cell{
		xlsx.Text.Of(c.ID), xlsx.Text.Of(c.Rule), xlsx.Wrapped.Of(c.Title),
		looks[ground(wording.ConsequenceTone(c.Consequence))].Of(c.Consequence.String()),
		xlsx.Number.Of(len(c.Tenants)), xlsx.Number.Of(all.Coverage.Tenants - len(c.NotChecked)), xlsx.Text.Of(counted),
	}
	cells := map[string]xlsx.Cell{}
	for _, t := range c.Tenants {
		cells[t.Name] = xlsx.Number.Of(t.Count)
	}
	for _, name := range c.NotChecked {
		cells[name] = xlsx.Neutral.Of("not checked")
	}
	for i := range all.Tenants {
		cell, ok := cells[all.Tenants[i].Name]
		if !ok {
			cell = xlsx.Number.Of(0)
		}
		row = append(row, cell)
	}
	return row
}
