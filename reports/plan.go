package reports

import (
	"cmp"
	"encoding/csv"
	"io"

	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
)

// PlanFormats are those of a license plan.
var PlanFormats = []string{"table", "json", "csv", "ps1", "members"}

// WritePlan writes a license plan in one of PlanFormats: JSON has all of it, CSV the people, ps1 is a script that
// carries it out, and members has files for the admin center.
func WritePlan(w io.Writer, format string, m *planning.Maker, o Options) error {
	switch format {
	case "json":
		p := m.Plan()
		err := m.Each(func(u *record.PlanUser) bool {
			p.Users = append(p.Users, *u)
			return true
		})
		if err != nil {
			return err
		}
		b, err := record.Append(nil, p, true)
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	case "csv":
		return planCSV(w, m)
	case "ps1":
		return writeScript(w, m)
	case "members":
		return writeMembers(w, m)
	}
	return terminal.WritePlan(w, m.Plan(), o)
}

// planCSV writes a line for each person who needs a change.
func planCSV(w io.Writer, m *planning.Maker) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	err := c.Write([]string{"userPrincipalName", "displayName", "department", "costCenter", "has", "proposed", "frees",
		"assignment", "why"})
	each := m.Each(func(u *record.PlanUser) bool {
		cells := []string{u.UPN, u.DisplayName, u.Department, u.CostCenter, u.Has, u.Proposed, u.Frees,
			u.Assignment, u.Why}
		for i := range cells {
			cells[i] = guarded(cells[i])
		}
		err = c.Write(cells)
		return err == nil
	})
	c.Flush()
	return cmp.Or(err, each, c.Error())
}
