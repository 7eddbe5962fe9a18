package rules

import (
	"time"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// dormantDays is when an account counts as dormant: the least of the 90 to 180 days that Microsoft's page on
// inactive accounts speaks of.
const dormantDays = 90

var dormantSeats = &Rule{
	ID:     "LIC-17",
	Title:  "No licensed user has been inactive for months",
	Level:  Advisory,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"How to manage inactive user accounts", "What are inactive user accounts?",
		"https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts"},
	Rationale: "A seat that nobody uses could go to a colleague who lacks one. Microsoft Entra ID has no date for " +
		"people who never signed in, or last did before April 2020, and is some hours behind. A new colleague who " +
		"hasn't started yet looks the same.",
	Remediation: "Ask whether these accounts are still needed, disable them, and remove their licenses: Microsoft " +
		"365 admin center > Users > Active users.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.SignIns},
	Flag:  "sign-in-activity",
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		switch {
		case !e.Known:
			return Unknown("Graph did not send assignedLicenses for this user")
		case !e.Entra.Usable() && !e.Intune.Usable():
			return NA("the user has neither Intune nor Microsoft Entra ID P1 or P2")
		case !u.SignInKnown:
			return Unknown("when the user last signed in was not read")
		case u.LastSignIn.IsZero():
			return Warnf("no sign-in is recorded: never, or before April 2020")
		case u.LastSignIn.Before(facts.Now.AddDate(0, 0, -dormantDays)):
			return Warnf("last signed in on %s, %s days ago", u.LastSignIn.Format(time.DateOnly),
				english.Number(int(facts.Now.Sub(u.LastSignIn).Hours()/24)))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "90 days ago"},
		{Warn, "91 days ago"},
		{Warn, "never"},
		{NotApplicable, "no license"},
	},
}
