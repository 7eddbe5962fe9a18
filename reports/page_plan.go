package reports

import (
	"errors"
	"fmt"
	"html/template"

	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// plan is the license plan with up to mostPeople people; nil where no users were asked for.
func (p *page) plan(s *record.Summary) (*html.Plan, error) {
	if !s.Scope.Asked {
		return nil, nil
	}
	all := &html.Plan{Text: plain.Clip(wording.Licenses(s), longestFix)}
	if s.Plan == nil {
		return all, nil
	}
	for _, step := range s.Plan.Steps {
		row := html.Step{Title: plain.Shown(capital(step.Title))}
		if step.People > 0 {
			row.People = english.Number(step.People)
		}
		all.Steps = append(all.Steps, row)
	}
	for i := range s.Plan.Products {
		o := &s.Plan.Products[i]
		row := html.Planned{Name: plain.Clip(o.Name, 120), Note: capital(wording.PlannedNote(o)),
			Before: wording.Amount(o.Before), After: wording.Amount(o.After)}
		for _, n := range []int{o.Owned, o.Used, o.Needed, o.Freed, o.Buy, o.Renew, o.Left} {
			row.Seats = append(row.Seats, english.Number(n))
		}
		all.Products = append(all.Products, row)
	}
	if c := s.Plan.Cost; c != nil && len(all.Products) > 0 {
		all.Currency = plain.Shown(c.Currency)
		all.Products = append(all.Products, html.Planned{Name: "Total", Seats: make([]string, 7),
			Before: wording.Money(c.Before), After: wording.Money(c.After)})
	}
	for i := range s.Plan.Renewals {
		r := &s.Plan.Renewals[i]
		status := plain.Clip(r.Status, 40)
		if r.Trial {
			status += ", trial"
		}
		all.Renewals = append(all.Renewals, html.Renewal{Day: r.On, Name: plain.Clip(r.Name, 120), Status: status,
			Seats: english.Number(r.Seats), Used: english.Number(r.Used), InScope: english.Number(r.InScope),
			Then: plain.Clip(r.Then, longestFix)})
	}
	return all, p.planPeople(all, s)
}

var errNoRoom = errors.New("the page has no room for more people")

// planPeople adds those whom the plan is for, as many as there is room for.
func (p *page) planPeople(all *html.Plan, s *record.Summary) error {
	var rows pageRows
	table := rows.of(planPeopleTable(p.Ran))
	all.Columns = rows.columns("Department", "Proposed", "How")
	some := *s
	some.Planned = func(take func(*record.PlanUser) error) error {
		return s.Planned(func(u *record.PlanUser) error {
			if len(all.People) == mostPeople {
				return errNoRoom
			}
			rows.link = p.linkTo(rules.Subject{Kind: "user", ID: u.ID.String(), Name: u.UPN})
			if err := take(u); err != nil {
				return err
			}
			all.People = append(all.People, template.HTML(rows.row))
			return nil
		})
	}
	err := table.Summary(&some)
	all.Kept = fmt.Sprintf("All %s who need a change.", english.Count(len(all.People), "person"))
	if len(all.People) == 1 {
		all.Kept = "The person who needs a change."
	}
	if errors.Is(err, errNoRoom) {
		all.Kept = fmt.Sprintf("%s of %s who need a change. A workbook (-o xlsx=FILE) or a table (-o csv:plan=FILE) "+
			"lists all of them.", english.Number(len(all.People)), english.Count(s.Plan.People, "person"))
		return nil
	}
	return err
}
