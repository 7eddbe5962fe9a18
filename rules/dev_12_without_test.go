package rules

import "testing"

func TestDEV12(t *testing.T) {
	try(t, intuneWithoutDevice, examples{
		{Name: "everybody has one", Change: equipped(10, 0, 1, 12), Want: Pass, Detail: "0 of 10 people"},
		{Name: "one has none, and a colleague lacks Intune", Change: equipped(10, 1, 1, 12), Want: Warn,
			Detail: "1 of 10 people with Intune has no Windows device, and 1 person lacks it"},
		{Name: "one has none, and nobody lacks Intune", Change: equipped(10, 1, 0, 12), Want: Pass,
			Detail: "1 of 10 people with Intune has no Windows device"},
		{Name: "no device yet", Change: equipped(10, 10, 1, 0), Want: NotApplicable},
		{Name: "nobody has Intune", Change: equipped(0, 0, 1, 12), Want: NotApplicable},
		{Name: "not all devices were read",
			Change: changes(equipped(10, 1, 1, 12), func(c *Case) { c.Devices.Close(true) }), Want: NotEvaluated},
		{Name: "another MDM service", Change: equipped(10, 1, 1, 12), OtherMDM: true, Want: NotApplicable},
	})
}

// equipped is a change: so many people have Intune, some of them have no device, others lack Intune, and so many devices
// were read.
func equipped(people, without, lack, devices int) func(*Case) {
	return func(c *Case) {
		c.Count.Primary, c.Count.Devices.Read = primaryCount{people, without, lack}, devices
	}
}
