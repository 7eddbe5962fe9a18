package rules

import "testing"

func TestLIC18(t *testing.T) {
	try(t, officeApps, examples{
		{Name: "all have them", Change: func(x *Case) { x.Count.Apps = recommendedCount{On: 4} }, Want: Pass,
			Detail: "4 of 4 licensed users in scope have Microsoft 365 Apps for enterprise"},
		{Name: "one has them switched off", Change: func(x *Case) { x.Count.Apps = recommendedCount{On: 3, Off: 1} },
			Want: Warn, Detail: "switched off for 1"},
		{Name: "one product does not have them",
			Change: func(x *Case) { x.Count.Apps = recommendedCount{On: 3, Without: 1} }, Want: Pass,
			Detail: "isn't part of what 1 of them has"},
		{Name: "Apps for business", Change: func(x *Case) { x.Count.Apps = recommendedCount{Partly: 2} }, Want: Pass,
			Detail: "Apps for business or for devices: 2"},
		{Name: "nobody's product has them", Change: func(x *Case) { x.Count.Apps = recommendedCount{Without: 2} },
			Want: NotApplicable, Detail: "isn't part of"},
		{Name: "nobody was checked", Want: NotEvaluated},
	})
}
