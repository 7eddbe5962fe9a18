package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM03(t *testing.T) {
	try(t, usersInMDMScope, examples{
		{Name: "licensed, scope all", Holds: "SPE_E3", Change: mdm("all"), Want: Pass},
		{Name: "licensed, scope none", Holds: "SPE_E3", Change: mdm("none"), Want: Fail, Detail: "unmanaged"},
		{Name: "licensed, no entry for Intune", Holds: "SPE_E3", Change: func(x *Case) { x.MDMPolicies = nil },
			Want: Fail},
		{Name: "unlicensed, scope all", Change: mdm("all"), Want: Warn, Detail: "rolled back"},
		{Name: "unlicensed, scope none", Change: mdm("none"), Want: NotApplicable},
		{Name: "licensed, direct member", Holds: "SPE_E3",
			Change: mdm("selected", tenant.Members{exampleUser: tenant.Direct}), Want: Pass},
		{Name: "licensed, not a member", Holds: "SPE_E3", Change: mdm("selected", tenant.Members{}), Want: Fail},
		{Name: "licensed, through a nested group only", Holds: "SPE_E3",
			Change: mdm("selected", tenant.Members{exampleUser: tenant.Nested}), Want: Warn, Detail: "nested"},
		{Name: "licensed, direct members unread", Holds: "SPE_E3",
			Change: mdm("selected", tenant.Members{exampleUser: tenant.DirectOrNested}), Want: Warn},
		{Name: "licensed, nested here and direct there", Holds: "SPE_E3",
			Change: mdm("selected", tenant.Members{exampleUser: tenant.Nested},
				tenant.Members{exampleUser: tenant.Direct}), Want: Pass},
		{Name: "unlicensed, through a nested group",
			Change: mdm("selected", tenant.Members{exampleUser: tenant.Nested}), Want: Warn, Detail: "rolled back"},
		{Name: "licensed, members unread", Holds: "SPE_E3", Change: mdm("selected", nil), Want: NotEvaluated},
		{Name: "licensed, inside one group, another unread", Holds: "SPE_E3",
			Change: mdm("selected", nil, tenant.Members{exampleUser: tenant.Direct}), Want: Pass},
		{Name: "a word that this program does not know", Holds: "SPE_E3", Change: mdm("some"), Want: NotEvaluated},
		{Name: "device license inside the scope", Holds: "INTUNE_A_D", Change: mdm("all"), Want: Warn},
		{Name: "licensed, scope none, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Change: mdm("none"),
			Want: NotApplicable},
		{Name: "licensed, members unread, another MDM stated", Holds: "SPE_E3", OtherMDM: true,
			Change: mdm("selected", nil), Want: NotEvaluated},
		{Name: "unlicensed, scope all, another MDM stated", OtherMDM: true, Change: mdm("all"), Want: NotApplicable},
		{Name: "licensed, scope all, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Change: mdm("all"),
			Want: Pass},
		{Name: "the product's status is a word that this program does not know", Holds: "SPE_E3",
			Change: capability("Paused"), Want: NotEvaluated},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
