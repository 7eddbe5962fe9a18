package rules

import (
	"cmp"
	"time"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var associatedInTime = &Rule{
	ID:     "DPP-11",
	Title:  "Pre-associated devices are associated within 30 days",
	Level:  Advisory,
	Effect: Effect{Target, Information, Information},
	Citation: Citation{"Device association lifecycle management", "Managing stale records",
		associationFolder + "lifecycle-management"},
	Rationale: "A pre-associated device is associated as soon as it reaches a network during setup. One that waits " +
		"for long is still in its box, was associated with another tenant, or got another identity when its " +
		"firmware was reset: then its user sees normal setup. Intune deletes such entries after 360 days.",
	Remediation: associationPath + ": filter by the state Pre-associated. If the firmware was reset, export the " +
		"device information again and add it. The table Associations of the report lists the devices.",
	Needs: []tenant.Dataset{tenant.Associations},
	Once:  overAssociated(judgeWaiting),
	Shown: []Shown{
		{Pass, "pre-associated lately"},
		{Warn, "pre-associated two months ago"},
		{NotApplicable, "no device"},
	},
}

// longestWait is a month: what is bought is set up by then, or somebody should know why not.
const longestWait = 30 * 24 * time.Hour

func judgeWaiting(env *Env, all []tenant.Association) Verdict {
	done := map[string]bool{} // serial numbers; a device that was pre-associated anew keeps its old entry
	for i := range all {
		if all[i].State == "associated" {
			done[serialKey(all[i].Serial)] = true
		}
	}
	late, undated, waiting := 0, 0, 0
	var models sample
	for i := range all {
		a := &all[i]
		switch {
		case a.State != "preassociated", a.Serial != "" && done[serialKey(a.Serial)]:
			continue
		case a.Preassociated.IsZero():
			undated++
		case env.Now.Sub(a.Preassociated) > longestWait:
			late++
			models.add(cmp.Or(a.Model, noModel))
		}
		waiting++
	}
	switch {
	case late > 0:
		return Warnf("%s for over 30 days and not associated yet, such as %s",
			english.CountVerb(late, "device", "has been pre-associated", "have been pre-associated"), models)
	case undated > 0:
		return Unknown("Graph did not send since when %s pre-associated",
			english.CountVerb(undated, "device", "has been", "have been"))
	case waiting > 0:
		return Passf("%s pre-associated, none for over 30 days", english.CountVerb(waiting, "device", "is", "are"))
	}
	return Passf("no device waits to be associated")
}
