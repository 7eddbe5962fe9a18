package rules

import "testing"

func TestLIC12(t *testing.T) {
	try(t, robotLicenses, examples{
		{Name: "a product for people", Holds: "SPE_E3", Want: Pass},
		{Name: "unattended", Holds: "SPE_E3_RPA1", Want: Warn,
			Detail: "SPE_E3_RPA1 (Microsoft 365 E3 - Unattended License) is an unattended license"},
		{Name: "developer", Holds: "DEVELOPERPACK_E5", Want: Warn,
			Detail: "DEVELOPERPACK_E5 (Microsoft 365 E5 Developer (without Windows and Audio Conferencing)) is " +
				"for development"},
		{Name: "an equivalent of a row's product", Holds: "M365_G3_GOV", Want: Pass},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
