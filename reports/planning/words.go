package planning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// steps are the changes with how many people each is for, the most first.
func (m *Maker) steps() []record.PlanStep {
	people := map[string]int{}
	groups := map[string]map[tenant.GUID]bool{} // that assign what is turned on
	for i := range m.plan.Groups {
		g := &m.plan.Groups[i]
		title := m.title(g.Change)
		people[title] += g.People
		if g.Change == nil || len(g.Change.Gain) > 0 {
			continue
		}
		if groups[title] == nil {
			groups[title] = map[tenant.GUID]bool{}
		}
		for _, t := range g.Change.TurnOn {
			groups[title][t.Group] = true
		}
	}
	var all []record.PlanStep
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
		all = append(all, step)
	}
	slices.SortFunc(all, func(a, b record.PlanStep) int {
		return cmp.Or(cmp.Compare(b.People, a.People), strings.Compare(a.Title, b.Title))
	})
	for i := range m.plan.Products {
		o := &m.plan.Products[i]
		if n := o.Used - o.Owned; n > 0 && o.Counts && o.Ends == "" && o.Buy+o.Renew > 0 && o.Owned > 0 {
			all = append(all, record.PlanStep{Title: fmt.Sprintf("%s used than owned of %s: what is bought or renewed "+
				"covers them first", english.CountVerb(n, "more seat", "is", "are"), o.Name)})
		}
	}
	return all
}

// title is a change in words, without whom it is for.
func (m *Maker) title(ch *plan.Change) string {
	if ch == nil {
		return "no license is found that they can be given"
	}
	var words []string
	var frees []string
	for _, f := range ch.Free {
		frees = append(frees, m.name(f.SKU))
	}
	for _, g := range ch.Gain {
		name := m.name(g.SKU)
		switch g.How {
		case plan.Renew:
			words = append(words, "renew "+name+m.renewed(g.SKU))
		case plan.Keep:
			again := " again"
			if strings.Contains(m.product(g.SKU).Ends, "trial") {
				again = " in place of its trial"
			}
			words = append(words, "buy "+name+again)
		case plan.Swap:
			words = append(words, "swap "+strings.Join(frees, " and ")+" for "+name+m.seats(g.SKU))
		case plan.Reprocess:
			words = append(words, "reprocess "+name+m.seats(g.SKU))
		case plan.Assign:
			words = append(words, "assign "+name+m.seats(g.SKU))
		}
	}
	for _, t := range ch.TurnOn {
		words = append(words, "turn on "+parts(t))
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

// describe says what one person gets.
func (m *Maker) describe(u *record.PlanUser, k *kind, ch *plan.Change) {
	var has []tenant.GUID
	for _, l := range k.licenses {
		has = append(has, l.SKU)
	}
	u.Has = m.list(has)
	u.Why = k.why
	for _, id := range has {
		if o := m.product(id); u.Why == "" && o.Ends != "" {
			u.Why = o.Name + ": " + o.Ends
		}
	}
	if ch == nil {
		return
	}
	u.Proposed = m.title(ch)
	for _, g := range ch.Gain {
		if g.How != plan.Renew && g.How != plan.Keep {
			u.Add = append(u.Add, g.SKU)
		}
	}
	var frees []tenant.GUID
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

func (m *Maker) list(ids []tenant.GUID) string {
	var all []string
	for _, id := range ids {
		all = append(all, m.name(id))
	}
	return strings.Join(all, ", ")
}

// mostSaid are the steps that the summary says; the table has them all.
const mostSaid = 4

// sentences say the plan as a whole.
func sentences(p *record.LicensePlan) string {
	var b strings.Builder
	nobody := "Nobody in scope"
	if len(p.Missing) > 0 {
		b.WriteString("Incomplete: ")
		nobody = "nobody who was read"
	}
	if p.People == 0 {
		b.WriteString(nobody + " needs a license change.")
	} else {
		b.WriteString(english.CountVerb(p.People, "person", "needs", "need") + " a license change.")
	}
	rest := 0
	for i, s := range p.Steps {
		if i < mostSaid && s.People > 0 {
			fmt.Fprintf(&b, " %s: %s.", english.Number(s.People), s.Title)
		} else {
			rest += s.People
		}
	}
	if rest > 0 {
		fmt.Fprintf(&b, " %s: other changes.", english.Number(rest))
	}
	if c := p.Cost; c != nil {
		if c.After != c.Before {
			fmt.Fprintf(&b, " %s %s more a month.", (c.After-c.Before)/12, c.Currency)
		}
		if len(c.Unpriced) > 0 {
			fmt.Fprintf(&b, " Without a price, and not in it: %s.", strings.Join(c.Unpriced, ", "))
		}
	}
	if p.Unknown > 0 {
		fmt.Fprintf(&b, " The licenses of %s aren't known.", english.Count(p.Unknown, "person"))
	}
	return b.String()
}
