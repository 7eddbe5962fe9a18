package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var roomLicenses = &Rule{
	ID:      "LIC-11",
	Title:   "No person holds a licence that is meant for a room, a shared device or a device",
	Level:   Advisory,
	Do:      "Replace room and device licenses of people by licenses for people",
	DoAlone: "Replace the license for a room or a device by one for a person",
	Effect:  Effect{Comply, Terms, Terms},
	Citation: Citation{"Microsoft Intune licensing", "Device-only licences",
		"https://learn.microsoft.com/intune/intune-service/fundamentals/licenses"},
	Rationale: "Such licences hold the plans of Intune, so that other reports count them, but they license no " +
		"person. Intune's device licences are not assigned to anybody at all.",
	Remediation: "Give persons a product for persons, and leave accounts of rooms out of the scope with " +
		"--exclude-group or --exclude-upn. Take device licences off users: Microsoft 365 admin center > Users > " +
		"Active users > Licenses and apps.",
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
					facts.product(l.SKU)+" is for rooms and shared devices, beside a licence for a person")
			case forRoom(l.SKU):
				said = append(said,
					facts.product(l.SKU)+
						" is for rooms and shared devices: leave the account out of the scope if it is one")
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
		{Pass, "a product for persons"},
		{Warn, "a device licence beside a person's"},
		{Warn, "a room licence alone"},
		{NotEvaluated, "licences not sent by Graph"},
	},
}
