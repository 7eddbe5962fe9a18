package rules

import "testing"

func TestDEV05(t *testing.T) {
	try(t, supportedEdition, examples{
		{Name: "Pro", Change: runs("10.0.26200.7171", 48), Want: Pass},
		{Name: "Pro N", Change: runs("10.0.26200.7171", 49), Want: Pass},
		{Name: "IoT Enterprise", Change: runs("10.0.26200.7171", 188), Want: Warn, Detail: "not among"},
		{Name: "IoT Enterprise LTSC", Change: runs("10.0.26100.4061", 191), Want: Warn, Detail: "not among"},
		{Name: "S mode", Change: runs("10.0.26200.7171", 178), Want: Warn, Detail: "S mode"},
		{Name: "Education", Change: runs("10.0.26200.7171", 121), Want: Pass},
		{Name: "Enterprise LTSC", Change: runs("10.0.26100.4061", 125), Want: Warn, Detail: "2025-06-11"},
		{Name: "an evaluation", Change: runs("10.0.26200.7171", 72), Want: Warn, Detail: "evaluation"},
		{Name: "Home", Change: runs("10.0.26200.7171", 101), Want: Warn, Detail: "Home"},
		{Name: "an edition whose number is not verified", Change: runs("10.0.26200.7171", 203), Want: NotEvaluated,
			Detail: "SE"},
		{Name: "an edition of no table", Change: runs("10.0.26200.7171", 9999), Want: NotEvaluated, Detail: "9999"},
		{Name: "Home, whose version is none", Change: runs("", 101), Want: Warn, Detail: "Home"},
		{Name: "not known to Intune", Change: runs("10.0.26200.7171", 0), Want: NotEvaluated, Detail: "doesn't know"},
		{Name: "not sent", Change: runs("10.0.26200.7171", -1), Want: NotEvaluated, Detail: "beta"},
	})
}
