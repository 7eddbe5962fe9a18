package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var mayJoin = &Rule{
	ID:       "DIR-01",
	Title:    "Every user in scope can join devices to Microsoft Entra ID",
	Level:    Required,
	Do:       "Allow these people to join devices: set Users may join devices to Microsoft Entra to All",
	DoAlone:  "Allow to join devices to Microsoft Entra ID",
	Where:    deviceSettingsPath,
	Effect:   Effect{Join, Stops, Information},
	done:     func(f *Facts, _ string) { f.Registration.Join.Kind = "all" },
	Citation: requirement("configuration", "Configuration requirements"),
	Rationale: "The first user to sign in joins the device. A user who may not join devices gets an error such as " +
		"801c03ed during setup, and the device stays as it was.",
	Remediation: joinPath + ": All, or Selected with a group of the users. " + joinPage,
	Needs:       []tenant.Dataset{tenant.Users, tenant.Registration, tenant.RegistrationWho},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		switch facts.Registration.Join.Has(u.ID) {
		case tenant.Yes:
			return OK
		case tenant.No:
			if facts.Registration.Join.Kind == "no" {
				return Failf("nobody may join devices")
			}
			return Failf("not among the users who may join devices")
		}
		switch facts.Registration.Join.Kind {
		case "enumerated":
			return Unknown("not all groups of the users who may join devices could be read")
		case "":
			return Unknown("Graph did not send allowedToJoin")
		}
		return unrecognized("who may join devices is", facts.Registration.Join.Kind)
	},
	Shown: []Shown{
		{Pass, "everybody may"},
		{Fail, "nobody may"},
		{Fail, "other groups may"},
		{NotEvaluated, "a group could not be read"},
	},
}
