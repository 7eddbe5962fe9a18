package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP01(t *testing.T) {
	try(t, policyExists, examples{
		{Name: "assigned to a group", Change: preparing(to("group", tenant.Members{exampleUser: tenant.Direct})),
			Want: Pass},
		{Name: "assigned to all users", Change: preparing(to("allUsers", nil)), Want: Pass},
		{Name: "assigned to nobody", Change: preparing(), Want: Warn, Detail: "assigned to nobody"},
		{Name: "assigned to devices, which it does not reach", Change: preparing(to("allDevices", nil)), Want: Warn},
		{Name: "assigned to an associated device",
			Change: changes(preparing(), associating("associated"), targeted(examplePolicy)), Want: Pass,
			Detail: "assigned to 1 associated device"},
		{Name: "assigned to pre-associated devices",
			Change: changes(preparing(), associating("preassociated", "preassociated"), targeted(examplePolicy)),
			Want:   Pass, Detail: "2 associated devices"},
		{Name: "assigned to a device that is to be removed",
			Change: changes(preparing(), associating("pendingRemoval"), targeted(examplePolicy)), Want: Warn,
			Detail: "and no associated device"},
		{Name: "assigned to a device of an unrecognized state",
			Change: changes(preparing(), associating("enrolling"), targeted(examplePolicy)), Want: NotEvaluated,
			Detail: `"enrolling"`},
		{Name: "associated devices have another policy, or none",
			Change: changes(preparing(), associating("associated"), targeted(tenant.GUID{9}),
				set(func(s *tenant.Settings) {
					s.Associations = append(s.Associations, tenant.Association{State: "associated"})
				})), Want: Warn},
		{Name: "assigned to nobody, and associated devices could not be read",
			Change: changes(preparing(), associating("associated"), targeted(examplePolicy),
				missing(tenant.Associations)), Want: Warn, Detail: "is prepared by itPilot"},
		{Name: "assigned to a group, and to an associated device",
			Change: changes(preparing(to("group", tenant.Members{})), associating("associated"),
				targeted(examplePolicy)), Want: Pass},
		{Name: "an exclusion alone", Change: preparing(to("exclusion", tenant.Members{})), Want: Warn},
		{Name: "assigned in a way that this program does not know", Change: preparing(to("cloudPCs", nil)),
			Want: NotEvaluated, Detail: "cloudPCs"},
		{Name: "assigned, and Graph didn't send the group", Change: preparing(to("", nil)), Want: NotEvaluated,
			Detail: "didn't send the group"},
		{Name: "assigned in a way that this program does not know, and to a group",
			Change: preparing(to("cloudPCs", nil), to("group", tenant.Members{})), Want: Pass},
		{Name: "an automatic policy alone", Change: set(func(s *tenant.Settings) {
			s.Preparation = []tenant.PreparationPolicy{{Name: "Cloud PCs", Mode: tenant.Automatic}}
		}), Want: Warn, Detail: "no user-driven"},
		{Name: "an automatic policy beside one for a group",
			Change: changes(preparing(), automatically, preparing(to("group", tenant.Members{}))), Want: NotApplicable,
			Detail: "a Cloud PC provisioning policy assigns it"},
		{Name: "a policy of a deployment type that this program does not know", Change: set(func(s *tenant.Settings) {
			s.Preparation = []tenant.PreparationPolicy{{Name: "New", Mode: tenant.OtherMode, TemplateID: "c0ffee_1"}}
		}), Want: NotEvaluated, Detail: "c0ffee_1"},
		{Name: "no policy", Want: Warn},
	})
}

// Whether a policy of a deployment type that nobody knows is driven by users is not known, so that none is missing.
func TestPolicyOfUnknownType(t *testing.T) {
	env := &Env{Facts: &Facts{}}
	env.Preparation = []tenant.PreparationPolicy{{Mode: tenant.OtherMode}}
	if vs := policyExists.Once(env); len(vs) != 1 || vs[0].Outcome != NotEvaluated {
		t.Errorf("%+v", vs)
	}
}
