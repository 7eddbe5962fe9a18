package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

var freshTables = &Rule{
	ID:     "DEV-08",
	Title:  "The tables of Windows releases and editions are less than a year old",
	Level:  Advisory,
	Effect: Effect{Prepare, Information, Information},
	Citation: Citation{"Windows 11 release information", "Windows 11 current versions by servicing option",
		"https://learn.microsoft.com/windows/release-health/windows11-release-information"},
	Rationale: "Device rules use dated tables. A release that is newer than the tables isn't checked, and an end " +
		"of servicing may have moved.",
	Remediation: "Use a newer prepaudit, or give it newer tables: `prepaudit catalog windows` prints the built-in " +
		"ones, and --lifecycle FILE takes yours.",
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	Once: overTenant(func(env *Env) Verdict {
		date := env.Windows.Oldest()
		switch {
		case date.IsZero():
			return Warnf("a row of the tables does not say how old it is")
		case !env.Now.Before(date.AddDate(1, 0, 1)):
			return Warnf("a row of the tables is of %s", date.Format(time.DateOnly))
		}
		return Passf("no row of the tables is older than %s", date.Format(time.DateOnly))
	}),
	Shown: []Shown{
		{Pass, "weeks old"},
		{Pass, "a year old to the day"},
		{Warn, "older"},
	},
}
