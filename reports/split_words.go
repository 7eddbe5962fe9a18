package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// excerpt says whom a workbook shows, and what of it is the whole tenant's.
func excerpt(e *record.Excerpt) string {
	var what []string
	switch {
	case !e.Rest:
		what = append(what, fmt.Sprintf("the %s whose %s is %q", english.Count(e.People, "person"), e.Property,
			plain.Text(e.Value)))
	case e.People > 0:
		what = append(what, fmt.Sprintf("the %s with no %s", english.Count(e.People, "person"), e.Property))
	}
	if e.Devices > 0 {
		what = append(what, english.Count(e.Devices, "device")+" of nobody in scope")
	}
	if e.Seats {
		what = append(what, "seats of accounts that aren't in scope")
	}
	if len(what) == 0 {
		what = append(what, "nobody")
	}
	last := len(what) - 1
	if last > 0 {
		what[last-1] += " and " + what[last]
		what = what[:last]
	}
	text := "This workbook shows " + strings.Join(what, ", ") + ", of " + english.Count(e.InScope, "person") + " in scope. "
	return text + "Sheets Causes, Users, Plan, Plan by person, Assignments and Devices are about them; sheet Findings is " +
		"about them and the tenant's licenses, and has no other settings; subscriptions, rules and all other sheets are the " +
		"whole tenant's. The license plan was made once for the tenant: seats to buy or renew are their share."
}
