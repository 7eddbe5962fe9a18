package planning

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// MostSaid are the steps that the summary says; the table has them all.
const MostSaid = 4

// decides are the datasets without which a plan may be wrong.
var decides = []tenant.Dataset{tenant.SKUs, tenant.Subscriptions, tenant.LicenseGroups, tenant.LicenseMembers,
	tenant.ScopeGroups, tenant.Users}

// Plan is what came of it, without its Users.
func (m *Maker) Plan() *record.Plan {
	t := m.tenant
	if t == nil {
		t = Tenant(m.run, m.told, m.options.Frontline)
	}
	p := &record.Plan{SchemaVersion: record.SchemaVersion, Version: m.run.Version, Tenant: m.run.Tenant,
		Cloud: m.run.Cloud, Redacted: m.run.Redacted, Scope: m.run.Scope, Users: []record.PlanUser{},
		LicensePlan: record.LicensePlan{On: record.Day(t.Now),
			By: record.Day(t.By), Waiting: m.waits, Unknown: m.told.Users[rules.LicensesUnknown],
			Steps: []record.PlanStep{}, Products: []record.PlanProduct{}, Renewals: []record.PlanRenewal{}}}
	for s, n := range m.told.Users {
		if s.Unjudged() || s == rules.NoSignIn {
			p.Accounts += n
		}
	}
	for _, g := range m.told.Missing {
		if slices.Contains(decides, g.Dataset) {
			p.Missing = append(p.Missing, g)
		}
	}
	for _, column := range []string{"licenseAssignmentStates", "usageLocation"} {
		if slices.Contains(m.run.Dropped, column) {
			p.Missing = append(p.Missing, rules.Gap{Dataset: tenant.Users, Partial: true,
				Why: column + " is not in the report, as --redact-columns asked"})
		}
	}
	if m.none != "" {
		p.Text = "There is no plan: " + m.none + "."
		return p
	}
	p.People, p.Unsolved, p.Cheapest = m.plan.People, m.plan.Left, m.plan.Proven
	for i := range m.plan.Groups {
		if g := &m.plan.Groups[i]; g.Lapsing {
			p.Lapsing += g.People
		}
	}
	if m.money != "" {
		p.Cost = &record.PlanCost{Currency: m.money, Unpriced: []string{}}
	}
	for i := range m.plan.Products {
		m.account(&p.LicensePlan, &m.plan.Products[i])
	}
	slices.SortStableFunc(p.Products, func(a, b record.PlanProduct) int {
		return cmp.Or(cmp.Compare(b.Buy+b.Renew, a.Buy+a.Renew), cmp.Compare(b.Needed+b.Freed, a.Needed+a.Freed),
			strings.Compare(a.Name, b.Name))
	})
	p.Renewals = append(p.Renewals, m.renewals()...)
	p.Steps = append(append(p.Steps, m.steps(m.plan.Groups)...), m.overused()...)
	if m.assumed != nil {
		m.sayAssumed(&p.LicensePlan)
	}
	p.Text = wording.Plan(&p.LicensePlan, MostSaid)
	return p
}

// account adds what becomes of a product that the plan or the requirement is about.
func (m *Maker) account(p *record.LicensePlan, o *plan.Product) {
	price, priced := m.run.Prices.In(o.SKU, m.money)
	offer := m.offered(o.SKU)
	counts := o.Counts && o.Owned+o.Used > 0 && offer != rules.Free && offer != rules.PerDevice
	bought := 0
	if m.assumed != nil {
		bought = m.assumed.Paid()[o.SKU]
		counts = counts || bought > 0
	}
	owned := max(0, o.Owned-bought)
	if !counts && o.Freed+o.Needed+o.Buy+o.Renew == 0 && !(o.Paid && priced) {
		return
	}
	row := record.PlanProduct{SKU: o.SKU, PartNumber: o.PartNumber, Name: o.Name, Owned: owned, Assumed: bought,
		Used: o.Used, Needed: o.Needed, Freed: o.Freed, Left: o.Left, Buy: o.Buy, Renew: o.Renew, Others: o.Others,
		Renewable: o.Renewable, Ends: m.gone(o.SKU), Undated: o.Needed > o.Buy+o.Renew && m.undated(o.SKU)}
	if p.Cost != nil {
		if priced {
			before, after := price*record.Money(owned), price*record.Money(owned+bought+o.Buy+o.Renew)
			row.Before, row.After = &before, &after
			p.Cost.Before, p.Cost.After = p.Cost.Before+before, p.Cost.After+after
		} else if o.Buy+o.Renew > 0 {
			p.Cost.Unpriced = append(p.Cost.Unpriced, o.PartNumber)
		}
	}
	p.Products = append(p.Products, row)
}
