package rules

import "testing"

func TestLIC17(t *testing.T) {
	try(t, dormantSeats, examples{
		{Name: "today", Holds: "SPE_E3", Change: seen(0), Want: Pass},
		{Name: "90 days ago", Holds: "SPE_E3", Change: seen(90), Want: Pass},
		{Name: "91 days ago", Holds: "SPE_E3", Change: seen(91), Want: Warn,
			Detail: "last signed in on 2026-08-23, 91 days ago"},
		{Name: "never", Holds: "SPE_E3", Change: seen(-1), Want: Warn, Detail: "no sign-in is recorded"},
		{Name: "half of the licenses", Holds: "INTUNE_A", Change: seen(91), Want: Warn},
		{Name: "the other half", Holds: "AAD_PREMIUM", Change: seen(91), Want: Warn},
		{Name: "no license", Change: seen(91), Want: NotApplicable},
		{Name: "a free license", Holds: "FLOW_FREE", Change: seen(91), Want: NotApplicable},
		{Name: "the date was not read", Holds: "SPE_E3", Want: NotEvaluated},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
