package network

import (
	"slices"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// judged is what follows from a report.
type judged struct {
	rules    []*rules.Rule
	findings []rules.Finding
	sum      rules.Summary
}

// judge judges by the networking rules alone.
func judge(r *tenant.NetworkReport) judged {
	selected, err := rules.Select([]string{"NET"}, nil, nil)
	if err != nil {
		panic(err) // a mistake in this program
	}
	ev := rules.NewEvaluator(&rules.Facts{Network: r, Now: r.Started}, &rules.Scope{},
		selected)
	j := judged{rules: selected}
	j.findings, j.sum = ev.Finish()
	// Of the tenant nobody has asked.
	j.sum.Tallies = slices.DeleteFunc(j.sum.Tallies, func(t rules.Tally) bool { return t.Skipped })
	j.sum.Matrix = slices.DeleteFunc(j.sum.Matrix, func(row rules.MatrixRow) bool { return row.Part != "Networking" })
	return j
}
