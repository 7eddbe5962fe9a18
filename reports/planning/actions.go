package planning

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// Act is what is done to one person.
type Act struct {
	User *record.PlanUser
	*plan.Action
	Words string // what is done, by names
}

// groupsOf are the groups that assign licenses, as a report tells them.
func groupsOf(r *record.Run) (all []tenant.LicenseGroup) {
	for _, g := range r.Groups {
		all = append(all, tenant.LicenseGroup{Group: tenant.Group{ID: g.ID, DisplayName: g.Name},
			MembersBy: g.MembersBy, Licenses: g.Licenses})
	}
	return all
}

// Actions carry the plan out.
func (m *Maker) Actions() *plan.Actions { return m.actions }

// EachAct takes everybody to whom something is done, in an order in which seats are free when they are taken. An error
// is that of take, or of a temporary file.
func (m *Maker) EachAct(take func(*Act) error) error {
	for turn := range m.actions.Turns() {
		changes := m.plan.Changes()
		err := m.people.each(func(i int, row []byte) error {
			if !m.kinds[i].needed {
				return nil
			}
			ch := changes()
			act := m.actions.Of(ch)
			if act.None() || m.actions.Turn(ch) != turn {
				return nil
			}
			u := named(row)
			m.describe(u, i, ch)
			return take(&Act{u, act, m.words(ch, act)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// TurnsOn is what is done to a product of a group, in words.
func (m *Maker) TurnsOn(g *plan.GroupAction) string {
	return fmt.Sprintf("turn on %s in %s", parts(g.TurnOn), m.name(g.SKU))
}

// way is by what a person's products are assigned: direct, or a group.
func (m *Maker) way(ch *plan.Change) string {
	act := m.actions.Of(ch)
	switch {
	case len(act.Stays) > 0:
		return "manual"
	case len(act.Add) > 0:
		return "direct"
	}
	var groups []tenant.GUID
	for _, g := range ch.Gain {
		groups = append(groups, g.Group)
	}
	for _, t := range ch.TurnOn {
		groups = append(groups, t.Group)
	}
	for _, id := range slices.Concat(act.Join, groups) {
		if !id.IsZero() {
			return "group " + m.group(id)
		}
	}
	return ""
}

// words are what is done to a person, in its order.
func (m *Maker) words(ch *plan.Change, act *plan.Action) string {
	var all []string
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if act.Location {
		say("set the usage location")
	}
	leave := func() {
		for _, id := range act.Leave {
			say("leave group %s", m.group(id))
		}
	}
	if act.LeaveFirst {
		leave()
	}
	for _, id := range act.Join {
		say("join group %s", m.group(id))
	}
	for _, l := range act.Add {
		i := slices.IndexFunc(ch.TurnOn, func(t plan.TurnOn) bool { return t.SKU == l.SKU })
		switch {
		case i >= 0:
			say("turn on %s in %s", parts(ch.TurnOn[i]), m.name(l.SKU))
		case len(l.Disabled) > 0:
			say("assign %s with %s off", m.name(l.SKU), english.Count(len(l.Disabled), "plan"))
		default:
			say("assign %s", m.name(l.SKU))
		}
	}
	for _, id := range act.Remove {
		say("remove %s", m.name(id))
	}
	if !act.LeaveFirst {
		leave()
	}
	if act.Reprocess {
		say("reprocess")
	}
	for _, f := range act.Stays {
		say("%s comes by group %s: %s", m.name(f.SKU), m.group(f.Group), m.stays(f.Group))
	}
	return strings.Join(all, "; ")
}

// stays is why nobody can be taken out of a group for the sake of one product.
func (m *Maker) stays(id tenant.GUID) string {
	i := slices.IndexFunc(m.run.Groups, func(g record.Group) bool { return g.ID == id })
	if i < 0 {
		return "it isn't among the groups that were read"
	}
	switch g := &m.run.Groups[i]; g.MembersBy {
	case tenant.ByAssignment:
		return "it assigns other products too"
	case tenant.ByRule:
		return "a rule decides who is in it"
	case tenant.ByDirectory:
		return "its members are synchronized from Active Directory"
	case tenant.ByExchange:
		return "its members are changed in Exchange"
	case tenant.ByRole:
		return "it is a group for roles"
	}
	return "it isn't known who may change its members"
}
