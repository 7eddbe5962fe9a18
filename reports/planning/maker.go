// Package planning makes a license plan of what a run tells, and puts it into words.
package planning

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// Maker is a Handler that plans for the users of a run, and hands on what it is told, the summary with the plan. What a
// product is stands behind the users, so that it keeps all whom a plan may be about: what names them outside of memory,
// and of what they have each kind once.
type Maker struct {
	to      record.Handler
	options Options
	run     *record.Run
	told    *record.Summary
	none    string // why there is no plan

	people people
	order  []uint32 // the kind of each person who needs a change
	kinds  []kind
	index  map[string]int
	key    []byte
	user   tenant.User // reused
	waits  int

	tenant  *plan.Tenant     // as it would be where something is assumed
	assumed *plan.Assumption // nil for nothing
	ended   []plan.Gone      // what has ended by Options.Assume.By
	without without
	money   string // the currency
	plan    *plan.Plan
	actions *plan.Actions
	depend  map[tenant.GUID]int // people whom nothing else licenses
	said    map[saidOf]*record.PlanUser
	causes  []rules.Cause
}

// Options say what a plan may do.
type Options struct {
	Frontline bool // give frontline products to anybody
	Assume    plan.Assume
}

// kind is people who have the same, and are judged the same.
type kind struct {
	licenses []tenant.License
	states   []tenant.LicenseState
	location string
	status   rules.LicenseStatus
	people   int
	causes   []string // those of their causes that a plan has an answer to
	aside    bool     // nothing is planned for them, and they are counted
	needed   bool     // a change is
	class    int      // of the plan
}

// Before plans before a Handler gets the summary. The Maker is an io.Closer.
func Before(to record.Handler, o Options) *Maker {
	return &Maker{to: to, options: o, index: map[string]int{}}
}

// New plans for nobody else.
func New(o Options) *Maker { return Before(nobody{}, o) }

type nobody struct{}

func (nobody) Run(*record.Run) error         { return nil }
func (nobody) User(*record.User) error       { return nil }
func (nobody) Device(*record.Device) error   { return nil }
func (nobody) Finding(*record.Finding) error { return nil }
func (nobody) Summary(*record.Summary) error { return nil }

// Run is told what the run is.
func (m *Maker) Run(r *record.Run) error {
	m.run = r
	return m.to.Run(r)
}

// User is told one person in scope.
func (m *Maker) User(u *record.User) error {
	unplanned, waiting := u.Status != rules.Qualified && !unlicensed(u.Status), Waits(u)
	if waiting {
		m.waits++
	}
	switch {
	case u.Licenses == nil:
	case unplanned || waiting:
		if len(m.options.Assume.Swaps) > 0 {
			m.kindOf(u, true)
		}
	default:
		if err := m.people.add(m.kindOf(u, false), u); err != nil {
			return err
		}
	}
	return m.to.User(u)
}

// kindOf finds those who have the same, or keeps a new kind.
func (m *Maker) kindOf(u *record.User, aside bool) int {
	m.key = append(plan.AppendKey(m.key[:0], m.having(u.Licenses, u.States, u.UsageLocation)), byte(u.Status))
	if aside {
		m.key = append(m.key, 0)
	}
	for _, id := range u.Causes {
		if rules.OfLicenses(id) {
			m.key = append(append(m.key, id...), 0)
		}
	}
	i, known := m.index[string(m.key)]
	if !known {
		i = len(m.kinds)
		m.index[string(m.key)] = i
		k := kind{location: strings.Clone(u.UsageLocation), status: u.Status, aside: aside}
		k.licenses, k.states = plan.Copy(&m.user)
		for _, id := range u.Causes {
			if rules.OfLicenses(id) {
				k.causes = append(k.causes, strings.Clone(id))
			}
		}
		m.kinds = append(m.kinds, k)
	}
	m.kinds[i].people++
	return i
}

// having is a person who has these, valid until the next.
func (m *Maker) having(licenses []tenant.License, states []tenant.LicenseState, location string) *tenant.User {
	m.user = tenant.User{LicensesKnown: true, Licenses: licenses, StatesKnown: true, States: states,
		UsageLocationKnown: !slices.Contains(m.run.Dropped, "usageLocation"), UsageLocation: location}
	return &m.user
}

func (m *Maker) of(k *kind) *tenant.User { return m.having(k.licenses, k.states, k.location) }

func unlicensed(s rules.LicenseStatus) bool {
	return slices.Contains([]rules.LicenseStatus{rules.LacksIntune, rules.LacksEntra, rules.LacksBoth, rules.NoLicense}, s)
}

// Waits reports whether a group is still assigning what a person lacks: the rules warn then, where they would fail.
func Waits(u *record.User) bool {
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
	return warned && unlicensed(u.Status)
}

// Device is told a device, which no plan is about.
func (m *Maker) Device(d *record.Device) error { return m.to.Device(d) }

