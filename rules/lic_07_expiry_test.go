package rules

import "testing"

func TestLIC07(t *testing.T) {
	try(t, subscriptionEnds, examples{
		{Name: "a paid subscription that ends or renews tomorrow", Holds: "SPE_E3", Change: bought("Enabled", false, 10, 1),
			Want: Pass, Detail: "the subscription of 10 seats ends or renews on 2026-11-23"},
		{Name: "two paid lots", Holds: "SPE_E3",
			Change: changes(bought("Enabled", false, 10, 1), bought("Enabled", false, 5, 2)), Want: Pass,
			Detail: "ends or renews on 2026-11-23; the subscription of 5 seats ends"},
		{Name: "a paid lot without a date", Holds: "SPE_E3", Change: changes(bought("Enabled", false, 10, 1), endless),
			Want: Pass},
		{Name: "a trial that ends in 30 days", Holds: "SPE_E3", Change: bought("Enabled", true, 25, 30), Want: Warn,
			Detail: "the trial of 25 seats ends on 2026-12-22"},
		{Name: "a trial of one seat", Holds: "SPE_E3", Change: bought("Enabled", true, 1, 30), Want: Warn,
			Detail: "of 1 seat ends"},
		{Name: "a trial that ends in 31 days", Holds: "SPE_E3", Change: bought("Enabled", true, 25, 31), Want: Pass,
			Detail: "the trial of 25 seats ends on 2026-12-23"},
		{Name: "a trial whose date is past", Holds: "SPE_E3", Change: bought("Enabled", true, 25, -1), Want: Warn,
			Detail: "the trial of 25 seats ended on 2026-11-21"},
		{Name: "a trial without a date", Holds: "SPE_E3", Change: changes(bought("Enabled", true, 25, 3), endless),
			Want: Pass},
		{Name: "a subscription in its grace period", Holds: "SPE_E3", Change: bought("Warning", false, 10, 12), Want: Warn,
			Detail: "the subscription of 10 seats has the status Warning until 2026-12-04"},
		{Name: "a subscription in its grace period without a date", Holds: "SPE_E3",
			Change: changes(bought("Warning", false, 10, 12), endless), Want: Warn, Detail: "has the status Warning\n"},
		{Name: "a suspended lot beside an enabled one", Holds: "SPE_E3",
			Change: changes(bought("Enabled", false, 10, 100), bought("Suspended", false, 5, 12)), Want: Warn,
			Detail: "the subscription of 5 seats has the status Suspended"},
		{Name: "a lot that the customer canceled", Holds: "SPE_E3", Change: bought("LockedOut", false, 10, -12),
			Want: Warn, Detail: "LockedOut"},
		{Name: "a deleted lot", Holds: "SPE_E3", Change: bought("Deleted", false, 10, -12), Want: Warn, Detail: "Deleted"},
		{Name: "a lapsed lot of a product that has nothing to do with it", Holds: "POWER_BI_PRO",
			Change: bought("Suspended", false, 10, 12), Want: Warn, Level: Advisory},
		{Name: "a lapsed lot of a product that has none of its plans in the tenant", Holds: "SPE_E3",
			Change: func(x *Case) { bought("Suspended", false, 10, 12)(x); x.SKUs[0].Plans = nil }, Want: Warn,
			Level: Advisory},
		{Name: "a status that this program does not know", Holds: "SPE_E3", Change: bought("Paused", false, 10, 12),
			Want: NotEvaluated, Detail: `a subscription of 10 seats has the unrecognized status "Paused"`},
		{Name: "no subscription is listed", Holds: "SPE_E3", Want: NotApplicable},
	})
}
