package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var mdmAuthority = &Rule{
	ID:       "MDM-01",
	Title:    "The tenant's MDM authority is Intune",
	Level:    Required,
	Do:       "Set the MDM authority to Intune",
	Where:    "Microsoft Intune admin center > Devices > the orange banner > Mobile Device Management Authority",
	Effect:   Effect{Enroll, Stops, Information},
	done:     func(f *Facts, _ string) { f.MDMAuthority = "intune" },
	Citation: requirement("software", "Software requirements"),
	Rationale: "Device preparation policies are Intune objects. If another service is the authority, Intune " +
		"doesn't manage devices, and no policy applies to them.",
	Remediation: "Microsoft Intune admin center > Devices > the orange banner > Mobile Device Management Authority: " +
		"Intune MDM Authority. From Basic Mobility and Security, move the users to Intune licenses first. Tenant " +
		"administration > Tenant status shows the authority.",
	Needs:   []tenant.Dataset{tenant.Organization, tenant.MDMAuthority},
	Uses:    []tenant.Dataset{tenant.SKUs}, // Basic Mobility and Intune is a warning, alone it is a fault
	OneUser: true,
	Once:    overTenant(func(env *Env) Verdict { return env.otherwise(judgeAuthority(env)) }),
	Shown: []Shown{
		{Pass, "Intune"},
		{Fail, "Configuration Manager"},
		{Warn, "Basic Mobility and Intune"},
		{NotEvaluated, "Graph did not say"},
	},
}

func judgeAuthority(env *Env) Verdict {
	switch env.MDMAuthority {
	case "intune":
		return Passf("the MDM authority is Intune")
	case "office365":
		switch {
		case env.Licenses == nil:
			return Unknown("the MDM authority is Basic Mobility and Security (office365), and whether there is an " +
				"Intune subscription too is not known")
		case env.Licenses.Tenant().Intune.State == license.Unsure:
			return Unknown("the MDM authority is Basic Mobility and Security (office365), and whether the Intune " +
				"subscription is active is not known")
		case env.Licenses.Tenant().Intune.Usable():
			return Warnf("the MDM authority is Basic Mobility and Security (office365), and there is an active " +
				"Intune subscription; Intune manages users with an Intune license")
		}
		return Failf("the MDM authority is Basic Mobility and Security (office365), and no Intune " +
			"subscription is active")
	case "sccm":
		return Failf("the MDM authority is Configuration Manager (sccm)")
	case "unknown":
		return Failf("the MDM authority is not set (unknown)")
	case "":
		return Unknown("Graph did not send mobileDeviceManagementAuthority; among saved responses it is in " +
			"organization-ID.json, from /organization/ID?$select=mobileDeviceManagementAuthority")
	}
	return unrecognized("the MDM authority is", env.MDMAuthority)
}
