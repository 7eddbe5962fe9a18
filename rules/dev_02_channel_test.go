package rules

import "testing"

func TestDEV02(t *testing.T) {
	try(t, generalAvailability, examples{
		{Name: "a release", Change: runs("10.0.26200.7171", 48), Want: Pass},
		{Name: "a build of two channels, without the edition", Change: runs("10.0.26100.4061", -1), Want: NotEvaluated,
			Detail: "LTSC"},
		{Name: "a build of one channel, without the edition", Change: runs("10.0.26200.7171", -1), Want: Pass},
		{Name: "a build between releases", Change: runs("10.0.26120.1", 48), Want: Warn, Detail: "Insider"},
		{Name: "a build beyond the table", Change: runs("10.0.28001.1", 48), Want: NotEvaluated, Detail: "2026-11-04"},
		{Name: "the long-term channel", Change: runs("10.0.26100.4061", 125), Want: Warn, Detail: "2025-06-11"},
		{Name: "an edition of the long-term channel on a build that it does not have",
			Change: runs("10.0.26200.7171", 125), Want: NotEvaluated, Detail: "the edition is Enterprise LTSC"},
		{Name: "an edition of the long-term channel on a build between releases", Change: runs("10.0.26120.1", 125),
			Want: Warn, Detail: "Insider"},
		{Name: "Windows 10", Change: runs("10.0.19045.6456", 48), Want: NotApplicable},
		{Name: "a version that is none", Change: runs("", 48), Want: NotEvaluated},
	})
}
