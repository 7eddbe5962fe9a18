package rules

import "testing"

func TestLIC06(t *testing.T) {
	try(t, overAssigned, cases{
		{Name: "every seat assigned", Holds: "SPE_E3", Change: units(10, 10, 0), Want: Pass},
		{Name: "one seat too many", Holds: "SPE_E3", Change: units(11, 10, 0), Want: Warn, Detail: "11 seats are assigned and 10 are there: 1 not covered"},
		{Name: "covered by seats in their grace period", Holds: "SPE_E3", Change: units(11, 10, 1), Want: Warn, Level: Advisory, Detail: "1 of 11 seats that are assigned hangs on lots in their grace period"},
		{Name: "three covered by seats in their grace period", Holds: "SPE_E3", Change: units(12, 9, 3), Want: Warn, Level: Advisory, Detail: "3 of 12 seats that are assigned hang on lots"},
		{Name: "one covered by a seat in its grace period", Holds: "SPE_E3", Change: units(11, 10, 1), Want: Warn, Level: Advisory, Detail: "1 of 11 seats that are assigned hangs on lots"},
		{Name: "lots in different states, one in its grace period", Holds: "SPE_E3", Change: changes(units(11, 10, 1), lot("Enabled", false, 10, 90), lot("Warning", false, 1, 20)), Want: Warn, Level: Advisory, Detail: "in their grace period; lots: Enabled 10, Warning 1"},
		{Name: "the only seat in its grace period", Holds: "SPE_E3", Change: units(1, 0, 1), Want: Warn, Level: Advisory, Detail: "1 of 1 seat that is assigned hangs on lots"},
		{Name: "one seat for two", Holds: "SPE_E3", Change: units(2, 1, 0), Want: Warn, Detail: "2 seats are assigned and 1 is there: 1 not covered"},
		{Name: "one seat too many, and none there", Holds: "SPE_E3", Change: units(1, 0, 0), Want: Warn, Detail: "1 seat is assigned and 0 are there: 1 not covered"},
		{Name: "seats in their grace period that nobody holds", Holds: "SPE_E3", Change: units(10, 10, 1), Want: Pass},
		{Name: "beyond the seats in their grace period", Holds: "SPE_E3", Change: units(12, 10, 1), Want: Warn, Detail: "12 seats are assigned and 11 are there: 1 not covered"},
		{Name: "beyond the one seat in its grace period", Holds: "SPE_E3", Change: units(2, 0, 1), Want: Warn, Detail: "2 seats are assigned and 1 is there: 1 not covered"},
		{Name: "lots in different states", Holds: "SPE_E3", Change: changes(units(12, 10, 0), lot("Enabled", false, 10, 90), lot("Suspended", false, 5, 20)), Want: Warn, Detail: "lots: Enabled 10, Suspended 5"},
		{Name: "lots in one state", Holds: "SPE_E3", Change: changes(units(10, 10, 0), lot("Enabled", false, 5, 90), lot("Enabled", false, 5, 20)), Want: Pass},
		{Name: "over-assigned, lots in one state", Holds: "SPE_E3", Change: changes(units(11, 10, 0), lot("Enabled", false, 5, 90), lot("Enabled", false, 5, 20)), Want: Warn, Detail: "Graph does not say whose\n"},
		{Name: "a product with one half", Holds: "INTUNE_A", Change: units(11, 10, 0), Want: Warn},
		{Name: "a product that has nothing to do with it", Holds: "POWER_BI_PRO", Change: units(11, 10, 0), Want: Warn, Level: Advisory},
		{Name: "a suspended subscription", Holds: "SPE_E3", Change: changes(capability("Suspended"), units(11, 0, 0)), Want: NotApplicable},
		{Name: "a subscription that the customer cancelled", Holds: "SPE_E3", Change: changes(capability("LockedOut"), units(11, 0, 0)), Want: NotApplicable},
		{Name: "a deleted subscription", Holds: "SPE_E3", Change: changes(capability("Deleted"), units(11, 0, 0)), Want: NotApplicable},
		{Name: "a subscription in its grace period", Holds: "SPE_E3", Change: changes(capability("Warning"), units(11, 0, 10)), Want: Warn},
		{Name: "a subscription whose status was not sent", Holds: "SPE_E3", Change: changes(capability(""), units(11, 10, 0)), Want: Warn},
		{Name: "a product with the other half", Holds: "AAD_PREMIUM", Change: units(11, 10, 0), Want: Warn},
		{Name: "device licences", Holds: "INTUNE_A_D", Change: units(11, 10, 0), Want: Warn, Level: Advisory},
		{Name: "a product for the tenant as a whole", Holds: "SPE_E3", Change: func(x *Case) { units(11, 10, 0)(x); x.SKUs[0].AppliesTo = "Company" }, Want: NotApplicable},
		{Name: "a product that does not say to whom it applies", Holds: "SPE_E3", Change: func(x *Case) { units(11, 10, 0)(x); x.SKUs[0].AppliesTo = "" }, Want: Warn},
	})
}
