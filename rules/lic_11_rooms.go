package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var roomLicenses = &Rule{
	ID:      "LIC-11",
	Title:   "No person has a license for a room, a shared device or a device",
	Level:   Advisory,
	Do:      "Replace room and device licenses of people by licenses for people",
	DoAlone: "Replace the license for a room or a device by one for a person",
	Effect:  Effect{Comply, Terms, Terms},
	Citation: Citation{"Microsoft Intune licensing", "Device-only licenses",
		"https://learn.microsoft.com/intune/intune-service/fundamentals/licenses"},
	Rationale: "These licenses include Intune plans, so that other reports count them, but they don't license a " +
		"person. Intune device licenses aren't assigned to anybody.",
	Remediation: "Assign people a product for people, and exclude room accounts with --exclude-group or " +
		"--exclude-upn. Remove device licenses from users: Microsoft 365 admin center > Users > Active users > the " +
		"user > Licenses and apps.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Rooms: true,
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		var said []string
		for _, l := range u.Licenses {
			switch class := license.ClassOf(l.SKU); {
			case class == license.Device:
				said = append(said, facts.product(l.SKU)+" is per device, not assigned to users")
			case forRoom(l.SKU) && e.Qualified:
				said = append(said,
					facts.product(l.SKU)+" is for rooms and shared devices, and the user has a license for a person too")
			case forRoom(l.SKU):
				said = append(said,
					facts.product(l.SKU)+
						" is for rooms and shared devices: exclude the account if it is one")
			}
		}
		switch {
		case !e.Known:
			return Unknown("Graph did not send assignedLicenses for this user")
		case said != nil:
			return Warnf("%s", strings.Join(said, "; "))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "a product for people"},
		{Warn, "a device license, and one for a person"},
		{Warn, "only a room license"},
		{NotEvaluated, "Graph didn't send the licenses"},
	},
}
