package reports

import (
	"bufio"
	"bytes"
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
		return planJSON(w, m)
	case "csv":
		return planCSV(w, m)
	case "ps1":
		return writeScript(w, m)
	case "members":
		return writeMembers(w, m)
	}
	return terminal.WritePlan(w, m.Plan(), o)
}

// planJSON writes the plan, and the people behind it as they come: there can be hundreds of thousands.
func planJSON(w io.Writer, m *planning.Maker) error {
	b, err := record.Append(nil, m.Plan(), true)
	if err != nil {
		return err
	}
	const none = "[]\n}" // users are the last key
	out := bufio.NewWriterSize(w, 64<<10)
	out.Write(bytes.TrimSuffix(b, []byte(none))) // an error comes again when it is flushed
	some := false
	each := m.Each(func(u *record.PlanUser) bool {
		if b, err = record.Append(b[:0], u, true); err != nil {
			return false
		}
		out.WriteString(map[bool]string{false: "[\n    ", true: ",\n    "}[some])
		_, err = out.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\n    ")))
		some = true
		return err == nil
	})
	out.WriteString(map[bool]string{false: none, true: "\n  ]\n}"}[some] + "\n")
	return cmp.Or(err, each, out.Flush())
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
