package rules

import "testing"

func TestLIC15(t *testing.T) {
	try(t, disabledSeats, examples{
		{Name: "none", Holds: "SPE_E3", Change: counted(holding{InScope: 10}), Want: Pass},
		{Name: "one", Holds: "SPE_E3", Change: counted(holding{InScope: 10, Disabled: 1}), Want: Warn,
			Detail: "1 seat is used"},
		{Name: "several", Holds: "SPE_E3", Change: counted(holding{Disabled: 2}), Want: Warn,
			Detail: "2 seats are used"},
		{Name: "free", Holds: "POWER_BI_STANDARD", Change: counted(holding{Disabled: 2}), Want: NotApplicable},
		{Name: "a room", Holds: "Microsoft_Teams_Rooms_Pro", Change: counted(holding{Disabled: 2}),
			Want: NotApplicable},
		{Name: "a shared mailbox's product", Holds: "EXCHANGEENTERPRISE", Change: counted(holding{Disabled: 2}),
			Want: NotApplicable},
		{Name: "a shared mailbox's product in other case", Holds: "EXCHANGESTANDARD",
			Change: changes(func(x *Case) { x.SKUs[0].PartNumber = "ExchangeStandard" },
				counted(holding{Disabled: 2})), Want: NotApplicable},
		{Name: "a device license", Holds: "INTUNE_A_D", Change: counted(holding{Disabled: 2}), Want: NotApplicable,
			Detail: "not assigned to users"},
		{Name: "nobody has it", Holds: "SPE_E3", Want: NotApplicable},
	})
}
