package audit

import (
	"context"
	"fmt"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// assumed are the causes that a report takes as done, and whom each stops.
type assumed struct {
	facts  *rules.Facts
	causes []rules.Cause
	people []map[tenant.GUID]bool
}

// assume reads all people a first time, to find the causes whose numbers Run.WhatIf has, and makes the facts those of
// the tenant as it would be. What it holds of people is 16 bytes a cause that stops them.
func (r *Run) assume(ctx context.Context, from Source, read *reading) (*assumed, error) {
	asked := r.Scope
	ev, err := r.judge(read)
	if err != nil {
		return nil, err
	}
	stopped := map[string]map[tenant.GUID]bool{}
	for u, err := range from.Users(ctx, r.query()) {
		if err != nil {
			return nil, err
		}
		if row := ev.User(u); row != nil {
			for _, id := range row.BlockedBy {
				if stopped[id] == nil {
					stopped[id] = map[tenant.GUID]bool{}
				}
				stopped[id][row.User.ID] = true
			}
		}
	}
	_, sum := ev.Finish()
	a := &assumed{facts: r.Facts}
	for _, n := range r.WhatIf {
		if n > len(sum.Causes) || sum.Causes[n-1].ReadyAfter == nil {
			return nil, process.WithHint(fmt.Errorf("--what-if %d: no change with this number stops anybody", n),
				"the report without --what-if numbers the changes")
		}
		c := sum.Causes[n-1]
		if !r.Facts.Assume(&c, stopped[c.ID]) {
			return nil, fmt.Errorf("--what-if %d: how the tenant would be after %q can't be told", n, c.Title)
		}
		a.causes, a.people = append(a.causes, c), append(a.people, stopped[c.ID])
	}
	if r.Facts.Licenses != nil {
		r.Facts.Licenses = r.licenses()
	}
	r.Scope = asked
	return a, nil
}

// of makes of a person what they would be.
func (a *assumed) of(u *tenant.User) {
	for i := range a.causes {
		if a.people[i][u.ID] {
			a.facts.AssumeOf(&a.causes[i], u)
		}
	}
}

// titles say what is assumed.
func (a *assumed) titles() (all []string) {
	for i := range a.causes {
		all = append(all, a.causes[i].Title)
	}
	return all
}

// licenses is what products give in the tenant.
func (r *Run) licenses() *license.Table {
	return license.NewTable(r.Facts.SKUs, license.Options{OtherMDM: r.Facts.OtherMDM, Groups: r.Facts.LicenseGroups})
}
