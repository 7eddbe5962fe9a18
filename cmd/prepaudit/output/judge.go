package output

import (
	"slices"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// judging has the last word on what a run comes to, and every report says it: what the rules need, what the requested
// files list, and what may be missing are known together here alone.
type judging struct {
	record.Handler
	out *Output
	run *record.Run
}

func (j *judging) Run(r *record.Run) error {
	j.run = r
	return j.Handler.Run(r)
}

func (j *judging) Summary(was *record.Summary) error {
	s := *was
	s.ExitStatus = process.ExitStatus(s.Judge(j.run, rules.Demands{
		Listed: j.out.lists(), Allowed: j.out.allowed, FailOn: rules.FailOn(j.out.options.FailOn),
	}))
	if j.out.interrupted {
		s.ExitStatus = process.StatusInterrupted
	}
	j.out.Status = s.ExitStatus
	return j.Handler.Summary(&s)
}

// lists are the datasets that requested files list.
func (o *Output) lists() []tenant.Dataset {
	var all []tenant.Dataset
	for _, t := range o.targets {
		if ds := reports.Lists(t.format); ds != "" && !slices.Contains(all, ds) {
			all = append(all, ds)
		}
	}
	return all
}
