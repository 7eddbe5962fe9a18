package rules

import "testing"

func TestLIC20(t *testing.T) {
	try(t, plansConfirmed, cases{
		{Name: "both agree", Holds: "SPE_E3", Change: changes(confirmed("SPE_E3", "INTUNE_A", "Enabled"), confirmed("SPE_E3", "AAD_PREMIUM", "Warning")), Want: Pass},
		{Name: "a deleted double", Holds: "SPE_E3", Change: changes(confirmed("SPE_E3", "INTUNE_A", "Deleted"), confirmed("SPE_E3", "INTUNE_A", "Enabled"), confirmed("SPE_E3", "AAD_PREMIUM", "Enabled")), Want: Pass},
		{Name: "deleted alone", Holds: "INTUNE_A", Change: confirmed("INTUNE_A", "INTUNE_A", "Deleted"), Want: Warn, Detail: "in the status Deleted"},
		{Name: "suspended and deleted", Holds: "INTUNE_A", Change: changes(confirmed("INTUNE_A", "INTUNE_A", "Suspended"), confirmed("INTUNE_A", "INTUNE_A", "Deleted")), Want: Warn, Detail: "Suspended"},
		{Name: "not there yet", Holds: "INTUNE_A", Change: func(x *Case) { x.User.AssignedPlansKnown = true }, Want: Warn, Detail: "no plan of Intune"},
		{Name: "neither is there yet", Holds: "SPE_E3", Change: func(x *Case) { x.User.AssignedPlansKnown = true }, Want: Warn,
			Detail: "by assignedLicenses AAD_PREMIUM of SPE_E3 (Microsoft 365 E3) is active; assignedPlans has no plan of Microsoft Entra ID P1 or P2\n"},
		{Name: "no licence, and a plan", Change: confirmed("INTUNE_A", "INTUNE_A", "Enabled"), Want: Warn, Detail: "no licence of the user holds an Intune plan"},
		{Name: "no licence, and a plan that is deleted", Change: confirmed("INTUNE_A", "INTUNE_A", "Deleted"), Want: Pass},
		{Name: "switched off, and a plan that is deleted", Holds: "INTUNE_A -INTUNE_A", Change: confirmed("INTUNE_A", "INTUNE_A", "Deleted"), Want: Pass},
		{Name: "switched off, and there", Holds: "INTUNE_A -INTUNE_A", Change: confirmed("INTUNE_A", "INTUNE_A", "Enabled"), Want: Warn, Detail: "switched off"},
		{Name: "both halves for one reason", Holds: "SPE_E3", Change: changes(capability("Suspended"), confirmed("SPE_E3", "INTUNE_A", "Enabled"), confirmed("SPE_E3", "AAD_PREMIUM", "Enabled")), Want: Warn,
			Detail: "its status is Suspended; assignedPlans has Intune in the status Enabled; assignedPlans has Microsoft Entra ID P1 or P2 in the status Enabled\n"},
		{Name: "a device licence on a user", Holds: "INTUNE_A_D", Change: confirmed("INTUNE_A_D", "INTUNE_A", "Enabled"), Want: Pass},
		{Name: "Microsoft 365 A1", Holds: "M365EDU_A1", Change: changes(confirmed("M365EDU_A1", "AAD_EDU", "Enabled"), confirmed("M365EDU_A1", "INTUNE_A", "Enabled")), Want: Pass},
		{Name: "Entra ID for Education of another product", Holds: "EMS_EDU_FACULTY -AAD_PREMIUM", Change: changes(confirmed("EMS_EDU_FACULTY", "AAD_EDU", "Enabled"), confirmed("EMS_EDU_FACULTY", "INTUNE_A", "Enabled")), Want: Pass},
		{Name: "a status that this program does not know", Holds: "INTUNE_A", Change: confirmed("INTUNE_A", "INTUNE_A", "Paused"), Want: NotEvaluated, Detail: "Paused"},
		{Name: "a product whose status is not known", Holds: "INTUNE_A", Change: changes(capability("Paused"), confirmed("INTUNE_A", "INTUNE_A", "Deleted")), Want: Pass},
		{Name: "a product whose status is not known, and a plan that is there", Holds: "INTUNE_A", Change: changes(capability("Paused"), confirmed("INTUNE_A", "INTUNE_A", "Enabled")), Want: Pass},
		{Name: "plans not sent by Graph", Holds: "SPE_E3", Want: NotEvaluated},
		{Name: "licences not sent by Graph", Change: changes(confirmed("INTUNE_A", "INTUNE_A", "Enabled"), unsent), Want: NotEvaluated, Detail: "assignedLicenses"},
	})
}
