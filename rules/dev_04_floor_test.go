package rules

import "testing"

func TestDEV04(t *testing.T) {
	try(t, versionFloor, examples{
		{Name: "24H2 as released", Change: runs("10.0.26100.1", 48), Want: Pass},
		{Name: "24H2, and the edition is not known", Change: runs("10.0.26100.1", -1), Want: Pass},
		{Name: "24H2 LTSC", Change: runs("10.0.26100.1", 125), Want: Pass},
		{Name: "an Insider build behind 24H2", Change: runs("10.0.26120.1", 48), Want: NotApplicable},
		{Name: "a build beyond the table", Change: runs("10.0.29000.1", 48), Want: NotApplicable},
		{Name: "23H2 with the update", Change: runs("10.0.22631.3374", 48), Want: Pass},
		{Name: "23H2 before the update", Change: runs("10.0.22631.3373", 48), Want: Warn, Detail: "KB5035942"},
		{Name: "22H2 with the update", Change: runs("10.0.22621.3374", 48), Want: Pass},
		{Name: "22H2 before the update", Change: runs("10.0.22621.2861", 48), Want: Warn},
		{Name: "21H2", Change: runs("10.0.22000.3260", 48), Want: Warn, Detail: "older than 22H2"},
		{Name: "23H2 without a revision", Change: runs("10.0.22631", 48), Want: NotEvaluated, Detail: "revision"},
		{Name: "an Insider build behind 23H2", Change: runs("10.0.22635.4805", 48), Want: NotApplicable},
		{Name: "Windows 10", Change: runs("10.0.19045.6456", 48), Want: NotApplicable},
		{Name: "a version that is none", Change: runs("11", 48), Want: NotEvaluated},
	})
}
