package diff

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// compares reports whether both reports read a dataset to its end. Where it was to be read and wasn't, what isn't
// compared is noted.
func (c *Change) compares(what string, ds tenant.Dataset) bool {
	p := c.pair
	if !p.old.asked(ds) && !p.new.asked(ds) {
		return false
	}
	why := ""
	for _, s := range []*side{p.old, p.new} {
		switch {
		case why != "":
		case !s.asked(ds):
			why = p.called(s) + " didn't read " + string(ds)
		case s.sum.Missed(ds):
			why = p.called(s) + " lacks " + string(ds)
		}
	}
	if why != "" {
		c.NotCompared = append(c.NotCompared, record.DiffNot{What: what, Why: why})
	}
	return why == ""
}

// seats are the products whose seats moved.
func (p *pair) seats() []record.DiffSeats {
	all := []record.DiffSeats{}
	was := map[tenant.GUID]*record.Subscription{}
	for i := range p.old.sum.Subscriptions {
		was[p.old.sum.Subscriptions[i].ID] = &p.old.sum.Subscriptions[i]
	}
	add := func(old, now *record.Subscription) {
		k := cmp.Or(now, old)
		d := record.DiffSeats{ID: k.ID, PartNumber: k.PartNumber, Name: k.Name, Old: seatsOf(old), New: seatsOf(now)}
		switch {
		case d.Old == nil:
			d.Change = record.IsNew
		case d.New == nil:
			d.Change = record.IsGone
		case *d.Old == *d.New:
			return
		default:
			d.Change = record.IsChanged
		}
		all = append(all, d)
	}
	for i := range p.new.sum.Subscriptions {
		now := &p.new.sum.Subscriptions[i]
		add(was[now.ID], now)
		delete(was, now.ID)
	}
	for i := range p.old.sum.Subscriptions {
		if old := &p.old.sum.Subscriptions[i]; was[old.ID] != nil {
			add(old, nil)
		}
	}
	return all
}

func seatsOf(k *record.Subscription) *record.Seats {
	if k == nil {
		return nil
	}
	return &record.Seats{Status: k.CapabilityStatus, Enabled: k.Enabled, Consumed: k.Consumed, Free: k.Free}
}

// thing is what one report says of one setting.
type thing struct {
	kind, id, what string
}

// settings are those of the tenant that changed, as far as the reports say them.
func (c *Change) settings() []record.DiffSetting {
	all := []record.DiffSetting{}
	compare := func(of func(*side, func(kind, id, name, what, value string))) {
		was, is, names := map[thing]string{}, map[thing]string{}, map[thing]string{}
		var order []thing
		take := func(into map[thing]string) func(kind, id, name, what, value string) {
			return func(kind, id, name, what, value string) {
				t := thing{kind, id, what}
				if _, known := names[t]; !known {
					order = append(order, t)
				}
				names[t], into[t] = name, value
			}
		}
		of(c.pair.old, take(was))
		of(c.pair.new, take(is))
		for _, t := range order {
			old, had := was[t]
			now, has := is[t]
			d := record.DiffSetting{Kind: t.kind, ID: t.id, Name: names[t], What: t.what, Old: old, New: now}
			switch {
			case had && has && old == now:
				continue
			case !had:
				d.Change = record.IsNew
			case !has:
				d.Change = record.IsGone
			default:
				d.Change = record.IsChanged
			}
			all = append(all, d)
		}
	}
	if c.compares("the name of the tenant", tenant.Organization) {
		compare((*side).names)
	}
	if c.compares("the MDM user scope", tenant.MDMPolicies) {
		compare((*side).mdm)
	}
	if c.compares("groups that assign licenses", tenant.LicenseGroups) {
		compare((*side).groups)
	}
	if c.compares("subscriptions", tenant.Subscriptions) {
		compare((*side).subscriptions)
	}
	if !c.pair.dropped("policy") && c.compares("who gets which device preparation policy", tenant.Preparation) &&
		c.pair.peopleIn && c.pair.scopesAlike() {
		compare((*side).preparation)
	}
	return append(all, c.pair.findings()...)
}

