package rules

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var noClassicDevices = &Rule{
	ID:       "DPP-10",
	Title:    "Devices that are to be prepared are not registered with classic Windows Autopilot",
	Level:    Recommended,
	Citation: Citation{tutorial, "Create a device preparation policy, Configuration settings", preparationPage},
	Rationale: "A device that is registered with classic Windows Autopilot takes that way, whatever device " +
		"preparation policy waits for its user; unless it is associated with the tenant, which is not read here.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Windows > Devices (Windows Autopilot): " +
		"delete the registration of devices that are to be prepared, or associate them with the tenant.",
	Needs: []tenant.Dataset{tenant.Autopilots},
	Uses:  []tenant.Dataset{tenant.Preparation},
	Once: overTenant(func(env *Env) Verdict {
		n := env.Autopilots.Total
		switch {
		case n == 0:
			return Passf("no device is registered with classic Windows Autopilot")
		case env.Has(tenant.Preparation) && len(env.UserDriven()) == 0 && !env.otherMode():
			return NA(english.CountVerb(n, "device", "is", "are") +
				" registered with classic Windows Autopilot, and there is no policy that they would ignore")
		}
		var some []string
		for _, d := range env.Autopilots.Sample {
			if model := cmp.Or(d.Model, "one without a model"); len(some) < 3 && !slices.Contains(some, model) {
				some = append(some, model)
			}
		}
		return Warnf("%s registered with classic Windows Autopilot and ignore device preparation unless "+
			"they are associated with the tenant, such as %s", english.CountVerb(n, "device", "is", "are"),
			strings.Join(some, ", "))
	}),
	Shown: []Shown{
		{Pass, "none"},
		{Warn, "many"},
		{NotApplicable, "no policy that they would ignore"},
	},
}
