package rules

import "testing"

func TestLIC01(t *testing.T) {
	try(t, usableSubscription, examples{
		{Name: "Microsoft 365 E3", Holds: "SPE_E3", Want: Pass, Detail: "SPE_E3"},
		{Name: "Entra ID P1 and Intune bought separately", Holds: "AAD_PREMIUM, INTUNE_A", Want: Pass},
		{Name: "Entra ID P1 alone", Holds: "AAD_PREMIUM", Want: Fail, Detail: "no product gives people Intune"},
		{Name: "Entra ID P1 alone, another MDM stated", Holds: "AAD_PREMIUM", OtherMDM: true, Want: Pass,
			Detail: "meets row 7 with another MDM service; device preparation policies themselves are Intune objects"},
		{Name: "Microsoft 365 E3, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Want: Pass,
			Detail: "meets row 4\n"},
		{Name: "neither half, another MDM stated", Holds: "FLOW_FREE", OtherMDM: true, Want: Fail,
			Detail: "no product gives people Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone", Holds: "INTUNE_A", Want: Fail,
			Detail: "no product gives people Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone, another MDM stated", Holds: "INTUNE_A", OtherMDM: true, Want: Fail, Detail: "Entra"},
		{Name: "Office 365 E3", Holds: "ENTERPRISEPACK", Want: Fail},
		{Name: "no subscription", Want: Fail, Detail: "holds no product"},
		{Name: "Entra ID P1 and an Intune device licence", Holds: "AAD_PREMIUM, INTUNE_A_D", Want: Fail,
			Detail: "Intune"},
		{Name: "Teams Rooms Pro", Holds: "Microsoft_Teams_Rooms_Pro", Want: Fail},
		{Name: "Microsoft 365 E3 suspended", Holds: "SPE_E3", Change: capability("Suspended"), Want: Fail,
			Detail: "SPE_E3"},
		{Name: "Entra ID P1 alone, suspended", Holds: "AAD_PREMIUM", Change: capability("Suspended"), Want: Fail,
			Detail: "the subscription of AAD_PREMIUM (Microsoft Entra ID P1) cannot be used: its status is " +
				"Suspended; no product gives people Intune\n"},
		{Name: "Microsoft 365 E3 in its grace period", Holds: "SPE_E3", Change: capability("Warning"), Want: Warn,
			Detail: "SPE_E3"},
		{Name: "Microsoft 365 E3 in a state that this program does not know", Holds: "SPE_E3",
			Change: capability("Paused"), Want: NotEvaluated, Detail: "Paused"},
		{Name: "Intune waits for provisioning", Holds: "SPE_E3", Change: provisioning("INTUNE_A", "PendingInput"),
			Want: Warn, Detail: "PendingInput"},
		{Name: "Entra ID P1 waits for provisioning", Holds: "SPE_E3",
			Change: provisioning("AAD_PREMIUM", "PendingInput"), Want: Warn, Detail: "PendingInput"},
		{Name: "another product without a seat", Holds: "SPE_E3, FLOW_FREE",
			Change: func(x *Case) { x.SKUs[1].Enabled = 0 }, Want: Pass, Detail: "meets row 4\n"},
		{Name: "Microsoft 365 E3 without a seat", Holds: "SPE_E3", Change: func(x *Case) { x.SKUs[0].Enabled = 0 },
			Want: Fail, Detail: "no seat"},
		{Name: "Microsoft 365 E3 with one seat", Holds: "SPE_E3", Change: units(0, 1, 0), Want: Pass,
			Detail: "meets row 4\n"},
		{Name: "Microsoft 365 E3 with seats in their grace period only", Holds: "SPE_E3",
			Change: func(x *Case) { x.SKUs[0].Enabled, x.SKUs[0].Warning = 0, 5 }, Want: Pass, Detail: "SPE_E3"},
	})
}
