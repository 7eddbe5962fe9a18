package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM08(t *testing.T) {
	try(t, personalDevices, examples{
		{Name: "personal devices may enrol",
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
				identifiers("manufacturerModelSerial", 12)), Want: ByHand, Detail: "12 corporate identifiers"},
		{Name: "blocked, with one identifier",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				identifiers("manufacturerModelSerial", 1)), Want: ByHand, Detail: "1 corporate identifier of"},
		{Name: "blocked, identifiers could not be read",
			Change: changes(restricted(tenant.Restriction{Default: true, PersonalBlocked: tenant.Yes}),
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.CorporateIDs} }), Want: NotEvaluated,
			Detail: "corporate identifiers were not read; every user"},
		{Name: "personal devices may enrol, identifiers could not be read",
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

func identifiers(kind string, n int) func(*Case) {
	return set(func(s *tenant.Settings) { s.CorporateIDs = map[string]int{kind: n} })
}
