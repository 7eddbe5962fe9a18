package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

// planned ends a detail that says nothing else.
const planned = "; the license plan says who can have them\n"

func TestLIC05(t *testing.T) {
	try(t, seatsForAll, examples{
		{Name: "nobody lacks a license", Holds: "SPE_E3", Change: seatless(5, NoLicense, 0), Want: Pass,
			Detail: "no user in scope needs a seat\n"},
		{Name: "as many free seats as users", Holds: "SPE_E3",
			Change: changes(units(7, 10, 0), seatless(10, NoLicense, 3)), Want: Pass,
			Detail: "3 users in scope need a seat, and 3 are free"},
		{Name: "free seats of a trial", Holds: "SPE_E3",
			Change: changes(units(7, 10, 0), bought("Enabled", true, 10, 90), seatless(10, NoLicense, 3)), Want: Pass,
			Detail: "3 users in scope need a seat, and 3 are free, 3 of them of a trial that ends" + planned},
		{Name: "free seats, one of them of a trial", Holds: "SPE_E3, SPE_E5",
			Change: changes(units(8, 10, 0), func(x *Case) {
				x.Subscriptions = []tenant.Subscription{{SKU: x.SKUs[1].ID, Status: "Enabled", IsTrial: true}}
			}, seatless(10, NoLicense, 3)), Want: Pass, Detail: "and 3 are free, 1 of them of a trial that ends" + planned},
		{Name: "free seats of a paid lot beside a trial that they do not touch", Holds: "SPE_E3",
			Change: changes(units(7, 15, 0), bought("Enabled", false, 10, 90), bought("Enabled", true, 5, 20),
				seatless(10, NoLicense, 3)), Want: Pass, Detail: "and 3 are free" + planned},
		{Name: "free seats of a paid lot, and the last of a trial", Holds: "SPE_E3",
			Change: changes(units(8, 15, 0), bought("Enabled", false, 10, 90), bought("Enabled", true, 5, 20),
				seatless(10, NoLicense, 3)), Want: Pass, Detail: "and 3 are free, 1 of them of a trial that ends" + planned},
		{Name: "a trial that has lapsed counts for nothing", Holds: "SPE_E3",
			Change: changes(units(8, 15, 0), bought("Enabled", false, 15, 90), bought("Suspended", true, 5, 20),
				seatless(10, NoLicense, 3)), Want: Pass, Detail: "and 3 are free" + planned},
		{Name: "one seat too few", Holds: "SPE_E3", Change: changes(units(8, 10, 0), seatless(10, NoLicense, 3)),
			Want: Warn, Detail: "3 users in scope need a seat, 2 are free; 1 seat is missing: the license plan "},
		{Name: "one seat too few, and the free ones of a trial", Holds: "SPE_E3",
			Change: changes(units(8, 10, 0), bought("Enabled", true, 10, 90), seatless(10, NoLicense, 3)), Want: Warn,
			Detail: "2 are free, 2 of them of a trial that ends; 1 seat is missing"},
		{Name: "one seat too few, and one of the free ones in its grace period", Holds: "SPE_E3",
			Change: changes(units(8, 9, 1), seatless(10, NoLicense, 3)), Want: Warn,
			Detail: "2 are free, 1 of them in a grace period that ends; 1 seat is missing"},
		{Name: "free seats, and what is a trial was not read", Holds: "SPE_E3",
			Change: changes(units(7, 10, 0), seatless(10, NoLicense, 3), missing(tenant.Subscriptions)), Want: Pass,
			Detail: "and 3 are free; which of them are of a trial was not read" + planned},
		{Name: "no free seat, and what is a trial was not read", Holds: "SPE_E3",
			Change: changes(units(10, 10, 0), seatless(10, NoLicense, 3), missing(tenant.Subscriptions)), Want: Warn,
			Detail: "0 are free; 3 seats are missing"},
		{Name: "seats in their grace period can be assigned", Holds: "SPE_E3",
			Change: changes(units(7, 9, 1), seatless(10, LacksBoth, 3)), Want: Pass,
			Detail: "and 3 are free, 1 of them in a grace period that ends" + planned},
		{Name: "seats in their grace period that need not be touched", Holds: "SPE_E3",
			Change: changes(units(7, 10, 1), seatless(10, LacksBoth, 3)), Want: Pass, Detail: "and 3 are free" + planned},
		{Name: "over-assigned", Holds: "SPE_E3", Change: changes(units(12, 10, 0), seatless(10, NoLicense, 2)),
			Want: Warn, Detail: "2 seats are missing"},
		{Name: "only robots' seats are free", Holds: "SPE_E3_RPA1", Change: seatless(10, NoLicense, 1), Want: Warn,
			Detail: "1 user in scope needs a seat, 0 are free; 1 seat is missing"},
		{Name: "free seats of a suspended subscription", Holds: "SPE_E3",
			Change: changes(capability("Suspended"), seatless(10, NoLicense, 1)), Want: Warn},
		{Name: "free seats of a product in a state that this program does not know", Holds: "SPE_E3",
			Change: changes(capability("Paused"), seatless(10, NoLicense, 1)), Want: NotEvaluated,
			Detail: "whether those of SPE_E3 (Microsoft 365 E3) help is not known"},
		{Name: "no free seat, and a state that this program does not know", Holds: "SPE_E3",
			Change: changes(capability("Paused"), units(10, 10, 0), seatless(10, NoLicense, 1)), Want: Warn},
		{Name: "free seats for all, and another product in a state that this program does not know",
			Holds: "SPE_E5, SPE_E3", Change: changes(capability("Paused"), seatless(10, NoLicense, 1)), Want: Pass},
		{Name: "free seats of Entra ID P1 and of Intune together", Holds: "AAD_PREMIUM, INTUNE_A",
			Change: seatless(10, NoLicense, 9), Want: Pass},
		{Name: "nobody was checked, and seats are free", Holds: "SPE_E3", Change: seatless(0, NoLicense, 0),
			Want: NotEvaluated},
		{Name: "members who never signed in", Holds: "SPE_E3",
			Change: func(x *Case) { seatless(5, NoLicense, 0)(x); x.Count.Statuses.By[NoSignIn] = 1 }, Want: Pass,
			Detail: "1 user without any license"},
		{Name: "only Intune lacks, and Intune is free", Holds: "INTUNE_A", Change: seatless(10, LacksIntune, 4),
			Want: Pass},
		{Name: "only Entra ID lacks, and Intune is free", Holds: "INTUNE_A", Change: seatless(10, LacksEntra, 4),
			Want: Warn, Detail: "4 seats are missing"},
		{Name: "the licenses of some users are not known", Holds: "SPE_E3",
			Change: func(x *Case) { seatless(5, NoLicense, 0)(x); x.Count.Statuses.By[LicensesUnknown] = 1 },
			Want:   NotEvaluated, Detail: "the licenses of 1 user"},
		{Name: "members without a license who may be no persons", Holds: "SPE_E3",
			Change: func(x *Case) { seatless(5, NoLicense, 0)(x); x.Count.Statuses.By[Unclassified] = 40 }, Want: Pass,
			Detail: "40 users without any license, who may not be people, aren't counted"},
		{Name: "the account of a room", Holds: "SPE_E3",
			Change: func(x *Case) { seatless(5, NoLicense, 0)(x); x.Count.Statuses.By[RoomAccount] = 1 }, Want: Pass,
			Detail: "1 user with only licenses for a room"},
		{Name: "nobody was checked", Holds: "SPE_E3", Want: NotEvaluated},
	})
}
