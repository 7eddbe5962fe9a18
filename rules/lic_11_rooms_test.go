package rules

import "testing"

func TestLIC11(t *testing.T) {
	try(t, roomLicenses, examples{
		{Name: "a product for people", Holds: "SPE_E3", Want: Pass},
		{Name: "no license", Want: Pass},
		{Name: "a device license, and one for a person", Holds: "SPE_E3, INTUNE_A_D", Want: Warn,
			Detail: "INTUNE_A_D (Microsoft Intune Device) is per device"},
		{Name: "a room license beside a person's", Holds: "SPE_E3, Microsoft_Teams_Rooms_Pro", Want: Warn,
			Detail: "Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is for rooms and shared devices, and the " +
				"user has a license for a person too"},
		{Name: "only a room license", Holds: "Microsoft_Teams_Rooms_Pro", Want: Warn,
			Detail: "Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is for rooms and shared devices: exclude " +
				"the account"},
		{Name: "a shared device's license", Holds: "MCOCAP", Want: Warn},
		{Name: "a room's license without Intune", Holds: "Microsoft_Teams_Rooms_Basic", Want: Warn},
		{Name: "a switchboard's license", Holds: "PHONESYSTEM_VIRTUALUSER", Want: Warn},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
