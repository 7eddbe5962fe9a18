package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDEV10(t *testing.T) {
	try(t, associatedHardware, examples{
		{Name: "associated", Change: associating("associated", "associated"), Want: Pass,
			Detail: "2 associated devices have passed"},
		{Name: "pre-associated", Change: associating("preassociated", "associated"), Want: Manual,
			Detail: "1 device is pre-associated"},
		{Name: "a virtual machine", Change: built("Microsoft Corporation", "Virtual Machine", "preassociated"),
			Want: Warn, Detail: "such as Virtual Machine"},
		{Name: "a device of the same manufacturer",
			Change: built("Microsoft Corporation", "Surface Laptop 7th Edition", "associated"), Want: Pass},
		{Name: "another virtual machine", Change: built("VMware, Inc.", "VMware20,1", "preassociated", "associated"),
			Want: Warn, Detail: "1 of 2 associated devices"},
		{Name: "a virtual machine by its manufacturer",
			Change: built("QEMU", "Standard PC (Q35 + ICH9, 2009)", "preassociated"), Want: Warn},
		{Name: "a Cloud PC", Change: built("Microsoft Corporation", "Cloud PC Enterprise 4vCPU/16GB/128GB", "associated"),
			Want: Warn},
		{Name: "a virtual machine that is to be removed",
			Change: built("Microsoft Corporation", "Virtual Machine", "pendingRemoval", "associated"), Want: Pass},
		{Name: "an unrecognized state", Change: associating("enrolling"), Want: Manual},
		{Name: "a device without a model", Change: built("", "", "associated"), Want: Pass},
		{Name: "no device", Change: associating(), Want: NotApplicable},
		{Name: "Graph has no list of them", Want: NotEvaluated, Detail: "does not list"},
	})
}

// built is a change: devices are associated in these states, the first of this manufacturer and model.
func built(maker, model string, states ...string) func(*Case) {
	return changes(associating(states...), set(func(s *tenant.Settings) {
		s.Associations[0].Manufacturer, s.Associations[0].Model = maker, model
	}))
}
