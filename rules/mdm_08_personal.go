package rules

import (
	"prepaudit/rules/english"

	"prepaudit/rules/tenant"
)

var personalDevices = &Rule{
	ID:       "MDM-08",
	Title:    "If personal devices can't enroll, devices are known to the tenant beforehand",
	Level:    Required,
	Do:       "Let personal devices enroll in %s, or add corporate device identifiers",
	Where:    platformPath,
	Effect:   Effect{Enroll, Stops, Information},
	done:     allowed,
	Citation: Citation{tutorial, "Add Windows corporate identifier for devices", identifierPage},
	Rationale: "A device counts as personal until the tenant knows it, by a corporate identifier (manufacturer, " +
		"model and serial number) or by device association. If personal devices are blocked, any other device is " +
		"refused at enrollment (0x80180014).",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Corporate device identifiers > Add > Upload " +
		"CSV file: manufacturer, model and serial number of the devices, or associate them with the tenant: " + associationPath +
		" > Add. Or let personal devices enroll: " + restrictionPath + ".",
	Needs: []tenant.Dataset{tenant.Restrictions, tenant.Users},
	Uses: []tenant.Dataset{tenant.CorporateIDs, tenant.RestrictionWho, // not asked for where personal devices may enroll
		tenant.Associations, tenant.Autopilots},
	OneUser: true,
	Counted: "restrictions",
	Once:    overRestrictions(judgePersonal),
	Shown: []Shown{
		{Pass, "blocked, and a device is associated"},
		{Fail, "blocked, and nothing is known"},
		{Warn, "blocked, and devices are registered with classic Autopilot alone"},
		{Manual, "blocked, with identifiers"},
	},
}

func judgePersonal(env *Env, r tenant.Restriction) Verdict {
	switch r.PersonalBlocked {
	case tenant.No:
		return Passf("personal devices are allowed for %s", reachOf(r))
	case tenant.Unknown:
		return Unknown("Graph did not send personalDeviceEnrollmentBlocked")
	}
	devices, known := env.associations()
	associated, unsure := bound(devices, func(*tenant.Association) bool { return true })
	switch n := env.CorporateIDs["manufacturerModelSerial"]; {
	case associated > 0:
		return Passf("personal devices are blocked for %s; %s associated with the tenant, and so corporate",
			reachOf(r), english.CountVerb(associated, "device", "is", "are"))
	case !env.Has(tenant.CorporateIDs):
		return Unknown("personal devices are blocked for %s, and the corporate identifiers were not read", reachOf(r))
	case n > 0:
		return Manualf("personal devices are blocked for %s: compare the %s of manufacturer, model and serial number "+
			"against the devices that will be prepared", reachOf(r), english.Count(n, "corporate identifier"))
	case unsure != "":
		return Unknown("personal devices are blocked for %s, and %s", reachOf(r), unsure)
	case !known:
		return Warnf("personal devices are blocked for %s, and no corporate identifier of manufacturer, model and "+
			"serial number is there: a device is refused unless it is associated with the tenant, and %s", reachOf(r),
			env.whyUnknown())
	}
	return judgeUnknownDevices(env, r)
}

// judgeUnknownDevices is the verdict where no device that will be prepared is known to the tenant.
func judgeUnknownDevices(env *Env, r tenant.Restriction) Verdict {
	const none = "there is no corporate identifier of manufacturer, model and serial number and no associated device"
	switch n := len(env.Autopilots); {
	case !env.Has(tenant.Autopilots):
		return Warnf("personal devices are blocked for %s, and "+none+"; whether devices are registered with classic "+
			"Windows Autopilot was not read", reachOf(r))
	case n > 0:
		return Warnf("personal devices are blocked for %s, and "+none+": only what is registered with classic Windows "+
			"Autopilot may enroll (%s), and that ignores device preparation", reachOf(r), english.Count(n, "device"))
	}
	return Failf("personal devices are blocked for %s, and "+none+", nor is a device registered with classic Windows "+
		"Autopilot: every device is refused (0x80180014)", reachOf(r))
}

// allowed lets Windows devices enroll, personal ones too.
func allowed(f *Facts, restriction string) {
	for i := range f.Restrictions {
		if r := &f.Restrictions[i]; r.ID == restriction {
			r.Blocked, r.PersonalBlocked = tenant.No, tenant.No
		}
	}
}
