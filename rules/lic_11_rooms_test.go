package rules

import "testing"

func TestLIC11(t *testing.T) {
	try(t, roomLicenses, examples{
		{Name: "a product for persons", Holds: "SPE_E3", Want: Pass},
		{Name: "no licence", Want: Pass},
		{Name: "a device licence beside a person's", Holds: "SPE_E3, INTUNE_A_D", Want: Warn,
			Detail: "INTUNE_A_D (Microsoft Intune Device) is per device"},
		{Name: "a room licence beside a person's", Holds: "SPE_E3, Microsoft_Teams_Rooms_Pro", Want: Warn,
			Detail: "Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is for rooms and shared devices, beside a " +
				"licence for a person"},
		{Name: "a room licence alone", Holds: "Microsoft_Teams_Rooms_Pro", Want: Warn,
			Detail: "Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is for rooms and shared devices: leave " +
				"the account out"},
		{Name: "a shared device's licence", Holds: "MCOCAP", Want: Warn},
		{Name: "a room's licence without Intune", Holds: "Microsoft_Teams_Rooms_Basic", Want: Warn},
		{Name: "a switchboard's licence", Holds: "PHONESYSTEM_VIRTUALUSER", Want: Warn},
		{Name: "licences not sent by Graph", Change: unsent, Want: NotEvaluated},
	})
}
