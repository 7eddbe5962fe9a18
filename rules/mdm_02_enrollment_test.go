package rules

import (
	"cmp"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM02(t *testing.T) {
	try(t, automaticEnrollment, withPremium(examples{
		{Name: "all", Change: mdm("all"), Want: Pass},
		{Name: "none", Change: mdm("none"), Want: Fail},
		{Name: "none, another MDM stated", Change: changes(mdm("none"), other("all")), OtherMDM: true,
			Want: NotApplicable},
		{Name: "selected, a group with a member", Change: mdm("selected", tenant.Members{{1}: tenant.Direct}),
			Want: Pass, Detail: `"Rollout 1": 1 user`},
		{Name: "selected, two groups with the same member",
			Change: mdm("selected", tenant.Members{{1}: tenant.Direct}, tenant.Members{{1}: tenant.Nested}), Want: Pass,
			Detail: ": 1 user"},
		{Name: "selected, no group", Change: mdm("selected"), Want: Fail, Detail: "no group"},
		{Name: "selected, an empty group", Change: mdm("selected", tenant.Members{}), Want: Fail, Detail: "no members"},
		{Name: "selected, one group with a member, another unread",
			Change: mdm("selected", tenant.Members{{1}: tenant.Direct}, nil), Want: Pass, Detail: "at least 1 user"},
		{Name: "selected, members unread", Change: mdm("selected", nil), Want: NotEvaluated},
		{Name: "selected, members unread, and an empty group", Change: mdm("selected", nil, tenant.Members{}),
			Want: NotEvaluated},
		{Name: "no entry for Intune", Change: func(x *Case) { x.MDMPolicies = nil }, Want: Fail, Detail: "don't list"},
		{Name: "a word that this program does not know", Change: mdm("some"), Want: NotEvaluated, Detail: "some"},
		{Name: "marked valid", Change: func(x *Case) { mdm("all")(x); x.MDMPolicies[0].IsValid = new(true) },
			Want: Pass},
		{Name: "marked invalid", Change: func(x *Case) { mdm("all")(x); x.MDMPolicies[0].IsValid = new(bool) },
			Want: Warn, Detail: "isValid"},
		{Name: "marked invalid, and no group",
			Change: func(x *Case) { mdm("selected")(x); x.MDMPolicies[0].IsValid = new(bool) }, Want: Fail},
		{Name: "marked invalid, applied to an unknown word",
			Change: func(x *Case) { mdm("some")(x); x.MDMPolicies[0].IsValid = new(bool) }, Want: NotEvaluated},
		{Name: "the id in upper case",
			Change: func(x *Case) { mdm("all")(x); x.MDMPolicies[0].ID = strings.ToUpper(tenant.IntuneApp) },
			Want:   Pass},
		{Name: "another MDM service with an unknown word", Change: func(x *Case) { mdm("all")(x); other("future")(x) },
			Want: Warn, Detail: "future"},
		{Name: "default URLs, which Graph sends as null",
			Change: func(x *Case) { mdm("all")(x); x.MDMPolicies[0].DiscoveryURL = "" }, Want: Pass},
		{Name: "a user inside two MDM services",
			Change: func(x *Case) { mdm("all")(x); other("selected", tenant.Members{{1}: tenant.Direct})(x) },
			Want:   Warn, Detail: "1 user"},
		{Name: "everybody inside two MDM services", Change: func(x *Case) { mdm("all")(x); other("all")(x) },
			Want: Warn, Detail: "everybody"},
		{Name: "another MDM service for other users", Change: func(x *Case) {
			mdm("selected", tenant.Members{{1}: tenant.Direct})(x)
			other("selected", tenant.Members{{2}: tenant.Direct})(x)
		}, Want: Pass, Detail: "Other MDM"},
		{Name: "Intune off, groups left in its list", Change: func(x *Case) {
			mdm("none", tenant.Members{{1}: tenant.Direct})(x)
			other("all")(x)
		}, Want: Fail, Detail: "no user is inside both"},
		{Name: "a user inside two MDM services by two groups counts once", Change: func(x *Case) {
			mdm("all")(x)
			other("selected", tenant.Members{{1}: tenant.Direct}, tenant.Members{{1}: tenant.Nested})(x)
		}, Want: Warn, Detail: "1 user"},
		{Name: "everybody in another MDM service, some in Intune", Change: func(x *Case) {
			mdm("selected", tenant.Members{{1}: tenant.Direct, {2}: tenant.Direct})(x)
			other("all")(x)
		}, Want: Warn, Detail: "2 users inside both"},
		{Name: "a user inside two MDM services, each for some", Change: func(x *Case) {
			mdm("selected", tenant.Members{{1}: tenant.Direct, {2}: tenant.Direct})(x)
			other("selected", tenant.Members{{2}: tenant.Direct, {3}: tenant.Direct})(x)
		}, Want: Warn, Detail: "1 user inside both"},
		{Name: "members of another MDM service unread", Change: func(x *Case) {
			mdm("all")(x)
			other("selected", nil)(x)
		}, Want: Warn, Detail: "whether a user is inside both Microsoft Intune and Other MDM is not known"},
		{Name: "members of another MDM service unread, and an empty group", Change: func(x *Case) {
			mdm("all")(x)
			other("selected", nil, tenant.Members{})(x)
		}, Want: Warn, Detail: "the members of a group could not be read"},
		{Name: "another MDM service for an empty group, a group that could not be read left in the list of Intune",
			Change: func(x *Case) {
				mdm("all", nil)(x)
				other("selected", tenant.Members{})(x)
			}, Want: Pass, Detail: "no user is inside both"},
		{Name: "members of another MDM service unread, Intune off", Change: func(x *Case) {
			mdm("none")(x)
			other("selected", nil)(x)
		}, Want: Fail, Detail: "no user is inside both"},
		{Name: "members of both unread", Change: func(x *Case) {
			mdm("selected", nil)(x)
			other("selected", nil)(x)
		}, Want: NotEvaluated},
		{Name: "no word for Intune, beside another MDM service", Change: func(x *Case) {
			mdm("")(x)
			other("all")(x)
		}, Want: NotEvaluated, Detail: "is not known"},
		{Name: "no entry for Intune, beside another MDM service", Change: func(x *Case) {
			other("all")(x)
			x.MDMPolicies = x.MDMPolicies[1:]
		}, Want: Fail, Detail: "no user is inside both"},
		{Name: "a word for Intune that this program does not know, beside another MDM service", Change: func(x *Case) {
			mdm("some")(x)
			other("all")(x)
		}, Want: NotEvaluated, Detail: "is not known"},
		{Name: "another MDM service without a name", Change: func(x *Case) {
			mdm("all")(x)
			other("all")(x)
			x.MDMPolicies[1].DisplayName, x.MDMPolicies[1].ID = "", "c0ffee"
		}, Want: Warn, Detail: "both Microsoft Intune and c0ffee;"},
		{Name: "the second entry that Intune brings along", Change: func(x *Case) {
			mdm("all")(x)
			other("all")(x)
			x.MDMPolicies[1].ID = strings.ToUpper(tenant.IntuneEnrollmentApp)
		}, Want: Pass},
		{Name: "another MDM service switched off", Change: func(x *Case) { mdm("all")(x); other("none")(x) },
			Want: Pass},
		{Name: "none, and no Entra ID P1", Holds: "INTUNE_A", Change: mdm("none"), Want: Fail,
			Detail: "applies to nobody (none); first get Microsoft Entra ID P1, which automatic enrollment needs: the " +
				"tenant has none that can be used"},
		{Name: "no entry for Intune, and no product", Holds: " ", Change: func(x *Case) { x.MDMPolicies = nil },
			Want: Fail, Detail: "first get Microsoft Entra ID P1"},
		{Name: "none, and Entra ID P1 suspended", Change: changes(mdm("none"), capability("Suspended")), Want: Fail,
			Detail: "first get Microsoft Entra ID P1"},
		{Name: "none, and Entra ID P1 without a seat",
			Change: changes(mdm("none"), func(x *Case) { x.SKUs[0].Enabled = 0 }), Want: Fail, Detail: "first get"},
		{Name: "none, and Entra ID P1 in its grace period", Change: changes(mdm("none"), capability("Warning")),
			Want: Fail, Detail: "applies to nobody (none)\n"},
		{Name: "none, and Entra ID P1 in a state that this program does not know",
			Change: changes(mdm("none"), capability("Paused")), Want: Fail, Detail: "applies to nobody (none)\n"},
		{Name: "none, and Intune for Education, which has Entra ID of its own", Holds: "INTUNE_EDU",
			Change: mdm("none"), Want: Fail, Detail: "applies to nobody (none)\n"},
		{Name: "none, and products that were not read", Change: changes(mdm("none"), missing(tenant.SKUs)), Want: Fail,
			Detail: "applies to nobody (none)\n"},
		{Name: "all, and no Entra ID P1", Holds: "INTUNE_A", Change: mdm("all"), Want: Warn,
			Detail: "applies to all users, and works with Microsoft Entra ID P1 alone: the tenant has none"},
		{Name: "a word that this program does not know, and no Entra ID P1", Holds: "INTUNE_A", Change: mdm("some"),
			Want: NotEvaluated},
	}))
}

// withPremium gives the tenants of examples Microsoft Entra ID P1 where they name no product.
func withPremium(all examples) examples {
	for i := range all {
		all[i].Holds = cmp.Or(all[i].Holds, "AAD_PREMIUM")
	}
	return all
}
