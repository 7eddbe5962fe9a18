package rules

import (
	"strconv"
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP10(t *testing.T) {
	try(t, noClassicDevices, examples{
		{Name: "none", Want: Pass},
		{Name: "one", Change: changes(preparing(), classic(1)), Want: Warn, Detail: "such as Latitude 7450"},
		{Name: "many", Change: changes(preparing(), classic(40)), Want: Warn,
			Detail: "40 devices are registered with classic Windows Autopilot and ignore device preparation unless"},
		{Name: "many of one model", Change: changes(preparing(), classic(40)), Want: Warn,
			Detail: "such as Latitude 7450\n"},
		{Name: "no policy that they would ignore", Change: classic(40), Want: NotApplicable, Detail: "40 devices are"},

		{Name: "all of them associated", Change: changes(preparing(), classic(2), associating("associated", "associated")),
			Want: Pass, Detail: "2 devices are"},
		{Name: "all of them pre-associated, and written in other letters",
			Change: changes(preparing(), classic(1), associating("preassociated"),
				set(func(s *tenant.Settings) { s.Autopilots[0].Serial = " sn1" })), Want: Pass},
		{Name: "one of three associated", Change: changes(preparing(), classic(3), associating("associated")), Want: Warn,
			Detail: "2 of 3 devices that are registered"},
		{Name: "none of them associated", Change: changes(preparing(), classic(2), associating()), Want: Warn,
			Detail: "2 devices are registered with classic Windows Autopilot and not associated"},
		{Name: "one is to be removed", Change: changes(preparing(), classic(2), associating("associated", "pendingRemoval")),
			Want: Warn, Detail: "1 of 2 devices"},
		{Name: "one is to be removed under its old entry alone",
			Change: changes(preparing(), classic(1), associating("pendingRemoval", "associated"),
				set(func(s *tenant.Settings) { s.Associations[1].Serial = "SN1" })), Want: Pass},
		{Name: "a state is unrecognized", Change: changes(preparing(), classic(2), associating("associated", "enrolling")),
			Want: NotEvaluated},
		{Name: "a state is unrecognized, and another is not associated",
			Change: changes(preparing(), classic(3), associating("associated", "enrolling")), Want: Warn,
			Detail: "1 of 3 devices"},
		{Name: "without serial numbers, one of which is associated",
			Change: changes(preparing(), classic(2), associating("associated"), set(func(s *tenant.Settings) {
				s.Autopilots[0].Serial, s.Autopilots[1].Serial, s.Associations[0].Serial = "", "", ""
			})), Want: Warn, Detail: "2 devices are"},
		{Name: "associated devices could not be read",
			Change: changes(preparing(), classic(1), associating("associated"), missing(tenant.Associations)), Want: Warn,
			Detail: "unless they are associated"},
	})
}

// classic is a change: so many devices are registered, SN1 the first.
func classic(n int) func(*Case) {
	return set(func(s *tenant.Settings) {
		for i := range n {
			s.Autopilots = append(s.Autopilots,
				tenant.AutopilotDevice{Serial: "SN" + strconv.Itoa(i+1), Model: "Latitude 7450"})
		}
	})
}
