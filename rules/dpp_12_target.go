package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var targetExists = &Rule{
	ID:       "DPP-12",
	Title:    "Policies assigned to associated devices exist and are user-driven",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Citation: Citation{tutorial, "Pre-associate the device in Intune", associatePage},
	Rationale: "A policy that is assigned to a device comes before the policies of its user. If it was deleted " +
		"since, the device waits for apps and settings that never arrive. A policy in automatic mode is for Cloud " +
		"PCs only.",
	Remediation: associationPath + ": filter by policy, and add the device again with a policy that exists, or without " +
		"one, so that the policy of its user applies. The table Associations of the report lists the devices.",
	Needs: []tenant.Dataset{tenant.Associations, tenant.Preparation},
	Once:  overAssociated(judgeTargets),
	Shown: []Shown{
		{Pass, "a policy that exists"},
		{Warn, "a policy that is gone"},
		{NotApplicable, "no device"},
	},
}

func judgeTargets(env *Env, all []tenant.Association) Verdict {
	modes := map[tenant.GUID]tenant.PreparationMode{}
	for _, p := range env.Preparation {
		if id, err := tenant.ParseGUID(p.ID); err == nil {
			modes[id] = p.Mode
		}
	}
	targeted, gone, automatic := 0, 0, 0
	var ids sample
	for _, a := range all {
		if a.Policy.IsZero() {
			continue
		}
		targeted++
		switch mode, found := modes[a.Policy]; {
		case !found:
			gone++
			ids.add("policy " + a.Policy.String())
		case mode == tenant.Automatic:
			automatic++
		}
	}
	switch {
	case gone > 0:
		return Warnf("%s assigned a policy that is gone: %s",
			english.CountVerb(gone, "associated device", "is", "are"), ids)
	case automatic > 0:
		return Warnf("%s assigned a policy in automatic mode, which is for Cloud PCs alone",
			english.CountVerb(automatic, "associated device", "is", "are"))
	case targeted > 0:
		return Passf("%s assigned a policy, and it exists", english.CountVerb(targeted, "associated device", "is", "are"))
	}
	return Passf("no policy is assigned to an associated device: those of their users apply")
}
