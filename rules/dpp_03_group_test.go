package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP03(t *testing.T) {
	try(t, deviceGroup, examples{
		{Name: "all is well", Change: putting(goodGroup), Want: Pass},
		{Name: "Intune finds it well, and nothing else could be read",
			Change: putting(tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Valid: tenant.Yes}), Want: NotEvaluated,
			Detail: "roles"},
		{Name: "well for Intune, which looks at the owner too, and the owner could not be read",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.Unknown })), Want: Pass},
		{Name: "no device group", Change: putting(tenant.DeviceGroup{Known: true, Valid: tenant.Yes}), Want: Warn,
			Detail: "no device group"},
		{Name: "the group is gone", Change: putting(faulty("securityGroupNotFound")), Want: Warn,
			Detail: "does not exist"},
		{Name: "no security group", Change: putting(faulty("notSecurityGroup")), Want: Warn},
		{Name: "a dynamic group", Change: putting(faulty("notStaticSecurityGroup")), Want: Warn,
			Detail: "assigned members"},
		{Name: "not owned by the provisioning client", Change: putting(faulty("firstPartyAppNotAnOwner")), Want: Warn,
			Detail: "owner"},
		{Name: "outside the scope of whoever asks", Change: putting(faulty("securityGroupNotInCallerScope")),
			Want: NotEvaluated},
		{Name: "a code that this program does not know", Change: putting(faulty("tooManyMembers")), Want: NotEvaluated,
			Detail: "tooManyMembers"},
		{Name: "an unknown error, and well",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Error = "unknown" })), Want: Pass},
		{Name: "an unknown error, and not well", Change: putting(faulty("unknown")), Want: NotEvaluated,
			Detail: `"unknown"`},
		{Name: "not well, without a reason", Change: putting(faulty("")), Want: NotEvaluated, Detail: "does not say"},
		{Name: "neither well nor not",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid = tenant.Unknown })),
			Want:   NotEvaluated, Detail: "does not say"},
		{Name: "well for Intune, but assignable to roles",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.RoleAssignable = tenant.Yes })), Want: Warn,
			Detail: "roles"},
		{Name: "well for Intune, but the owner is not among the groups that the client owns",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.No })), Want: NotEvaluated,
			Detail: "the groups that the Intune Provisioning Client owns do not have it"},
		{Name: "Intune does not say, and the owner is not among the groups that the client owns",
			Change: putting(with(goodGroup,
				func(g *tenant.DeviceGroup) { g.Valid, g.Owned = tenant.Unknown, tenant.No })), Want: Warn,
			Detail: "no owner"},
		{Name: "well for Intune, but dynamic",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Dynamic = tenant.Yes })), Want: Warn},
		{Name: "not read", Change: putting(tenant.DeviceGroup{}), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	})
}

func faulty(code string) tenant.DeviceGroup {
	return with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid, g.Error = tenant.No, code })
}