// Finding is told what was found of the tenant, which no plan is about.
func (m *Maker) Finding(f *record.Finding) error { return m.to.Finding(f) }

// Summary ends the run, and plans. A report that is rendered has the plan of its day, which is made anew.
func (m *Maker) Summary(was *record.Summary) error {
	m.told, m.none = was, was.Unplanned()
	s := *was
	s.Plan, s.Planned, s.PlanParts, s.Shortfall = nil, nil, nil, record.Shortfall{Close: []record.Closing{}}
	m.causes = s.Causes
	if m.none == "" {
		if err := m.solve(); err != nil {
			return err
		}
		s.Plan, s.Planned, s.PlanParts = &m.Plan().LicensePlan, m.each, m.parts
		m.causes = m.answer(s.Causes)
		s.Shortfall, s.Causes = s.Plan.Shortfall(), m.causes
	}
	return m.to.Summary(&s)
}

// Causes are those of the summary, in the words of the plan where there is one.
func (m *Maker) Causes() []rules.Cause { return m.causes }

// solve plans for the people as they are, or as they would be.
func (m *Maker) solve() error {
	m.tenant = Tenant(m.run, m.told, m.options.Frontline)
	m.price()
	if a := &m.options.Assume; a.Changes() || !a.By.IsZero() {
		if err := m.assume(a); err != nil {
			return err
		}
	}
	return m.planAll()
}

// planAll plans for the people, in their order.
func (m *Maker) planAll() error {
	planner := plan.New(m.tenant)
	m.order = m.order[:0]
	m.depend, m.said = map[tenant.GUID]int{}, map[saidOf]*record.PlanUser{}
	for i := range m.kinds {
		if m.kinds[i].aside {
			continue
		}
		for _, id := range planner.Depends(m.of(&m.kinds[i])) {
			m.depend[id] += m.kinds[i].people
		}
	}
	skip := make([]bool, len(m.kinds))
	err := m.people.each(func(i int, _ []byte) error {
		k := &m.kinds[i]
		if skip[i] {
			return nil
		}
		k.class, k.needed = planner.Add(m.of(k), k.status)
		skip[i] = !k.needed
		if k.needed {
			m.order = append(m.order, uint32(i))
		}
		return nil
	})
	m.plan = planner.Solve()
	groups := groupsOf(m.run)
	if m.assumed != nil {
		for i := range groups {
			groups[i].Licenses = m.assumed.Licenses(groups[i].Licenses)
		}
	}
	m.actions = m.plan.Actions(groups)
	return err
}

// price takes the prices in one currency: the one that most of the tenant's products have a price in.
func (m *Maker) price() {
	most := 0
	for _, p := range m.run.Prices {
		n := 0
		for i := range m.tenant.SKUs {
			if _, known := m.run.Prices.In(m.tenant.SKUs[i].ID, p.Currency); known {
				n++
			}
		}
		if m.money == "" || n > most {
			m.money, most = p.Currency, n
		}
	}
	for _, p := range m.run.Prices {
		if m.tenant.Prices == nil {
			m.tenant.Prices = map[tenant.GUID]int64{}
		}
		if p.Currency == m.money {
			m.tenant.Prices[p.SKU] = int64(p.Year)
		}
	}
}

// Close lets go of temporary files.
func (m *Maker) Close() error { return m.people.Close() }

// Each yields what the plan changes for each person. An error is of a temporary file.
func (m *Maker) Each(yield func(*record.PlanUser) bool) error {
	err := m.each(func(u *record.PlanUser) error {
		if !yield(u) {
			return errEnough
		}
		return nil
	})
	if err == errEnough {
		return nil
	}
	return err
}

var errEnough = errors.New("nobody else is asked for")

// each takes what the plan changes for each person.
func (m *Maker) each(take func(*record.PlanUser) error) error {
	return m.eachChange(func(u *record.PlanUser, _ int, _ *plan.Change) error { return take(u) })
}

// eachChange takes it with the class of the person, and with the change; nil where nothing is found.
func (m *Maker) eachChange(take func(u *record.PlanUser, class int, ch *plan.Change) error) error {
	if m.plan == nil {
		return nil
	}
	changes := m.plan.Changes()
	return m.people.each(func(i int, row []byte) error {
		if !m.kinds[i].needed {
			return nil
		}
		u, ch := named(row), changes()
		m.describe(u, i, ch)
		return take(u, m.kinds[i].class, ch)
	})
}

// Tenant is what a plan is made for, as a report tells it.
func Tenant(r *record.Run, s *record.Summary, frontline bool) *plan.Tenant {
	t := &plan.Tenant{OtherMDM: r.OtherMDM, Now: r.Reading.Started, Frontline: frontline}
	if day, err := time.Parse(time.DateOnly, r.AsOf); err == nil {
		t.Now = day
	}
	t.By = t.Now.AddDate(0, 0, r.ExpiryDays)
	for i := range s.Subscriptions {
		o := &s.Subscriptions[i]
		for _, l := range o.Subscriptions {
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
