package rules

import (
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var intuneWithoutDevice = &Rule{
	ID:     "DEV-12",
	Title:  "People with Intune have a Windows device",
	Level:  Advisory,
	Do:     "Ask whether people with Intune and no Windows device need it",
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Assign licenses to users so they can enroll devices in Intune",
		"How user and device licenses affect access to services",
		"https://learn.microsoft.com/intune/intune-service/fundamentals/licenses-assign"},
	Rationale: "A seat of somebody who has no device could go to a colleague who lacks one; while nobody does, it is " +
		"said and no warning. Phones and Macs need Intune too, and aren't counted, nor is a PC that is on its way.",
	Remediation: "Filter the report's users by 0 Windows devices, and ask whether they will get one or have another " +
		"kind. Remove the license where neither is so: Microsoft 365 admin center > Users > Active users > the person > " +
		"Licenses and apps.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.ManagedDevices},
	Once: overTenant(func(env *Env) Verdict {
		with, without, lack := env.count.Primary.people, env.count.Primary.without, env.count.Primary.lack
		have := fmt.Sprintf("%s of %s with Intune %s no Windows device", english.Number(without),
			english.Count(with, "person"), english.Verb(without, "has", "have"))
		switch {
		case env.OtherMDM:
			return NA("another MDM service is stated to be in use")
		case with == 0:
			return NA("nobody in scope has Intune")
		case env.Devices.cut:
			return Unknown("not all devices were read")
		case env.count.Devices.Read == 0:
			return NA("no Windows device is enrolled yet")
		case without == 0, lack == 0:
			return Passf("%s", have)
		}
		return Verdict{Outcome: Warn, Concerns: without,
			Detail: have + ", and " + english.CountVerb(lack, "person", "lacks it", "lack it")}
	}),
	Shown: []Shown{
		{Pass, "everybody has one"},
		{Warn, "one has none, and a colleague lacks Intune"},
		{NotApplicable, "no device yet"},
		{NotEvaluated, "not all devices were read"},
	},
}

// primaryCount counts the people in scope who have Intune, those of them who are no device's primary user, and the
// people who lack Intune.
type primaryCount struct{ people, without, lack int }

// count counts one person whose row is made.
func (c *primaryCount) count(row *UserRow) {
	switch {
	case !row.Status.person() || row.Status == LicensesUnknown:
	case !row.Entitlement.Intune.Usable():
		c.lack++
	default:
		c.people++
		if row.Devices == 0 {
			c.without++
		}
	}
}
