package rules

import (
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var supportedEdition = &Rule{
	ID:       "DEV-05",
	Title:    "Devices run an edition that is supported",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("software", "Windows 11"),
	Rationale: "Pro, Pro Education, Pro for Workstations, Enterprise and Education are supported; the edition of " +
		"2025-06-11 adds Enterprise LTSC. Home cannot join Microsoft Entra ID at all. Editions N count as those " +
		"without N. A Pro in S mode tells Graph that it is Pro." + devicesAbout,
	Remediation: "Home steps up to Pro with a product key: Settings > System > Activation. An evaluation is " +
		"installed anew from licensed media. LTSC needs nothing where the edition of 2025-06-11 holds. Any other is " +
		"replaced by Pro, Enterprise or Education: an installation anew, or other devices.",
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(_ *Facts, d *DeviceRow) Verdict {
		ed := d.edition
		switch ed.Class {
		case windows.Supported:
			return OK
		case windows.LTSC:
			v := Warnf("%s, which the edition of 2025-06-11 supports and that of 2024-04-26 does not name", ed.Name)
			v.Older = true
			return v
		case windows.Evaluation:
			return Warnf("%s stops working after its term", ed.Name)
		case windows.Other:
			return Warnf("%s is not among the supported editions", ed.Name)
		case windows.Unverified:
			return Unknown("what edition %d (%s) stands for is not verified", d.Device.SKUNumber, ed.Name)
		}
		switch {
		case d.Device.SKUNumber < 0:
			return Unknown("Graph did not send skuNumber, which is in beta only")
		case d.Device.SKUNumber == 0:
			return Unknown("Intune does not know the edition: its skuNumber is 0")
		}
		return Unknown("edition %d is in no table", d.Device.SKUNumber)
	},
	Shown: []Shown{
		{Pass, "Pro"},
		{Warn, "Home"},
		{Warn, "IoT Enterprise"},
		{NotEvaluated, "not sent"},
	},
}
