// Package planning makes a license plan of what a run tells, and puts it into words.
package planning

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// Maker is a Handler that plans for the users of a run. It keeps of those who need a change what names them.
type Maker struct {
	tenant  *plan.Tenant
	planner *plan.Planner
	prices  record.Prices
	money   string // the currency
	run     *record.Run
	missing []rules.Gap

	names   []byte // of each person what named has, each part ended by a zero byte
	starts  []int
	ids     []tenant.GUID
	classes []classWords
	waiting int
	plan    *plan.Plan
}

// classWords are said of everybody of a class.
type classWords struct {
	has []tenant.GUID
	why string
}

// New begins a plan for a tenant; prices may be in several currencies, of which the plan takes the one that most of its
// products have a price in.
func New(t *plan.Tenant, prices record.Prices) *Maker {
	m := &Maker{tenant: t, prices: prices}
	most := 0
	for _, p := range prices {
		n := 0
		for i := range t.SKUs {
			if _, known := prices.In(t.SKUs[i].ID, p.Currency); known {
				n++
			}
		}
		if m.money == "" || n > most {
			m.money, most = p.Currency, n
		}
	}
	if len(prices) > 0 {
		t.Prices = map[tenant.GUID]int64{}
		for _, p := range prices {
			if p.Currency == m.money {
				t.Prices[p.SKU] = int64(p.Year)
			}
		}
	}
	m.planner = plan.New(t)
	return m
}

// Run is told what the run is.
func (m *Maker) Run(r *record.Run) error {
	m.run = r
	return nil
}

// User is told one person in scope.
func (m *Maker) User(u *record.User) error {
	if u.Licenses == nil {
		return nil
	}
	if waits(u) {
		m.waiting++
		return nil
	}
	class, needed := m.planner.Add(&tenant.User{LicensesKnown: true, Licenses: u.Licenses, StatesKnown: true,
		States: u.States, UsageLocationKnown: true, UsageLocation: u.UsageLocation}, u.Status)
	if !needed {
		return nil
	}
	if class == len(m.classes) {
		w := classWords{}
		for _, l := range u.Licenses {
			w.has = append(w.has, l.SKU)
		}
		if u.Status != rules.Qualified && u.Entitlement != nil {
			w.why = strings.Clone(u.Entitlement.Why)
		}
		m.classes = append(m.classes, w)
	}
	m.ids, m.starts = append(m.ids, u.ID), append(m.starts, len(m.names))
	for _, part := range []string{u.UPN, u.DisplayName, u.Department, u.CostCenter} {
		m.names = append(append(m.names, strings.ReplaceAll(part, "\x00", "")...), 0)
	}
	return nil
}

// waits reports whether a group is still assigning what a person lacks: the rules warn then, where they would fail.
func waits(u *record.User) bool {
	warned := false
	for _, f := range u.Findings {
		if f.Rule != "LIC-02" && f.Rule != "LIC-03" {
			continue
		}
		if f.Outcome == rules.Fail {
			return false
		}
		warned = warned || f.Outcome == rules.Warn
	}
	return warned && slices.Contains([]rules.LicenseStatus{rules.LacksIntune, rules.LacksEntra, rules.LacksBoth,
		rules.NoLicense}, u.Status)
}

// Device is told a device, which no plan is about.
func (m *Maker) Device(*record.Device) error { return nil }

// Finding is told what was found of the tenant, which no plan is about.
func (m *Maker) Finding(*record.Finding) error { return nil }

// decides are the datasets without which a plan may be wrong.
var decides = []tenant.Dataset{tenant.SKUs, tenant.Subscriptions, tenant.LicenseGroups, tenant.LicenseMembers,
	tenant.ScopeGroups, tenant.Users}

// Summary ends the run, and plans.
func (m *Maker) Summary(s *record.Summary) error {
	for _, g := range s.Missing {
		if slices.Contains(decides, g.Dataset) {
			m.missing = append(m.missing, g)
		}
	}
	m.plan = m.planner.Solve()
	return nil
}

