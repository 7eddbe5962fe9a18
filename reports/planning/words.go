package planning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// steps are the changes with how many people each is for, the most first.
func (m *Maker) steps(all []plan.Group) []record.PlanStep {
	people := map[string]int{}
	groups := map[string]map[tenant.GUID]bool{} // that assign what is turned on
	for i := range all {
		g := &all[i]
		title := m.titleOf(g)
		people[title] += g.People
		if g.Change == nil || len(g.Change.Gain) > 0 || len(g.Change.TurnOn) == 0 {
			continue
		}
		if groups[title] == nil {
			groups[title] = map[tenant.GUID]bool{}
		}
		for _, t := range g.Change.TurnOn {
			groups[title][t.Group] = true
		}
	}
	var steps []record.PlanStep
	for title, n := range people {
		step := record.PlanStep{People: n, Title: title}
		if in := groups[title]; in != nil && !in[tenant.GUID{}] {
			step.Title += " in " + english.Count(len(in), "group")
			if len(in) == 1 {
				for id := range in {
					step.Title = title + " in group " + m.group(id)
				}
			}
		}
		steps = append(steps, step)
	}
	slices.SortFunc(steps, func(a, b record.PlanStep) int {
		return cmp.Or(cmp.Compare(b.People, a.People), strings.Compare(a.Title, b.Title))
	})
	return steps
}

// overused are steps for seats that people have already, more than are owned.
func (m *Maker) overused() (all []record.PlanStep) {
	for i := range m.plan.Products {
		o := &m.plan.Products[i]
		if n := o.Used - o.Owned; n > 0 && o.Counts && o.Ends == "" && o.Buy+o.Renew > 0 && o.Owned > 0 {
			all = append(all, record.PlanStep{Title: fmt.Sprintf("buy %s of %s that %s used beyond those owned",
				english.Count(n, "seat"), o.Name, english.Verb(n, "is", "are"))})
		}
	}
	return all
}

// titleOf is what people get, and what is left to do manually.
func (m *Maker) titleOf(g *plan.Group) string {
	title := m.title(g.Change)
	switch {
	case g.Change == nil && len(g.Stuck) > 0:
		title += ", so resolve manually: "
	case g.Change == nil && g.Unsold:
		return title + ": no product with Intune and Entra ID P1 is known that is sold to them"
	case len(g.Stuck) > 0:
		title += ", and resolve manually: "
	}
	return title + m.stuck(g.Stuck)
}

// stuck says which assignments fail, and why.
func (m *Maker) stuck(all []plan.Stuck) string {
	var said []string
	for _, s := range all {
		why := " in error: " + cmp.Or(wrong[s.Error], s.Error)
		if s.Error == "MutuallyExclusiveViolation" && !s.With.IsZero() {
			why = " conflicts with " + m.name(s.With)
		}
		said = append(said, m.name(s.SKU)+why)
	}
	return strings.Join(said, "; ")
}

// title is a change in words, without whom it is for, and with where its seats come from.
func (m *Maker) title(ch *plan.Change) string {
	if ch == nil {
		return "no license is found that they can be given"
	}
	return m.change(ch, m.seats, m.renewed)
}

// change is a change in words; seats and renewed say of a product where its seats come from.
func (m *Maker) change(ch *plan.Change, seats, renewed func(tenant.GUID) string) string {
	var words []string
	var frees []string
	for _, f := range ch.Free {
		frees = append(frees, m.name(f.SKU))
	}
	for _, g := range ch.Gain {
		name := m.name(g.SKU)
		switch g.How {
		case plan.Renew:
			words = append(words, "renew "+name+renewed(g.SKU))
		case plan.Keep:
			again := " again"
			if strings.Contains(m.product(g.SKU).Ends, "trial") {
				again = " in place of its trial"
			}
			words = append(words, "buy "+name+again)
		case plan.Swap:
			words = append(words, "swap "+strings.Join(frees, " and ")+" for "+name+seats(g.SKU))
		case plan.Reprocess:
			words = append(words, "reprocess "+name+seats(g.SKU))
		case plan.Assign:
			words = append(words, "assign "+name+seats(g.SKU))
		}
	}
	if swaps := slices.ContainsFunc(ch.Gain, func(g plan.Gain) bool { return g.How == plan.Swap }); !swaps && frees != nil {
		words = append(words, "remove "+strings.Join(frees, " and "))
	}
	for _, t := range ch.TurnOn {
		words = append(words, "turn on "+parts(t))
	}
	if len(words) == 0 {
		return "nothing to assign: what they have should do, look at each"
	}
	title := strings.Join(words, ", and ")
	if ch.Location {
		title = "set a usage location, then " + title
	}
	return title
}

func parts(t plan.TurnOn) string {
	switch {
	case t.Intune && t.Entra:
		return "Intune and Entra ID P1"
	case t.Intune:
		return "Intune"
	}
	return "Entra ID P1"
}

