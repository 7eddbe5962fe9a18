package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP10(t *testing.T) {
	try(t, noClassicDevices, examples{
		{Name: "none", Want: Pass},
		{Name: "one", Change: changes(preparing(), classic(1)), Want: Warn, Detail: "such as Latitude 7450"},
		{Name: "many", Change: changes(preparing(), classic(40)), Want: Warn, Detail: "40 devices are"},
		{Name: "many of one model",
			Change: changes(preparing(), classic(40),
				set(func(s *tenant.Settings) { s.Autopilots.Sample = slices.Repeat(s.Autopilots.Sample, 3) })),
			Want: Warn, Detail: "such as Latitude 7450\n"},
		{Name: "no policy that they would ignore", Change: classic(40), Want: NotApplicable, Detail: "40 devices are"},
	})
}

func classic(n int) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Autopilots = tenant.AutopilotDevices{Total: n,
			Sample: []tenant.AutopilotDevice{{ID: "1", Serial: "SN1", Model: "Latitude 7450"}}}
	})
}
