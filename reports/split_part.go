package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// part is what is counted of the people and devices of a part, as the summary counts the whole.
type part struct {
	excerpt record.Excerpt
	file    string

	ready   rules.ReadyCount
	users   map[rules.LicenseStatus]int
	rows    map[int]int
	waiting int
	used    map[tenant.GUID]int // seats
	met     map[string]int      // people by the causes that they meet
	stops   map[string]int      // likewise by those that stop them
	all     map[string]int      // people of all parts by the causes that they meet
	blocked map[string]int      // people by all that stops them
	devices record.Devices
	plan    *record.LicensePlan
}

func newPart(e record.Excerpt) *part {
	return &part{excerpt: e, users: map[rules.LicenseStatus]int{}, rows: map[int]int{}, used: map[tenant.GUID]int{},
		met: map[string]int{}, stops: map[string]int{}, blocked: map[string]int{}, devices: record.Devices{
			ByKind: map[rules.DeviceKind]int{}, ByRelease: map[string]int{}, Others: map[string]int{}}}
}

func (p *part) user(u *record.User) {
	p.excerpt.People++
	p.users[u.Status]++
	if u.Status == rules.Qualified {
		p.rows[u.Entitlement.Row]++
	}
	if planning.Waits(u) {
		p.waiting++
	}
	for i := range u.Licenses {
		p.used[u.Licenses[i].SKU]++
	}
	for _, id := range u.Causes {
		count(p.met, id)
	}
	for _, id := range u.BlockedBy {
		count(p.stops, id)
	}
	switch u.Ready {
	case rules.NotAPerson:
		return
	case rules.Ready:
		p.ready.Ready++
	case rules.Blocked:
		p.ready.Blocked++
		count(p.blocked, strings.Join(u.BlockedBy, "\x00"))
	case rules.ReadyUnknown:
		p.ready.Unknown++
	}
	p.ready.People++
}

// count counts a text that may not be kept.
func count(in map[string]int, text string) {
	if _, known := in[text]; !known {
		text = strings.Clone(text)
	}
	in[text]++
}

func (p *part) device(d *record.Device) {
	c := &p.devices
	c.Read++
	c.ByKind[d.Kind]++
	by := c.Others
	if d.Kind == rules.Ordinary {
		by = c.ByRelease
	}
	count(by, cmp.Or(d.Release, "not known"))
}

// divide divides what the summary says of all people, and gives the parts in the order of their values, the rest behind
// them where there is any.
func (x *split) divide(s *record.Summary) ([]*part, error) {
	order := slices.Clone(x.parts)
	slices.SortFunc(order, func(a, b *part) int { return strings.Compare(a.excerpt.Value, b.excerpt.Value) })
	order = append(order, x.rest)
	for _, p := range order {
		p.excerpt.InScope = s.Scope.InScope
	}
	if err := x.plan(s, order); err != nil {
		return nil, err
	}
	total := map[string]int{}
	for _, p := range order {
		for id, n := range p.met {
			total[id] += n
		}
	}
	for _, p := range order {
		p.all = total
	}
	e := &x.rest.excerpt
	if e.People == 0 && e.Devices == 0 && !e.Seats && len(s.Associations) == 0 && len(order) > 1 {
		order = order[:len(order)-1]
	}
	return order, nil
}

// plan divides the plan, and what the seats cost that people have.
func (x *split) plan(s *record.Summary, order []*part) error {
	if s.PlanParts == nil {
		return nil
	}
	rank := map[int]int{restPart: len(order) - 1}
	number := make([]int, len(order))
	for i := range x.parts {
		rank[i] = slices.Index(order, x.parts[i])
		number[rank[i]] = i
	}
	number[len(order)-1] = restPart
	plans, err := s.PlanParts(len(order), func(id tenant.GUID) int { return rank[x.of(id)] },
		func(rank int, u *record.PlanUser) error { return x.hold(heldOf{Part: number[rank], Planned: u}) })
	if err != nil {
		return err
	}
	others := map[tenant.GUID]int{} // seats of nobody in scope
	for i := range s.Plan.Products {
		o := &s.Plan.Products[i]
		others[o.SKU] = o.Used
		for _, p := range order {
			others[o.SKU] -= p.used[o.SKU]
		}
	}
	for i, p := range order {
		p.plan = &plans[i]
		p.planned(s, x.run, others)
	}
	return nil
}

