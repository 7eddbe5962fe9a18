package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestINT04(t *testing.T) {
	try(t, storeApps, examples{
		{Name: "no app", Want: Pass, Detail: "no app of the Store and no suite"},
		{Name: "an app of the Store", Change: pushing("winGetApp"), Want: Pass, Detail: "1 app of the Store (Portal)"},
		{Name: "Microsoft 365 Apps", Change: pushing("officeSuiteApp"), Want: Pass,
			Detail: "1 suite of Microsoft 365 Apps (Portal)"},
		{Name: "an app of the Store for Business", Change: pushing("winGetApp", "microsoftStoreForBusinessApp"),
			Want: Warn, Detail: "2025-06-11"},
		{Name: "many apps", Change: pushing("winGetApp", "winGetApp", "winGetApp", "winGetApp", "winGetApp"),
			Want: Pass, Detail: "5 apps of the Store (Portal, Portal, Portal and 2 more)"},
	})
}

func pushing(kinds ...string) func(*Case) {
	return set(func(s *tenant.Settings) {
		for _, kind := range kinds {
			s.PushedApps = append(s.PushedApps, tenant.App{ID: "1", Name: "Portal", Found: tenant.Yes, Type: kind})
		}
	})
}
