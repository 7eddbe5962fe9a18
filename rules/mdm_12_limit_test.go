package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM12(t *testing.T) {
	try(t, deviceLimit, examples{
		{Name: "a limit for everybody", Change: limited(tenant.DeviceLimit{Name: "All users", Limit: 5}),
			Want: NotApplicable, Detail: "5 devices without"},
		{Name: "one device each", Change: limited(tenant.DeviceLimit{Limit: 1}), Want: NotApplicable,
			Detail: "1 device without"},
		{Name: "another limit for a group",
			Change: changes(limited(tenant.DeviceLimit{Limit: 15}),
				limited(tenant.DeviceLimit{Name: "Kiosks", Limit: 2})), Want: NotApplicable, Detail: "Kiosks"},
		{Name: "Graph did not say how many",
			Change: changes(limited(tenant.DeviceLimit{Limit: 15}), limited(tenant.DeviceLimit{Name: "Kiosks"})),
			Want:   NotEvaluated, Detail: "did not send"},
		{Name: "no limit was sent", Want: NotApplicable, Detail: "no device limit"},
	})
}

func limited(l tenant.DeviceLimit) func(*Case) {
	return set(func(s *tenant.Settings) { s.DeviceLimits = append(s.DeviceLimits, l) })
}