// dropped reports whether a redacted report goes without a column.
func (p *pair) dropped(column string) bool {
	return slices.Contains(p.old.run.Dropped, column) || slices.Contains(p.new.run.Dropped, column)
}

func (s *side) names(say func(kind, id, name, what, value string)) {
	t := s.run.Tenant
	say("tenant", "", t.Name, "displayName", t.Name)
	say("tenant", "", t.Name, "default domain", t.DefaultDomain)
}

func (s *side) mdm(say func(kind, id, name, what, value string)) {
	for _, m := range s.sum.MDMPolicies {
		value := m.AppliesTo
		if len(m.Groups) > 0 {
			groups := slices.Clone(m.Groups)
			slices.Sort(groups)
			value += ": " + strings.Join(groups, ", ")
		}
		say("mdmPolicy", m.ID, m.Name, "MDM user scope", value)
	}
}

func (s *side) groups(say func(kind, id, name, what, value string)) {
	for _, g := range s.run.Groups {
		for _, l := range g.Licenses {
			part, _ := s.run.Product(l.SKU)
			value := "assigned"
			if n := len(l.Disabled); n > 0 {
				value += ", " + english.Count(n, "service plan") + " off: " + plans(l.Disabled)
			}
			say("group", g.ID.String(), g.Name, cmp.Or(part, l.SKU.String()), value)
		}
	}
}

// plans are the first of some service plans, in whatever order they are, and how many there are more.
func plans(all []tenant.GUID) string {
	const most = 3
	var ids []string
	for i := range all {
		ids = append(ids, all[i].String())
	}
	slices.Sort(ids)
	if more := len(ids) - most; more > 0 {
		ids = append(ids[:most:most], fmt.Sprintf("and %s more (%08x)", english.Number(more), digest(ids[most:])))
	}
	return strings.Join(ids, ", ")
}

func (s *side) subscriptions(say func(kind, id, name, what, value string)) {
	for _, k := range s.sum.Subscriptions {
		for _, l := range k.Subscriptions {
			value := fmt.Sprintf("%s, %s", l.Status, english.Count(l.TotalLicenses, "seat"))
			if l.IsTrial {
				value += ", trial"
			}
			if !l.NextLifecycle.IsZero() {
				value += ", until " + l.NextLifecycle.UTC().Format(time.DateOnly)
			}
			say("subscription", l.ID, cmp.Or(k.Name, k.PartNumber), "subscription", value)
		}
	}
}

func (s *side) preparation(say func(kind, id, name, what, value string)) {
	for _, name := range slices.Sorted(maps.Keys(s.policies)) {
		say("policy", "", name, "people who get this device preparation policy", english.Number(s.policies[name]))
	}
}

// findings are those about things that appeared, went, or say something else, by rules that can be compared.
func (p *pair) findings() []record.DiffSetting {
	var ids []record.Identity
	for _, s := range []*side{p.old, p.new} {
		ids = slices.AppendSeq(ids, maps.Keys(s.found))
	}
	slices.SortFunc(ids, func(a, b record.Identity) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	var all []record.DiffSetting
	for _, id := range slices.Compact(ids) {
		old, now := p.old.found[id], p.new.found[id]
		name := cmp.Or(now, old).name
		d := record.DiffSetting{Kind: id.Kind, ID: id.ID, Name: name, What: p.new.run.Rule(id.Rule).Title,
			Rule: id.Rule,
			Old:  text(old), New: text(now)}
		if d.What == "" {
			d.What = p.old.run.Rule(id.Rule).Title
		}
		switch {
		case d.Old == d.New, p.comparingRule(id.Rule) != "", p.ofOthers(id.Rule) != "": // which is said of the rule
			continue
		case old == nil:
			d.Change = record.IsNew
		case now == nil:
			d.Change = record.IsGone
		default:
			d.Change = record.IsChanged
		}
		all = append(all, d)
	}
	return all
}

func text(s *said) string {
	switch {
	case s == nil:
		return ""
	case s.detail == "" || s.outcome == rules.NotApplicable:
		return s.outcome.String()
	}
	return s.outcome.String() + ": " + s.detail
}
