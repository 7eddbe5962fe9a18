package planning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// answer puts the causes about licenses into the words of the plan: each says what the plan does for the people who have
// it, with the commands for it. A cause that says so already keeps its words.
func (m *Maker) answer(causes []rules.Cause) []rules.Cause {
	people := map[string]map[*plan.Change]int{}
	next := m.plan.Changes()
	for _, kind := range m.order {
		ch := next()
		for _, id := range m.kinds[kind].causes {
			if people[id] == nil {
				people[id] = map[*plan.Change]int{}
			}
			people[id][ch]++
		}
	}
	all := slices.Clone(causes)
	for i := range all {
		if of := people[all[i].ID]; of != nil {
			m.word(&all[i], of)
		}
	}
	return all
}

// doing is what the plan does about a cause for some of the people who have it.
type doing struct {
	title  string
	people int
	part   *plan.Change // nil where nothing is found
	does   rules.Cause  // where and how
	joins  tenant.GUID  // the group by which alone people come to the product; zero for none
	kept   bool         // the cause says so already
}

// word puts one cause into the words of what is done, for so many people each.
func (m *Maker) word(c *rules.Cause, of map[*plan.Change]int) {
	var all []doing
	total := 0
	for ch, n := range of {
		d := m.doing(c.ID, ch)
		total += n
		i := slices.IndexFunc(all, func(o doing) bool { return o.title == d.title })
		if i < 0 {
			i, all = len(all), append(all, d)
		}
		all[i].people += n
		all[i].kept = all[i].kept && d.kept
		if all[i].does.PowerShell != d.does.PowerShell || all[i].does.Fix != d.does.Fix {
			all[i].does.Look("")
		}
	}
	slices.SortFunc(all, func(a, b doing) int {
		return cmp.Or(cmp.Compare(b.people, a.people), strings.Compare(a.title, b.title))
	})
	if !slices.ContainsFunc(all, func(d doing) bool { return !d.kept }) {
		return
	}
	first := all[0]
	if len(all) > 1 {
		c.Title = fmt.Sprintf("License %s. %s: %s. %s: other changes", english.Count(total, "person"),
			english.Number(first.people), first.title, english.Number(total-first.people))
		c.Alone = "Change the license as the license plan says"
		first.does.Look("")
	} else {
		c.Title, c.Alone = m.forWhom(&first, english.Count(total, "person")), capital(m.briefly(&first))
	}
	first.does.InCloud(m.run.Cloud)
	c.Fix, c.Link, c.PowerShell, c.Bash = first.does.Fix, first.does.Link, first.does.PowerShell, first.does.Bash
}

// doing is what the plan does about a cause for one person.
func (m *Maker) doing(id string, ch *plan.Change) doing {
	if ch == nil {
		return doing{title: m.title(nil), kept: !strings.HasPrefix(id, "assign-license")}
	}
	part := partFor(id, ch)
	d := doing{title: m.change(part, m.seats, m.renewed), part: part, kept: m.says(id, part)}
	m.steer(&d, ch)
	return d
}

// partFor is what of a change is about a cause: who has two causes has a part of the change for each.
func partFor(id string, ch *plan.Change) *plan.Change {
	kind, of, _ := strings.Cut(id, "/")
	named := func(sku tenant.GUID) bool { return strings.Contains(of, sku.String()) }
	part := plan.Change{}
	gains := func(take func(plan.Gain) bool) {
		for _, g := range ch.Gain {
			if take(g) {
				part.Gain = append(part.Gain, g)
			}
		}
	}
	stays := func(g plan.Gain) bool { return g.How == plan.Renew || g.How == plan.Keep }
	switch kind {
	case "assign-license":
		gains(func(g plan.Gain) bool { return !stays(g) })
		part.Free, part.Location = ch.Free, ch.Location
	case "renew":
		gains(func(g plan.Gain) bool { return stays(g) && named(g.SKU) })
	case "reprocess", "add-seats":
		gains(func(g plan.Gain) bool { return named(g.SKU) })
		part.Free, part.Location = ch.Free, ch.Location
	case "turn-on-plan":
		for _, t := range ch.TurnOn {
			if named(t.SKU) && (t.Group.IsZero() || named(t.Group)) {
				part.TurnOn = append(part.TurnOn, t)
			}
		}
	}
	if len(part.Gain)+len(part.TurnOn) == 0 {
		return ch
	}
	return &part
}

// says reports whether a cause, as the rules put it, is what the plan does.
func (m *Maker) says(id string, part *plan.Change) bool {
	kind, of, _ := strings.Cut(id, "/")
	if len(part.Free) > 0 || part.Location {
		return false
	}
	for _, t := range part.TurnOn {
		if kind != "turn-on-plan" || !strings.Contains(of, t.SKU.String()) {
			return false
		}
	}
	for _, g := range part.Gain {
		o := m.product(g.SKU)
		how := map[string]bool{"renew": g.How == plan.Renew,
			"reprocess": g.How == plan.Reprocess && o.Buy+o.Renew == 0 && o.Needed <= o.Owned-o.Used,
			"add-seats": g.How == plan.Reprocess && o.Buy > 0}
		if !how[kind] || !strings.Contains(of, g.SKU.String()) {
			return false
		}
	}
	return true
}

// forWhom is what is done as a title, with whom it is for.
func (m *Maker) forWhom(d *doing, people string) string {
	last := -1
	if d.part != nil {
		last = len(d.part.Gain) - 1
	}
	switch {
	case d.part == nil:
		return "Find a license for " + people + ": " + d.title
	case !d.joins.IsZero():
		sku := d.part.Gain[last].SKU
		return "Add " + people + " to group " + m.group(d.joins) + ", which assigns " + m.name(sku) + m.seats(sku)
	case last >= 0 && d.part.Gain[last].How == plan.Assign && len(d.part.TurnOn) == 0:
		return capital(d.title) + " to " + people
	}
	return capital(d.title) + " for " + people
}

// briefly is what is done for one person, without where seats come from.
func (m *Maker) briefly(d *doing) string {
	switch {
	case d.part == nil:
		return "find a license: " + d.title
	case !d.joins.IsZero():
		return "add to group " + m.group(d.joins) + ", which assigns " + m.name(d.part.Gain[0].SKU)
	}
	unsaid := func(tenant.GUID) string { return "" }
	return m.change(d.part, unsaid, unsaid)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
