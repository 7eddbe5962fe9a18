package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC03(t *testing.T) {
	try(t, entraAssigned, examples{
		{Name: "Microsoft 365 E3 (P1)", Holds: "SPE_E3", Want: Pass},
		{Name: "P2 without P1", Holds: "IDENTITY_THREAT_PROTECTION", Want: Pass},
		{Name: "P2 left where P1 is off", Holds: "SPE_E5 -AAD_PREMIUM", Want: Pass},
		{Name: "both plans off", Holds: "SPE_E5 -AAD_PREMIUM -AAD_PREMIUM_P2", Want: Fail, Detail: "SPE_E5"},
		{Name: "Intune alone", Holds: "INTUNE_A", Want: Fail},
		{Name: "Microsoft 365 A1", Holds: "M365EDU_A1", Want: Pass},
		{Name: "Microsoft 365 A1, its Intune plans off", Holds: "M365EDU_A1 -INTUNE_A -INTUNE_EDU", Want: Fail},
		{Name: "Microsoft 365 A1, Entra ID for Education off", Holds: "M365EDU_A1 -AAD_EDU", Want: Fail},
		{Name: "Office 365 A1 for students", Holds: "STANDARDWOFFPACK_STUDENT", Want: Fail},
		{Name: "Entra ID Governance alone", Holds: "Microsoft_Entra_ID_Governance", Want: Fail},
		{Name: "P1 in its grace period", Holds: "AAD_PREMIUM", Change: capability("Warning"), Want: Warn},
		{Name: "no license", Want: Fail},
		{Name: "a group is still assigning it", Holds: "INTUNE_A",
			Change: assigning("AAD_PREMIUM", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}),
			Want:   Warn, Detail: "still being assigned"},
		{Name: "a group is still assigning Intune alone",
			Change: assigning("INTUNE_A", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}),
			Want:   Fail},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