// planned says what the plan of the part leaves to say, where it is of so many seats of nobody in scope too.
func (p *part) planned(s *record.Summary, run *record.Run, others map[tenant.GUID]int) {
	l := p.plan
	l.Waiting, l.Unknown, l.Accounts = p.waiting, p.users[rules.LicensesUnknown], 0
	for status, n := range p.users {
		if status.Unjudged() || status == rules.NoSignIn {
			l.Accounts += n
		}
	}
	if s.Plan.Cost != nil {
		l.Cost = &record.PlanCost{Currency: s.Plan.Cost.Currency, Unpriced: []string{}}
	}
	var products []record.PlanProduct
	for _, o := range l.Products {
		o.Used = p.used[o.SKU]
		if p.excerpt.Rest {
			o.Used += max(0, others[o.SKU])
			p.excerpt.Seats = p.excerpt.Seats || others[o.SKU] > 0 || o.Others > 0
		}
		if o.Used+o.Needed+o.Freed+o.Buy+o.Renew == 0 {
			continue
		}
		if l.Cost != nil {
			if price, known := run.Prices.In(o.SKU, l.Cost.Currency); known {
				before := price * record.Money(o.Used)
				after := before + price*record.Money(o.Buy+o.Renew)
				o.Before, o.After = &before, &after
				l.Cost.Before, l.Cost.After = l.Cost.Before+before, l.Cost.After+after
			} else if o.Buy+o.Renew > 0 {
				l.Cost.Unpriced = append(l.Cost.Unpriced, o.PartNumber)
			}
		}
		products = append(products, o)
	}
	l.Products = products
	l.Text = wording.Plan(l, planning.MostSaid)
}

// summary is that of the whole with what is counted of the part.
func (p *part) summary(whole *record.Summary) *record.Summary {
	s := *whole
	s.Excused = nil // it is of all people
	s.Ready, s.Users, s.ByRow, s.Plan, s.Shortfall = p.ready, p.users, p.rows, p.plan, record.Shortfall{}
	s.Scope.InScope, s.Scope.Unclassified = p.excerpt.People, 0
	s.Devices = p.devices
	s.Devices.Asked = whole.Devices.Asked
	s.Causes = p.causes(whole)
	return &s
}

// causes are those that somebody of the part meets, and those of the tenant. One whose effects on people differ is
// counted under the gravest.
func (p *part) causes(whole *record.Summary) (all []rules.Cause) {
	// With what is not known of people who are stopped it is not known either when they are ready.
	after, known := p.ready.Ready, false
	for i := range whole.Causes {
		if n := whole.Causes[i].ReadyAfter; n != nil {
			known = *n == whole.Ready.People
		}
	}
	waiting := maps.Clone(p.blocked)
	done := map[string]bool{}
	for _, c := range whole.Causes {
		done[c.ID] = true
		for set, n := range waiting {
			if !slices.ContainsFunc(strings.Split(set, "\x00"), func(id string) bool { return !done[id] }) {
				after += n
				delete(waiting, set)
			}
		}
		total, met := p.all[c.ID], p.met[c.ID]
		if total > 0 {
			if met == 0 {
				continue
			}
			p.reword(&c, total, met)
			c.Stops = p.stops[c.ID]
			switch rest := met - c.Stops; {
			case c.Degrades > 0:
				c.Degrades, c.Concerns = rest, 0
			default:
				c.Concerns = rest
			}
		}
		if c.ReadyAfter != nil {
			c.ReadyAfter = nil
			if n := after; known && c.Stops > 0 {
				c.ReadyAfter = &n
			}
		}
		all = append(all, c)
	}
	return all
}

// reword has a title count the people of the part.
func (p *part) reword(c *rules.Cause, total, met int) {
	c.Title = strings.Replace(c.Title, english.Count(total, "person"), english.Count(met, "person"), 1)
}
