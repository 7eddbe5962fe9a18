package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM08(t *testing.T) {
	try(t, personalDevices, examples{
		{Name: "blocked, and nothing is known", Change: changes(blockedPersonal, associating()), Want: Fail,
			Detail: "every device is refused (0x80180014)"},
		{Name: "blocked, and a device is associated", Change: changes(blockedPersonal, associating("associated")),
			Want: Pass, Detail: "1 device is associated with the tenant"},
		{Name: "blocked, and a device is pre-associated",
			Change: changes(blockedPersonal, associating("preassociated", "pendingRemoval")), Want: Pass},
		{Name: "blocked, and the only device is to be removed",
			Change: changes(blockedPersonal, associating("pendingRemoval")), Want: Fail},
		{Name: "blocked, and a state is unrecognized", Change: changes(blockedPersonal, associating("enrolling")),
			Want: NotEvaluated, Detail: `"enrolling"`},
		{Name: "blocked, a device is associated, and identifiers could not be read",
			Change: changes(blockedPersonal, associating("associated"), missing(tenant.CorporateIDs)), Want: Pass},
		{Name: "blocked, and devices are registered with classic Autopilot alone",
			Change: changes(blockedPersonal, associating(), classic(3)), Want: Warn, Detail: "(3 devices)"},
		{Name: "blocked, and registrations could not be read",
			Change: changes(blockedPersonal, associating(), missing(tenant.Autopilots)), Want: Warn,
			Detail: "registered with classic Windows Autopilot was not read"},
		{Name: "blocked, with identifiers, and no device is associated",
			Change: changes(blockedPersonal, associating(), identifiers("manufacturerModelSerial", 2)), Want: Manual},
		{Name: "blocked, with identifiers for phones alone",
			Change: changes(blockedPersonal, associating(), identifiers("imei", 2)), Want: Fail},
		{Name: "blocked, without identifiers, and associated devices could not be read",
			Change: changes(blockedPersonal, associating("associated"), missing(tenant.Associations)), Want: Warn,
			Detail: "the associated devices were not read"},
		{Name: "blocked for nobody in scope, and nothing is known",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}),
				restricted(tenant.Restriction{PersonalBlocked: tenant.Yes, Assignments: forGroup(tenant.Members{})}),
				associating()), Want: Pass, Detail: "no user in scope is affected"},
		{Name: "personal devices may enroll",
			Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}), Want: Pass},
		{Name: "blocked, without identifiers",
			Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), Want: Warn,
			Detail: "no corporate identifier"},
		{Name: "blocked, another MDM stated",
			Change: restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}), OtherMDM: true,
			Want: NotApplicable},
		{Name: "blocked, identifiers of another type",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				identifiers("serialNumber", 9)), Want: Warn},
		{Name: "blocked, with identifiers",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				identifiers("manufacturerModelSerial", 12)), Want: Manual, Detail: "12 corporate identifiers"},
		{Name: "blocked, with one identifier",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				identifiers("manufacturerModelSerial", 1)), Want: Manual, Detail: "1 corporate identifier of"},
		{Name: "blocked, identifiers could not be read",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.CorporateIDs} }), Want: NotEvaluated,
			Detail: "corporate identifiers were not read; every user"},
		{Name: "personal devices may enroll, identifiers could not be read",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}),
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.CorporateIDs} }), Want: Pass},
		{Name: "blocked for a group only",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}),
				restricted(tenant.Restriction{PersonalBlocked: tenant.Yes,
					Assignments: forGroup(tenant.Members{exampleUser: tenant.Direct})})), Want: Warn,
			Detail: "group Pilot users"},
		{Name: "blocked by a restriction that nobody is assigned to",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.No}),
				restricted(tenant.Restriction{PersonalBlocked: tenant.Yes})), Want: Pass},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	})
}

// blockedPersonal is a change: personal Windows devices may not enroll.
var blockedPersonal = restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes})

func identifiers(kind string, n int) func(*Case) {
	return set(func(s *tenant.Settings) { s.CorporateIDs = map[string]int{kind: n} })
}
