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
	Rationale: "A device that is being prepared counts as personal until the tenant knows it: by a corporate identifier of manufacturer, model and serial number, " +
		"or by device association. Where personal devices are blocked, any other is refused at enrolment.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Corporate device identifiers: add manufacturer, model and serial number of the devices, or associate them with the tenant. " +
		"Or let personal devices enrol: " + restrictionPath + ".",
	Needs: []tenant.Dataset{tenant.Restrictions, tenant.Users},
	Uses:  []tenant.Dataset{tenant.CorporateIDs, tenant.RestrictionWho}, // neither is asked for where personal devices may enrol
	Once:  overRestrictions(judgePersonal),
	Examples: []Example{
		{Name: "personal devices may enrol", Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), Want: Pass},
		{Name: "blocked, without identifiers", Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), Want: Warn, Detail: "no corporate identifier"},
		{Name: "blocked, another MDM stated", Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), OtherMDM: true, Want: NotApplicable},
		{Name: "blocked, identifiers of another type", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), identifiers("serialNumber", 9)), Want: Warn},
		{Name: "blocked, with identifiers", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), identifiers("manufacturerModelSerial", 12)), Want: ByHand, Detail: "12 corporate identifiers"},
		{Name: "blocked, with one identifier", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), identifiers("manufacturerModelSerial", 1)), Want: ByHand, Detail: "1 corporate identifier of"},
		{Name: "blocked, identifiers could not be read", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), func(x *Case) { x.Missing = []tenant.Dataset{tenant.CorporateIDs} }), Want: NotEvaluated, Detail: "corporate identifiers were not read; every user"},
		{Name: "personal devices may enrol, identifiers could not be read", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), func(x *Case) { x.Missing = []tenant.Dataset{tenant.CorporateIDs} }), Want: Pass},
		{Name: "blocked for a group only", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), restricted(tenant.Restriction{PersonalBlocked: tenant.Yes, Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct})})), Want: Warn, Detail: "group Pilot users"},
		{Name: "blocked by a restriction that nobody is assigned to", Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), restricted(tenant.Restriction{PersonalBlocked: tenant.Yes})), Want: Pass},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	},
}

func identifiers(kind string, n int) func(*Case) {
	return set(func(s *tenant.Settings) { s.CorporateIDs = map[string]int{kind: n} })
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
		return ByHandf("personal devices are blocked for %s: hold the %s of manufacturer, model and serial number against the devices that will be prepared", reachOf(r), english.Count(n, "corporate identifier"))
	}
	return Warnf("personal devices are blocked for %s, and no corporate identifier of manufacturer, model and serial number is there: a device is refused unless it is associated with the tenant, which Graph does not tell", reachOf(r))
}
