package rules

import "testing"

func TestDEV03(t *testing.T) {
	try(t, serviced, examples{
		{Name: "25H2 Pro", Change: runs("10.0.26200.7171", 48), Want: Pass},
		{Name: "24H2 Pro, whose servicing ended in October", Change: runs("10.0.26100.7171", 48), Want: Warn,
			Detail: "2026-10-13"},
		{Name: "24H2 Enterprise", Change: runs("10.0.26100.7171", 4), Want: Pass},
		{Name: "23H2 Enterprise, whose servicing ended twelve days ago", Change: runs("10.0.22631.6199", 4), Want: Warn,
			Detail: "2026-11-10"},
		{Name: "26H2 Enterprise, whose end is not verified", Change: runs("10.0.26300.9457", 4), Want: NotEvaluated,
			Detail: "not verified"},
		{Name: "Enterprise LTSC", Change: runs("10.0.26100.4061", 125), Want: Pass},
		{Name: "Enterprise LTSC on its last day", Change: changes(runs("10.0.26100.4061", 125), on(2029, 10, 9)),
			Want: Pass},
		{Name: "Enterprise LTSC a day later", Change: changes(runs("10.0.26100.4061", 125), on(2029, 10, 10)),
			Want: Warn, Detail: "2029-10-09"},
		{Name: "IoT Enterprise LTSC", Change: changes(runs("10.0.26100.4061", 191), on(2034, 10, 10)), Want: Pass},
		{Name: "an edition whose number is not verified", Change: runs("10.0.26200.7171", 203), Want: NotEvaluated,
			Detail: "SE"},
		{Name: "an edition that is not known", Change: runs("10.0.26200.7171", -1), Want: NotEvaluated,
			Detail: "edition"},
		{Name: "Windows 10", Change: runs("10.0.19045.6456", 48), Want: NotApplicable},
	})
}
