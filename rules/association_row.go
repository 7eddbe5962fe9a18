package rules

import "prepaudit/rules/tenant"

// AssociationRow is an associated device beside what else is known of it.
type AssociationRow struct {
	tenant.Association
	PolicyName string // of the policy that is assigned to it; "" for none, and for one that is gone
	// What Intune has of it; "" until it is enrolled, and where devices were not read.
	DeviceName, OSVersion, Release string
}

// associationRows are the associated devices; nil where they are not known. A tenant without Intune has none.
func (ev *Evaluator) associationRows() []AssociationRow {
	if ev.env.without[tenant.Associations] {
		return []AssociationRow{}
	}
	all, known := ev.env.associations()
	if !known {
		return nil
	}
	names := map[tenant.GUID]string{}
	for _, p := range ev.env.Preparation {
		if id, err := tenant.ParseGUID(p.ID); err == nil {
			names[id] = p.Name
		}
	}
	rows := make([]AssociationRow, 0, len(all))
	for _, a := range all {
		seen := ev.env.count.Associated[a.Device]
		rows = append(rows, AssociationRow{a, names[a.Policy], seen.name, seen.osVersion, seen.release})
	}
	return rows
}
