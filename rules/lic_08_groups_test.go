package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC08(t *testing.T) {
	try(t, groupsProcessed, examples{
		{Name: "processed", Holds: "SPE_E3", Change: assigned("Staff"), Want: Pass,
			Detail: "the one group that assigns licenses is processed"},
		{Name: "two that are processed", Holds: "SPE_E3", Change: changes(assigned("Staff"), assigned("Sales")),
			Want: Pass, Detail: "2 of 2 groups that assign licenses are processed"},
		{Name: "members with errors", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].HasErrors = tenant.Yes }), Want: Warn,
			Detail: "errors"},
		{Name: "waiting", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].State = "QueuedForProcessing" }),
			Want:   Warn, Detail: "still being assigned: QueuedForProcessing"},
		{Name: "in progress", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].State = "ProcessingInProgress" }),
			Want:   Warn, Detail: "still being assigned"},
		{Name: "one waits and one is processed", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), assigned("Sales"),
				func(x *Case) { x.LicenseGroups[1].State = "QueuedForProcessing" }), Want: Warn,
			Detail: "Sales\n1 of 2 groups that assign licenses is processed"},
		{Name: "a state that this program does not know", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].State = "Paused" }),
			Want:   NotEvaluated, Detail: "Paused"},
		{Name: "another state that this program does not know", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].State = "Stalled" }),
			Want:   NotEvaluated, Detail: "Stalled"},
		{Name: "a state that was not sent", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].State = "" }), Want: NotEvaluated,
			Detail: "didn't send"},
		{Name: "whether members have errors is not known", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), func(x *Case) { x.LicenseGroups[0].HasErrors = tenant.Unknown }),
			Want:   NotEvaluated, Detail: "wasn't read"},
		{Name: "no group assigns licenses", Holds: "SPE_E3", Want: NotApplicable},
	})
}
