package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDEV11(t *testing.T) {
	try(t, primaryUsers, examples{
		{Name: "a device, and Intune", Holds: "SPE_E3", Change: primary(1), Want: Pass},
		{Name: "a device, and no Intune", Holds: "ENTERPRISEPACK", Change: primary(1), Want: Fail,
			Detail: "1 Windows device is enrolled: none of the user's licenses includes an Intune plan"},
		{Name: "two devices, and Intune turned off", Holds: "SPE_E3 -INTUNE_A", Change: primary(2), Want: Fail,
			Detail: "2 Windows devices are enrolled: "},
		{Name: "a device, and a group is still assigning", Holds: "ENTERPRISEPACK",
			Change: changes(assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}),
				primary(1)), Want: Warn, Detail: "still being assigned"},
		{Name: "no device", Holds: "ENTERPRISEPACK", Want: NotApplicable},
		{Name: "no device among those that were read", Holds: "ENTERPRISEPACK",
			Change: func(c *Case) { c.Devices.Close(true) }, Want: NotEvaluated, Detail: "not all devices were read"},
		{Name: "a device among those that were read", Holds: "ENTERPRISEPACK",
			Change: changes(primary(1), func(c *Case) { c.Devices.Close(true) }), Want: Fail},
		{Name: "another MDM service", Holds: "AAD_PREMIUM", Change: primary(1), OtherMDM: true, Want: NotApplicable},
		{Name: "Graph didn't send the licenses", Change: changes(unsent, primary(1)), Want: NotEvaluated},
	})
}

// Devices that something else than Intune manages, of other systems, or of nobody, are nobody's primary ones.
func TestPrimaryDevices(t *testing.T) {
	var p PrimaryDevices
	for _, d := range []tenant.Device{
		{UserID: exampleUser, System: "Windows", Agent: "mdm"},
		{UserID: exampleUser, System: "windows", Agent: "configurationManagerClientMdm"},
		{UserID: exampleUser, Agent: "unknown"},
		{UserID: exampleUser, System: "Windows", Agent: "configurationManagerClient"},
		{UserID: exampleUser, System: "Windows", Agent: "msSense"},
		{UserID: exampleUser, System: "macOS", Agent: "mdm"},
		{System: "Windows", Agent: "mdm"},
	} {
		p.Add(&d)
	}
	p.Close(false)
	facts := &Facts{Devices: p}
	if got := facts.devicesOf(exampleUser); got != 3 {
		t.Errorf("%d devices, want 3", got)
	}
	if got := facts.devicesOf(tenant.GUID{}); got != 0 {
		t.Errorf("nobody has %d devices", got)
	}
	facts.Devices.Close(true)
	if got := facts.devicesOf(exampleUser); got != -1 {
		t.Errorf("%d devices of those that were read", got)
	}
}
