package rules

import "testing"

func TestDEV06(t *testing.T) {
	try(t, servicedForMonths, examples{
		{Name: "25H2 Pro", Change: runs("10.0.26200.7171", 48), Want: Pass},
		{Name: "24H2 Enterprise, ten months", Change: runs("10.0.26100.7171", 4), Want: Pass},
		{Name: "24H2 Pro, ended", Change: runs("10.0.26100.7171", 48), Want: NotApplicable},
		{Name: "24H2 Pro in June", Change: changes(runs("10.0.26100.7171", 48), on(2026, 6, 1)), Want: Warn,
			Detail: "2026-10-13"},
		{Name: "24H2 Pro a year before", Change: changes(runs("10.0.26100.7171", 48), on(2025, 10, 13)), Want: Pass},
		{Name: "24H2 Pro half a year before, to the day", Change: changes(runs("10.0.26100.7171", 48), on(2026, 4, 13)),
			Want: Warn},
		{Name: "26H2 Enterprise, whose end is not verified", Change: runs("10.0.26300.9457", 4), Want: NotApplicable},
	})
}
