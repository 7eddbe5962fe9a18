package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDEV09(t *testing.T) {
	try(t, associatedBuild, examples{
		{Name: "24H2 with the update", Change: changes(enrolled("associated"), runs("10.0.26100.9278", 48)), Want: Pass,
			Detail: "1 associated device runs build"},
		{Name: "24H2 before the update", Change: changes(enrolled("associated"), runs("10.0.26100.9277", 48)), Want: Warn,
			Detail: "1 of 1 associated device runs an older build, such as 26100.9277"},
		{Name: "25H2 with the update", Change: changes(enrolled("preassociated"), runs("10.0.26200.9278", 4)),
			Want: Pass},
		{Name: "25H2 before the update", Change: changes(enrolled("preassociated"), runs("10.0.26200.7171", 4)),
			Want: Warn},
		{Name: "26H2", Change: changes(enrolled("associated"), runs("10.0.26300.1", 4)), Want: Pass},
		{Name: "26H1", Change: changes(enrolled("associated"), runs("10.0.28000.1", 4)), Want: Pass},
		{Name: "23H2, however new", Change: changes(enrolled("associated"), runs("10.0.22631.9999", 4)), Want: Warn,
			Detail: "22631.9999"},
		{Name: "Windows 10", Change: changes(enrolled("preassociated"), runs("10.0.19045.6456", 4)), Want: Warn},
		{Name: "23H2 without a revision", Change: changes(enrolled("associated"), runs("10.0.22631", 4)), Want: Warn,
			Detail: "22631.0"},
		{Name: "24H2 without a revision", Change: changes(enrolled("associated"), runs("10.0.26100", 4)), Want: Manual},
		{Name: "an Insider build behind 24H2", Change: changes(enrolled("associated"), runs("10.0.26120.9999", 4)),
			Want: Manual},
		{Name: "a version that is none", Change: changes(enrolled("associated"), runs("11", 4)), Want: Manual},
		{Name: "not enrolled yet", Change: associating("preassociated"), Want: Manual,
			Detail: "the build of 1 of 1 associated device is not known"},
		{Name: "one enrolled with the update, another not yet",
			Change: changes(enrolled("associated", "preassociated"), runs("10.0.26100.9278", 48)), Want: Manual,
			Detail: "1 of 2 associated devices"},
		{Name: "one enrolled before the update, another not yet",
			Change: changes(enrolled("associated", "preassociated"), runs("10.0.26100.1", 48)), Want: Warn},
		{Name: "enrolled before the update, and to be removed",
			Change: changes(enrolled("pendingRemoval"), runs("10.0.26100.1", 48)), Want: NotApplicable},
		{Name: "enrolled as a device that Intune does not list",
			Change: changes(associating("associated"), set(func(s *tenant.Settings) {
				s.Associations[0].Device = tenant.GUID{7}
			}), runs("10.0.26100.1", 48)), Want: Manual},
		{Name: "no device", Change: associating(), Want: NotApplicable},
		{Name: "Graph has no list of them", Want: NotEvaluated, Detail: "does not list"},
	})
}

// enrolled is a change: devices are associated in these states, and the first is the device of the example.
func enrolled(states ...string) func(*Case) {
	return changes(associating(states...), set(func(s *tenant.Settings) {
		s.Associations[0].Device = tenant.GUID{14: 1}
	}))
}
