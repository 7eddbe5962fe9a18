package rules

import "testing"

func TestDPP06(t *testing.T) {
	try(t, entraJoin, examples{
		{Name: "Entra join", Change: setting("jointype", joinOption+"0", "Microsoft Entra joined"), Want: Pass},
		{Name: "Entra join, without words of Intune", Change: setting("jointype", joinOption+"0", ""), Want: Pass},
		{Name: "hybrid join, as Intune writes it",
			Change: setting("jointype", joinOption+"1", "Microsoft Entra hybrid joined"), Want: Fail, Detail: "hybrid"},
		{Name: "an option that this program does not know", Change: setting("jointype", joinOption+"7", ""),
			Want: NotEvaluated, Detail: "7"},
		{Name: "not set", Change: preparing(), Want: NotEvaluated},
		{Name: "an automatic policy, which leaves it to Windows 365", Change: changes(preparing(), automatically),
			Want: NotApplicable, Detail: "provisioning policy joins them"},
		{Name: "an automatic policy of hybrid join",
			Change: changes(setting("jointype", joinOption+"1", "Microsoft Entra hybrid joined"), automatically),
			Want:   Fail},
		{Name: "no policy", Want: NotApplicable},
	})
}