// Plan is what came of it, without its Users.
func (m *Maker) Plan() *record.Plan {
	p := &record.Plan{SchemaVersion: record.SchemaVersion, Version: m.run.Version, Tenant: m.run.Tenant,
		Scope: m.run.Scope, On: record.Day(m.tenant.Now), By: record.Day(m.tenant.By), People: m.plan.People,
		Unsolved: m.plan.Left, Waiting: m.waiting, Cheapest: m.plan.Proven, Missing: m.missing,
		Steps: []record.PlanStep{}, Products: []record.PlanProduct{}, Users: []record.PlanUser{}}
	if m.money != "" {
		p.Cost = &record.PlanCost{Currency: m.money, Unpriced: []string{}}
	}
	for i := range m.plan.Products {
		m.account(p, &m.plan.Products[i])
	}
	slices.SortStableFunc(p.Products, func(a, b record.PlanProduct) int {
		return cmp.Or(cmp.Compare(b.Buy+b.Renew, a.Buy+a.Renew), cmp.Compare(b.Needed+b.Freed, a.Needed+a.Freed),
			strings.Compare(a.Name, b.Name))
	})
	p.Steps = append(p.Steps, m.steps()...)
	p.Text = sentences(p)
	return p
}

// account adds what becomes of a product that the plan or the requirement is about.
func (m *Maker) account(p *record.Plan, o *plan.Product) {
	if !o.Counts && o.Freed+o.Needed+o.Buy+o.Renew == 0 {
		return
	}
	row := record.PlanProduct{SKU: o.SKU, PartNumber: o.PartNumber, Name: o.Name, Owned: o.Owned, Used: o.Used,
		Needed: o.Needed, Freed: o.Freed, Left: o.Left, Buy: o.Buy, Renew: o.Renew, Renewable: o.Renewable,
		Ends: o.Ends}
	if p.Cost != nil {
		price, known := m.prices.In(o.SKU, m.money)
		if known {
			before, after := price*record.Money(o.Owned), price*record.Money(o.Owned+o.Buy+o.Renew)
			row.Before, row.After = &before, &after
			p.Cost.Before, p.Cost.After = p.Cost.Before+before, p.Cost.After+after
		} else if o.Buy+o.Renew > 0 {
			p.Cost.Unpriced = append(p.Cost.Unpriced, o.PartNumber)
		}
	}
	p.Products = append(p.Products, row)
}

// Each yields what the plan changes for each person.
func (m *Maker) Each(yield func(*record.PlanUser) bool) {
	m.plan.Each(func(n, class int, ch *plan.Change) bool {
		end := len(m.names)
		if n+1 < len(m.starts) {
			end = m.starts[n+1]
		}
		parts := strings.Split(string(m.names[m.starts[n]:end]), "\x00")
		u := record.PlanUser{ID: m.ids[n], UPN: parts[0], DisplayName: parts[1], Department: parts[2],
			CostCenter: parts[3]}
		m.describe(&u, &m.classes[class], ch)
		return yield(&u)
	})
}

// Tenant is what a plan is made for, as a report tells it.
func Tenant(r *record.Run, s *record.Summary, frontline bool, days int) *plan.Tenant {
	t := &plan.Tenant{OtherMDM: r.OtherMDM, Now: r.Reading.Started, Frontline: frontline}
	if day, err := time.Parse(time.DateOnly, r.AsOf); err == nil {
		t.Now = day
	}
	t.By = t.Now.AddDate(0, 0, days)
	for i := range s.Subscriptions {
		o := &s.Subscriptions[i]
		for _, l := range o.Lots {
			l.SKU, l.PartNumber = o.ID, o.PartNumber
			t.Subscriptions = append(t.Subscriptions, l)
		}
		if !o.Unlisted {
			t.SKUs = append(t.SKUs, tenant.SKU{ID: o.ID, PartNumber: o.PartNumber, AppliesTo: o.AppliesTo,
				CapabilityStatus: o.CapabilityStatus, Consumed: o.Consumed, Enabled: o.Enabled, Warning: o.Warning,
				Suspended: o.Suspended, LockedOut: o.LockedOut, Plans: o.Plans})
		}
	}
	return t
}

// name is what people call a product.
func (m *Maker) name(id tenant.GUID) string {
	_, name := m.run.Product(id)
	return cmp.Or(name, id.String())
}
