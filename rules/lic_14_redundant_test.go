package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC14(t *testing.T) {
	try(t, redundantSeats, examples{
		{Name: "nobody has it twice", Holds: "EMS", Change: counted(holding{InScope: 10}), Want: Pass},
		{Name: "one has it twice", Holds: "EMS", Change: counted(holding{InScope: 10, Redundant: 1}), Want: Warn,
			Detail: "1 of 10 users"},
		{Name: "one has it twice, and what is a trial was not read", Holds: "EMS",
			Change: changes(counted(holding{InScope: 10, Redundant: 1}), missing(tenant.Subscriptions)),
			Want:   NotEvaluated, Detail: "whether that is a trial"},
		{Name: "nobody has it twice, and what is a trial was not read", Holds: "EMS",
			Change: changes(counted(holding{InScope: 10}), missing(tenant.Subscriptions)), Want: Pass},
		{Name: "an add-on of Intune", Holds: "Microsoft_Intune_Suite",
			Change: counted(holding{InScope: 10, Redundant: 1}), Want: NotApplicable},
		{Name: "a free product", Holds: "POWER_BI_STANDARD", Change: counted(holding{InScope: 10, Redundant: 1}),
			Want: NotApplicable},
		{Name: "a trial", Holds: "EMS",
			Change: changes(bought("Enabled", true, 10, 90), counted(holding{InScope: 10, Redundant: 1})),
			Want:   NotApplicable},
		{Name: "held out of scope only", Holds: "EMS", Change: counted(holding{OutOfScope: 10}), Want: NotApplicable},
		{Name: "nobody has it", Holds: "EMS", Want: NotApplicable},
	})
}
