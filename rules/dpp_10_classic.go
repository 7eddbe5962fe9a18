package rules

import (
	"cmp"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var noClassicDevices = &Rule{
	ID:       "DPP-10",
	Title:    "Devices to prepare aren't registered with classic Windows Autopilot",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Citation: Citation{tutorial, "Create a device preparation policy, Configuration settings", preparationPage},
	Rationale: "A device that is registered with classic Windows Autopilot goes through classic Autopilot, " +
		"whatever device preparation policy applies to its user. Only device association comes before that.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Windows > Windows Autopilot > Devices: " +
		"delete the registration of the devices, or associate them with the tenant.",
	Needs: []tenant.Dataset{tenant.Autopilots},
	Uses:  []tenant.Dataset{tenant.Preparation, tenant.Associations},
	Once: overTenant(func(env *Env) Verdict {
		all := len(env.Autopilots)
		switch {
		case all == 0:
			return Passf("no device is registered with classic Windows Autopilot")
		case env.Has(tenant.Preparation) && len(env.UserDriven()) == 0 && !env.otherMode():
			return NA(english.CountVerb(all, "device", "is", "are") +
				" registered with classic Windows Autopilot, and there is no policy that they would ignore")
		}
		return judgeRegistered(env)
	}),
	Shown: []Shown{
		{Pass, "none"},
		{Pass, "all of them associated"},
		{Warn, "many"},
		{NotApplicable, "no policy that they would ignore"},
	},
}

// judgeRegistered holds the registrations against the associated devices, by serial number.
func judgeRegistered(env *Env) Verdict {
	devices, known := env.associations()
	serials := boundSerials(devices)
	all, n := len(env.Autopilots), 0
	unsure := false
	var models sample
	for _, d := range env.Autopilots {
		switch is, found := serials[serialKey(d.Serial)]; {
		case found && is == tenant.Unknown:
			unsure = true
			continue
		case found && is == tenant.Yes:
			continue
		}
		n++
		models.add(cmp.Or(d.Model, noModel))
	}
	switch {
	case !known:
		return Warnf("%s registered with classic Windows Autopilot and ignore device preparation unless they are "+
			"associated with the tenant, such as %s", english.CountVerb(n, "device", "is", "are"), models)
	case n == all:
		return Warnf("%s registered with classic Windows Autopilot and not associated with the tenant, so that device "+
			"preparation passes them by, such as %s", english.CountVerb(n, "device", "is", "are"), models)
	case n > 0:
		return Warnf("%s of %s that are registered with classic Windows Autopilot are not associated with the tenant, "+
			"so that device preparation passes them by, such as %s", english.Number(n), english.Count(all, "device"), models)
	case unsure:
		return Unknown("an associated device that is registered with classic Windows Autopilot has an unrecognized state")
	}
	return Passf("%s registered with classic Windows Autopilot, all of them associated with the tenant, which comes first",
		english.CountVerb(all, "device", "is", "are"))
}
