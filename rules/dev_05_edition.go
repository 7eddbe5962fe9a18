package rules

import (
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var supportedEdition = &Rule{
	ID:       "DEV-05",
	Title:    "Devices run a supported edition",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("software", "Windows 11"),
	Rationale: "Pro, Pro Education, Pro for Workstations, Enterprise and Education are supported; Microsoft's page " +
		"of 2025-06-11 adds Enterprise LTSC. Home can't join Microsoft Entra ID. N editions count like the others. " +
		"Graph reports Pro in S mode as Pro." + devicesAbout,
	Remediation: "Upgrade Home to Pro with a product key: Settings > System > Activation. Reinstall an evaluation " +
		"edition from licensed media. Enterprise LTSC is fine by Microsoft's page of 2025-06-11. Replace any other " +
		"edition by Pro, Enterprise or Education.",
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(_ *Facts, d *DeviceRow) Verdict {
		ed := d.edition
		switch ed.Class {
		case windows.Supported:
			return OK
		case windows.LTSC:
			v := Warnf("%s, which Microsoft's page of 2025-06-11 supports and that of 2024-04-26 doesn't name", ed.Name)
			v.Older = true
			return v
		case windows.Evaluation:
			return Warnf("%s stops working after its term", ed.Name)
		case windows.Other:
			return Warnf("%s is not among the supported editions", ed.Name)
		case windows.Unverified:
			return Unknown("what edition %d (%s) is isn't verified", d.Device.SKUNumber, ed.Name)
		}
		switch {
		case d.Device.SKUNumber < 0:
			return Unknown("Graph did not send skuNumber, which is in beta only")
		case d.Device.SKUNumber == 0:
			return Unknown("Intune doesn't know the edition (skuNumber 0)")
		}
		return Unknown("edition %d isn't in the table", d.Device.SKUNumber)
	},
	Shown: []Shown{
		{Pass, "Pro"},
		{Warn, "Home"},
		{Warn, "IoT Enterprise"},
		{NotEvaluated, "not sent"},
	},
}
