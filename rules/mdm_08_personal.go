package rules

import (
	"prepaudit/rules/english"

	"prepaudit/rules/tenant"
)

var personalDevices = &Rule{
	ID:       "MDM-08",
	Title:    "Where personal devices may not enrol, devices are known to the tenant beforehand",
	Level:    Required,
	Citation: Citation{tutorial, "Add Windows corporate identifier for devices", identifierPage},
	Rationale: "A device that is being prepared counts as personal until the tenant knows it: by a corporate " +
		"identifier of manufacturer, model and serial number, or by device association. Where personal devices are " +
		"blocked, any other is refused at enrolment.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Corporate device identifiers: add " +
		"manufacturer, model and serial number of the devices, or associate them with the tenant. Or let personal " +
		"devices enrol: " + restrictionPath + ".",
	Needs: []tenant.Dataset{tenant.Restrictions, tenant.Users},
	Uses: []tenant.Dataset{tenant.CorporateIDs,
		tenant.RestrictionWho}, // neither is asked for where personal devices may enrol
	OneUser: true,
	Once:    overRestrictions(judgePersonal),
	Shown: []Shown{
		{Pass, "personal devices may enrol"},
		{Warn, "blocked, without identifiers"},
		{ByHand, "blocked, with identifiers"},
		{NotEvaluated, "blocked, identifiers could not be read"},
	},
}

func judgePersonal(env *Env, r tenant.Restriction) Verdict {
	switch r.PersonalBlocked {
	case tenant.No:
		return Passf("personal devices are allowed for %s", reachOf(r))
	case tenant.Unknown:
		return Unknown("Graph did not send personalDeviceEnrollmentBlocked")
	}
	if !env.Has(tenant.CorporateIDs) {
		return Unknown("personal devices are blocked for %s, and the corporate identifiers were not read", reachOf(r))
	}
	if n := env.CorporateIDs["manufacturerModelSerial"]; n > 0 {
		return ByHandf("personal devices are blocked for %s: hold the %s of manufacturer, model and serial number "+
			"against the devices that will be prepared", reachOf(r), english.Count(n, "corporate identifier"))
	}
	return Warnf("personal devices are blocked for %s, and no corporate identifier of manufacturer, model and serial "+
		"number is there: a device is refused unless it is associated with the tenant, which Graph does not tell",
		reachOf(r))
}
