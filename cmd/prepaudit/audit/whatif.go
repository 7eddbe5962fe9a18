package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// assumed is what a report takes as done: causes, with whom each stops, and changes of products.
type assumed struct {
	facts    *rules.Facts
	scope    *rules.Scope
	causes   []rules.Cause
	people   []map[tenant.GUID]bool
	products *plan.Assumption // nil for none
	said     []string
}

// assume makes the facts those of the tenant as it would be. Where people decide that, it reads them a first time: to
// find the causes whose numbers Run.WhatIf has, and whom they stop, and to count who has a product. What it holds of
// people is 16 bytes a cause that stops them.
func (r *Run) assume(ctx context.Context, from Source, read *reading) (*assumed, error) {
	a := &assumed{facts: r.Facts, scope: &r.Scope}
	if r.Assume.Changes() || !r.Assume.By.IsZero() {
		if !r.Facts.Has(tenant.SKUs) {
			return nil, errors.New("the effect of other products isn't known: products couldn't be read")
		}
		var err error
		if a.products, err = r.Assume.On(r.tenant()); err != nil {
			return nil, err
		}
	}
	asked := r.Scope
	if len(r.WhatIf)+len(r.Assume.Swaps) > 0 {
		if err := r.first(ctx, from, read, a); err != nil {
			return nil, err
		}
	}
	r.Scope = asked
	if a.products != nil {
		r.products(a)
	}
	if r.Facts.Licenses != nil {
		r.Facts.Licenses = r.licenses()
	}
	return a, nil
}

// first judges all people as they are.
func (r *Run) first(ctx context.Context, from Source, read *reading, a *assumed) error {
	ev, err := r.judge(read)
	if err != nil {
		return err
	}
	m := planning.New(planning.Options{})
	defer m.Close()
	told := record.Translate(m)
	if err := told.Run(r.describe(from, read)); err != nil {
		return err
	}
	stopped := map[string]map[tenant.GUID]bool{}
	for u, err := range from.Users(ctx, r.query()) {
		if err != nil {
			return err
		}
		row := ev.User(u)
		if row == nil {
			continue
		}
		if a.products != nil && u.LicensesKnown {
			a.products.Count(u, 1)
		}
		if err := told.User(row); err != nil {
			return err
		}
		for _, id := range row.BlockedBy {
			if len(r.WhatIf) > 0 {
				if stopped[id] == nil {
					stopped[id] = map[tenant.GUID]bool{}
				}
				stopped[id][row.User.ID] = true
			}
		}
	}
	_, sum := ev.Finish()
	if err := told.Summary(sum, record.Reading{}); err != nil {
		return err
	}
	causes := m.Causes() // in the words of the report that numbers them
	for _, n := range r.WhatIf {
		if n > len(causes) || causes[n-1].ReadyAfter == nil {
			return process.WithHint(fmt.Errorf("--what-if %d: no change with this number stops anybody", n),
				"the report without --what-if numbers the changes")
		}
		c := causes[n-1]
		if !r.Facts.Assume(&c, stopped[c.ID]) {
			return fmt.Errorf("--what-if %d: the effect of %q isn't known", n, c.Title)
		}
		a.causes, a.people = append(a.causes, c), append(a.people, stopped[c.ID])
		a.said = append(a.said, c.Title)
	}
	return nil
}

// tenant is what products are changed in.
func (r *Run) tenant() *plan.Tenant {
	return &plan.Tenant{SKUs: r.Facts.SKUs, Subscriptions: r.Facts.Subscriptions, OtherMDM: r.Facts.OtherMDM,
		Now: r.Facts.Now, By: r.Facts.Now}
}

// products makes the facts those of the tenant with other products.
func (r *Run) products(a *assumed) {
	facts := r.Facts
	today := facts.SKUs
	a.products.In(r.tenant()) // causes may have changed it
	then := a.products.After()
	var gone []plan.Gone
	by := ""
	if !r.Assume.By.IsZero() {
		then, gone = then.Ended()
		by = record.Day(r.Assume.By)
	}
	facts.SKUs, facts.Subscriptions = then.SKUs, then.Subscriptions
	for i := range facts.LicenseGroups {
		g := &facts.LicenseGroups[i]
		g.Licenses = a.products.Licenses(g.Licenses)
	}
	a.said = append(a.said, planning.Assumed(a.products, gone, by, func(id tenant.GUID) string {
		_, name := license.Named(id)
		for i := range today {
			if today[i].ID == id {
				name = cmp.Or(name, today[i].PartNumber)
			}
		}
		return cmp.Or(name, id.String())
	})...)
}

// of makes of a person what they would be.
func (a *assumed) of(u *tenant.User) {
	for i := range a.causes {
		if a.people[i][u.ID] {
			a.facts.AssumeOf(&a.causes[i], u)
		}
	}
	if a.products != nil && a.scope.Includes(u) {
		a.products.Of(u)
	}
}

// licenses is what products give in the tenant.
func (r *Run) licenses() *license.Table {
	return license.NewTable(r.Facts.SKUs, license.Options{OtherMDM: r.Facts.OtherMDM, Groups: r.Facts.LicenseGroups})
}
