package rules

import "testing"

func TestLIC01(t *testing.T) {
	try(t, usableSubscription, examples{
		{Name: "Microsoft 365 E3", Holds: "SPE_E3", Want: Pass, Detail: "SPE_E3"},
		{Name: "Entra ID P1 and Intune bought separately", Holds: "AAD_PREMIUM, INTUNE_A", Want: Pass},
		{Name: "Entra ID P1 alone", Holds: "AAD_PREMIUM", Want: Fail, Detail: "no product for people includes Intune"},
		{Name: "Entra ID P1 alone, another MDM stated", Holds: "AAD_PREMIUM", OtherMDM: true, Want: Pass,
			Detail: "qualifies with another MDM service (option 7); device preparation policies themselves are Intune objects"},
		{Name: "Microsoft 365 E3, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Want: Pass,
			Detail: "qualifies (option 4)\n"},
		{Name: "neither half, another MDM stated", Holds: "FLOW_FREE", OtherMDM: true, Want: Fail,
			Detail: "no product for people includes Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone", Holds: "INTUNE_A", Want: Fail,
			Detail: "no product for people includes Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone, another MDM stated", Holds: "INTUNE_A", OtherMDM: true, Want: Fail, Detail: "Entra"},
		{Name: "Office 365 E3", Holds: "ENTERPRISEPACK", Want: Fail},
		{Name: "no subscription", Want: Fail, Detail: "has no product at all"},
		{Name: "Entra ID P1 and an Intune device license", Holds: "AAD_PREMIUM, INTUNE_A_D", Want: Fail,
			Detail: "Intune"},
		{Name: "Teams Rooms Pro", Holds: "Microsoft_Teams_Rooms_Pro", Want: Fail},
		{Name: "Microsoft 365 E3 suspended", Holds: "SPE_E3", Change: capability("Suspended"), Want: Fail,
			Detail: "SPE_E3"},
		{Name: "Microsoft 365 E3 with suspended seats only", Holds: "SPE_E3",
			Change: changes(capability("Suspended"), lapsedSeats(5, 0)), Want: Fail,
			Detail: "the subscription of SPE_E3 (Microsoft 365 E3) cannot be used: its status is Suspended (renew it)\n"},
		{Name: "Microsoft 365 E3 with suspended seats only, and a status that is not", Holds: "SPE_E3",
			Change: lapsedSeats(5, 0), Want: Fail, Detail: "its status is Suspended (renew it)\n"},
		{Name: "Microsoft 365 E3 with locked seats only", Holds: "SPE_E3",
			Change: changes(capability("LockedOut"), lapsedSeats(0, 5)), Want: Fail, Detail: "LockedOut (buy it again)\n"},
		{Name: "Microsoft 365 E3 deleted", Holds: "SPE_E3", Change: changes(capability("Deleted"), lapsedSeats(0, 0)),
			Want: Fail, Detail: "Deleted (buy it again)\n"},
		{Name: "Microsoft 365 E3 with one seat left of six", Holds: "SPE_E3", Change: func(x *Case) {
			x.SKUs[0].Enabled, x.SKUs[0].Suspended = 1, 5
		}, Want: Pass, Detail: "qualifies (option 4)\n"},
		{Name: "Microsoft 365 E3 suspended beside Business Premium", Holds: "SPE_E3, SPB",
			Change: changes(capability("Suspended"), lapsedSeats(5, 0)), Want: Pass, Detail: "qualifies (option 1)\n"},
		{Name: "Intune suspended beside Entra ID P1", Holds: "INTUNE_A, AAD_PREMIUM",
			Change: changes(capability("Suspended"), lapsedSeats(5, 0)), Want: Fail,
			Detail: "the subscription of INTUNE_A (Intune) cannot be used: its status is Suspended (renew it)\n"},
		{Name: "a suspended product that gives neither", Holds: "FLOW_FREE",
			Change: changes(capability("Suspended"), lapsedSeats(5, 0)), Want: Fail,
			Detail: "no product for people includes Intune\n"},
		{Name: "Entra ID P1 alone, suspended", Holds: "AAD_PREMIUM", Change: capability("Suspended"), Want: Fail,
			Detail: "the subscription of AAD_PREMIUM (Microsoft Entra ID P1) cannot be used: its status is " +
				"Suspended (renew it); no product for people includes Intune\n"},
		{Name: "Microsoft 365 E3 in its grace period", Holds: "SPE_E3", Change: capability("Warning"), Want: Warn,
			Detail: "SPE_E3"},
		{Name: "Microsoft 365 E3 in a state that this program does not know", Holds: "SPE_E3",
			Change: capability("Paused"), Want: NotEvaluated, Detail: "Paused"},
		{Name: "Intune waits for provisioning", Holds: "SPE_E3", Change: provisioning("INTUNE_A", "PendingInput"),
			Want: Warn, Detail: "PendingInput"},
		{Name: "Entra ID P1 waits for provisioning", Holds: "SPE_E3",
			Change: provisioning("AAD_PREMIUM", "PendingInput"), Want: Warn, Detail: "PendingInput"},
		{Name: "another product without a seat", Holds: "SPE_E3, FLOW_FREE",
			Change: func(x *Case) { x.SKUs[1].Enabled = 0 }, Want: Pass, Detail: "qualifies (option 4)\n"},
		{Name: "Microsoft 365 E3 without a seat", Holds: "SPE_E3", Change: func(x *Case) { x.SKUs[0].Enabled = 0 },
			Want: Fail, Detail: "no seat"},
		{Name: "Microsoft 365 E3 with one seat", Holds: "SPE_E3", Change: units(0, 1, 0), Want: Pass,
			Detail: "qualifies (option 4)\n"},
		{Name: "Microsoft 365 E3 with seats in their grace period only", Holds: "SPE_E3",
			Change: func(x *Case) { x.SKUs[0].Enabled, x.SKUs[0].Warning = 0, 5 }, Want: Pass, Detail: "SPE_E3"},
	})
}

// lapsedSeats is a change: the first product has suspended and locked seats, and none that can be used.
func lapsedSeats(suspended, locked int) func(*Case) {
	return func(c *Case) {
		s := &c.SKUs[0]
		s.Enabled, s.Suspended, s.LockedOut = 0, suspended, locked
	}
}