// renewed says how many seats are renewed, and for whom else.
func (m *Maker) renewed(id tenant.GUID) string {
	o := m.product(id)
	if o.Others == 0 {
		return " (" + english.CountVerb(o.Renewable, "seat", "has", "have") + " lapsed)"
	}
	return fmt.Sprintf(" (%s: %s other %s it too)", english.Count(o.Renew, "seat"), english.Number(o.Others),
		english.Verb(o.Others, "person uses", "people use"))
}

// seats says where the seats of a product come from.
func (m *Maker) seats(id tenant.GUID) string {
	switch o := m.product(id); {
	case o.Buy+o.Renew == 0 && m.undated(id):
		return " (seats are free, maybe of a trial)"
	case o.Buy+o.Renew == 0 && o.Needed > o.Owned-o.Used:
		return " (seats that others free)"
	case o.Buy+o.Renew == 0:
		return " (seats are free)"
	case o.Needed <= o.Buy:
		return " (to buy)"
	default:
		return fmt.Sprintf(" (%s to buy or renew in all)", english.Count(o.Buy+o.Renew, "seat"))
	}
}

// product is what becomes of the seats of a product.
func (m *Maker) product(id tenant.GUID) *plan.Product {
	for i := range m.plan.Products {
		if m.plan.Products[i].SKU == id {
			return &m.plan.Products[i]
		}
	}
	return &plan.Product{}
}

// GroupName is what people call a group, or else its id.
func (m *Maker) GroupName(id tenant.GUID) string {
	for _, g := range m.run.Groups {
		if g.ID == id && g.Name != "" {
			return g.Name
		}
	}
	return id.String()
}

// group is the name of a group in quotes, or else its id.
func (m *Maker) group(id tenant.GUID) string {
	if name := m.GroupName(id); name != id.String() {
		return fmt.Sprintf("%q", name)
	}
	return id.String()
}

// describe says what one person gets, once for all who have the same and get the same.
func (m *Maker) describe(who *record.PlanUser, kind int, ch *plan.Change) {
	key := saidOf{kind, ch}
	u := m.said[key]
	if u == nil {
		u = &record.PlanUser{}
		m.gets(u, &m.kinds[kind], ch)
		m.said[key] = u
	}
	who.Has, who.Proposed, who.Frees, who.Assignment, who.Why = u.Has, u.Proposed, u.Frees, u.Assignment, u.Why
	who.Add, who.Remove = u.Add, u.Remove
}

type saidOf struct {
	kind   int
	change *plan.Change
}

func (m *Maker) gets(u *record.PlanUser, k *kind, ch *plan.Change) {
	var has, frees []tenant.GUID
	for _, l := range k.licenses {
		if !m.free(l.SKU) {
			has = append(has, l.SKU)
		}
	}
	u.Has, u.Why = m.list(has), m.why(k, ch)
	stuck := m.stuck(m.plan.Stuck(m.of(k), ch))
	if ch == nil {
		if stuck != "" {
			u.Proposed = "Resolve manually: " + stuck
		}
		return
	}
	unsaid := func(tenant.GUID) string { return "" }
	u.Proposed = m.change(ch, unsaid, unsaid)
	if len(ch.TurnOn) == 1 {
		u.Proposed += " in " + m.name(ch.TurnOn[0].SKU)
	}
	u.Proposed = strings.ToUpper(u.Proposed[:1]) + u.Proposed[1:]
	if stuck != "" {
		u.Proposed += "; resolve manually: " + stuck
	}
	for _, g := range ch.Gain {
		if g.How != plan.Renew && g.How != plan.Keep {
			u.Add = append(u.Add, g.SKU)
		}
	}
	for _, f := range ch.Free {
		frees = append(frees, f.SKU)
	}
	u.Remove, u.Frees = frees, m.list(frees)
	u.Assignment = m.way(ch)
	for _, f := range ch.Free {
		if !f.Group.IsZero() {
			u.Frees += ", assigned by group " + m.group(f.Group)
			break
		}
	}
}

// free reports whether a product costs nothing.
func (m *Maker) free(id tenant.GUID) bool { return m.offered(id) == rules.Free }

// undated reports whether nobody knows if the free seats of a product, which the tenant pays for by its name, are those of
// a trial, or of one that has ended.
func (m *Maker) undated(id tenant.GUID) bool {
	return m.offered(id) == rules.Paid && slices.ContainsFunc(m.told.Missing, func(g rules.Gap) bool {
		return g.Dataset == tenant.Subscriptions
	})
}

// offered is how the tenant has a product; "" where it has not.
func (m *Maker) offered(id tenant.GUID) rules.Offer {
	for i := range m.told.Subscriptions {
		if s := &m.told.Subscriptions[i]; s.ID == id {
			return s.Offer
		}
	}
	return ""
}

func (m *Maker) list(ids []tenant.GUID) string {
	var all []string
	for _, id := range ids {
		all = append(all, m.name(id))
	}
	return strings.Join(all, ", ")
}
