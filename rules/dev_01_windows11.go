package rules

import "prepaudit/rules/tenant"

var windows11 = &Rule{
	ID:          "DEV-01",
	Title:       "Devices run Windows 11",
	Level:       Recommended,
	Effect:      Effect{Prepare, Information, Information},
	Citation:    requirement("software", "Windows 11"),
	Rationale:   "Device preparation is a feature of Windows 11." + devicesAbout,
	Remediation: upgradeFix,
	Needs:       []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(_ *Facts, d *DeviceRow) Verdict {
		switch {
		case d.version.Build == 0:
			return unreadVersion(d)
		case !d.version.Windows11():
			return Warnf("runs Windows 10 (%s)", d.Device.Version)
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "Windows 11"},
		{Warn, "Windows 10"},
		{NotApplicable, "a server"},
		{NotEvaluated, "how it is joined is not known to Intune"},
	},
}
