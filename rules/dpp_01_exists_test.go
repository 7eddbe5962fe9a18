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
		{Name: "an exclusion alone", Change: preparing(to("exclusion", tenant.Members{})), Want: Warn},
		{Name: "assigned in a way that this program does not know", Change: preparing(to("cloudPCs", nil)),
			Want: NotEvaluated, Detail: "cloudPCs"},
		{Name: "assigned, and Graph did not send to whom", Change: preparing(to("", nil)), Want: NotEvaluated,
			Detail: "to whom"},
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
