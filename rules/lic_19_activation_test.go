package rules

import "testing"

func TestLIC19(t *testing.T) {
	try(t, subscriptionActivation, examples{
		{Name: "all have it", Change: func(x *Case) { x.Count.Windows = recommendedCount{On: 4} }, Want: Pass,
			Detail: "4 of 4 licensed users in scope have a Windows Enterprise or Education license"},
		{Name: "one has it switched off", Change: func(x *Case) { x.Count.Windows = recommendedCount{On: 3, Off: 1} },
			Want: Warn, Detail: "switched off for 1"},
		{Name: "switched off, in the global cloud",
			Change: func(x *Case) { x.Cloud = "global"; x.Count.Windows = recommendedCount{Off: 1} }, Want: Warn},
		{Name: "switched off, in GCC High",
			Change: func(x *Case) { x.Cloud = "usgov"; x.Count.Windows = recommendedCount{Off: 1} },
			Want:   NotApplicable,
			Detail: "this cloud"},
		{Name: "switched off, in the defense cloud",
			Change: func(x *Case) { x.Cloud = "usgov-dod"; x.Count.Windows = recommendedCount{Off: 1} },
			Want:   NotApplicable},
		{Name: "switched off, in China",
			Change: func(x *Case) { x.Cloud = "china"; x.Count.Windows = recommendedCount{Off: 1} },
			Want:   NotApplicable},
		{Name: "Windows Business", Change: func(x *Case) { x.Count.Windows = recommendedCount{Partly: 2} }, Want: Pass,
			Detail: "does not step up: 2"},
		{Name: "nobody's product has it", Change: func(x *Case) { x.Count.Windows = recommendedCount{Without: 2} },
			Want: NotApplicable},
		{Name: "nobody was checked", Want: NotEvaluated},
	})
}
