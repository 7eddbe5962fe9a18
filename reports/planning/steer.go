package planning

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// steer fills in where what is done is done, and the commands: one request where one does it.
func (m *Maker) steer(d *doing, ch *plan.Change) {
	act := m.actFor(ch, d.part)
	direct, away := len(act.Add) > 0, len(act.Remove)+len(act.Leave) > 0
	switch {
	case len(act.Stays) > 0:
		d.does.Look(m.words(ch, act))
	case act.Location || act.LeaveFirst:
		d.does.Look("")
	case len(act.Join) == 1 && !direct:
		i := slices.IndexFunc(m.run.Groups, func(g record.Group) bool { return g.ID == act.Join[0] })
		then := *act
		then.Join, then.Reprocess = nil, false
		d.does.Join(tenant.Group{ID: act.Join[0], DisplayName: m.run.Groups[i].Name}, m.words(ch, &then))
		if !away {
			d.joins = act.Join[0]
		}
	case len(act.Join)+len(act.Leave) == 0 && !act.Reprocess && direct:
		d.does.Assign(act.Add, act.Remove)
	case act.Reprocess && !direct && !away && len(act.Join) == 0:
		d.does.Reprocess(m.name(d.part.Gain[0].SKU))
	case act.None() && len(d.part.Gain) > 0:
		d.does.Renew(m.name(d.part.Gain[0].SKU))
	default:
		d.does.Look("")
	}
	if !act.None() && slices.ContainsFunc(d.part.Gain, func(g plan.Gain) bool { return m.product(g.SKU).Buy > 0 }) {
		d.does.Buy()
	}
}

// actFor is what is done to a person for a part of a change.
func (m *Maker) actFor(ch, part *plan.Change) *plan.Action {
	act := *m.actions.Of(ch)
	if part == ch {
		return &act
	}
	about := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(part.Gain, func(g plan.Gain) bool { return g.SKU == sku }) ||
			slices.ContainsFunc(part.TurnOn, func(t plan.TurnOn) bool { return t.SKU == sku })
	}
	act.Add = slices.DeleteFunc(slices.Clone(act.Add), func(l tenant.License) bool { return !about(l.SKU) })
	act.Join = slices.DeleteFunc(slices.Clone(act.Join), func(id tenant.GUID) bool {
		return !slices.ContainsFunc(m.run.Groups, func(g record.Group) bool {
			return g.ID == id && slices.ContainsFunc(g.Licenses, func(l tenant.License) bool { return about(l.SKU) })
		})
	})
	act.Location = part.Location
	if len(part.Free) == 0 {
		act.Remove, act.Leave, act.LeaveFirst, act.Stays = nil, nil, false, nil
	}
	act.Reprocess = act.Reprocess && slices.ContainsFunc(part.Gain, func(g plan.Gain) bool { return !g.Group.IsZero() })
	return &act
}
