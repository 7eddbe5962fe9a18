package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

var freshTables = &Rule{
	ID:          "DEV-08",
	Title:       "The table of Windows releases is less than a year old",
	Level:       Advisory,
	Citation:    Citation{"Windows 11 release information", "Windows 11 current versions by servicing option", "https://learn.microsoft.com/windows/release-health/windows11-release-information"},
	Rationale:   "What is judged about devices rests on a dated table. A release that is younger than it is not evaluated, and an end of servicing may have moved.",
	Remediation: "Use a newer prepaudit, or hand it a table: `prepaudit catalog windows` prints the embedded one, --lifecycle FILE takes yours.",
	Needs:       []tenant.Dataset{tenant.ManagedDevices},
	Once: func(env *Env) []Verdict {
		date := env.Windows.Oldest()
		if date.AddDate(1, 0, 0).Before(env.Now) {
			return []Verdict{Warnf("a row of the table is of %s", date.Format(time.DateOnly))}
		}
		return []Verdict{Passf("no row of the table is older than %s", date.Format(time.DateOnly))}
	},
	Examples: []Example{
		{Name: "weeks old", Want: Pass, Detail: "2026-08-22"},
		{Name: "a year old to the day", Change: on(2027, 8, 22), Want: Pass},
		{Name: "older", Change: on(2027, 8, 23), Want: Warn, Detail: "2026-08-22"},
	},
}
