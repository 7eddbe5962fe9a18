package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// A sheet without rows says why, so that nobody takes what was not read for nothing.

const (
	notRead  = "not read: see sheet Not evaluated"
	notWhole = "not read whole: see sheet Not evaluated"
)

func noneOfUsers(what string) func(*record.Summary) string {
	return func(s *record.Summary) string {
		switch {
		case !s.Scope.Asked:
			return "not read: no selected rule is about users"
		case missing(s, tenant.Users):
			return notRead
		case s.Scope.InScope == 0:
			return "nobody is in scope"
		}
		return what
	}
}

func noDevice(s *record.Summary) string {
	switch {
	case !s.Devices.Asked:
		return "not read: no selected rule is about devices"
	case missing(s, tenant.ManagedDevices):
		return notRead
	}
	return "Intune has no Windows device"
}

// unless is what stands for no rows where the dataset was read.
func unless(ds tenant.Dataset, what string) func(*record.Summary) string {
	return func(s *record.Summary) string {
		if missing(s, ds) {
			return notRead
		}
		return what
	}
}

func always(what string) func(*record.Summary) string {
	return func(*record.Summary) string { return what }
}
