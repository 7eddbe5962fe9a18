package rules

import "testing"

func TestLIC16(t *testing.T) {
	try(t, guestSeats, examples{
		{Name: "none", Holds: "SPE_E3", Change: counted(holding{InScope: 10, Disabled: 1}), Want: Pass},
		{Name: "one", Holds: "SPE_E3", Change: counted(holding{InScope: 10, Guests: 1}), Want: Warn,
			Detail: "1 seat is used"},
		{Name: "Power BI Pro", Holds: "POWER_BI_PRO", Change: counted(holding{Guests: 1}), Want: NotApplicable},
		{Name: "Power BI Premium", Holds: "PBI_PREMIUM_PER_USER", Change: counted(holding{Guests: 1}),
			Want: NotApplicable},
		{Name: "Power Apps", Holds: "POWERAPPS_PER_USER", Change: counted(holding{Guests: 1}), Want: NotApplicable},
		{Name: "free", Holds: "FLOW_FREE", Change: counted(holding{Guests: 1}), Want: NotApplicable},
		{Name: "a trial", Holds: "SPE_E3",
			Change: changes(bought("Enabled", true, 10, 90), counted(holding{Guests: 1})), Want: NotApplicable},
		{Name: "nobody has it", Holds: "SPE_E3", Want: NotApplicable},
	})
}
