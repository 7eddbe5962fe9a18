package rules

import "prepaudit/rules/tenant"

var versionFloor = &Rule{
	ID:       "DEV-04",
	Title:    "Devices run Windows 11 24H2 or later, or 23H2 or 22H2 with KB5035942",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("software", "Windows 11, edition of 2025-06-11"),
	Rationale: "Device preparation came to 23H2 and 22H2 with the update of March 2024 (22631.3374, 22621.3374). " +
		"Before that update, Windows setup doesn't know it. Microsoft's page of 2024-04-26 has no such minimum." +
		devicesAbout,
	Remediation: "Install the newest cumulative update, or use installation media from April 2024 or later. " +
		upgradeFix,
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: overWindows11(func(_ *Facts, d *DeviceRow) Verdict {
		v := d.version
		switch {
		case d.of == nil && v.Build >= build24H2:
			return NA("it runs no release that the table has")
		case v.Build >= build24H2:
			return OK
		case v.Build < build22H2:
			return Warnf("build %d is older than 22H2", v.Build)
		case v.Build != build23H2 && v.Build != build22H2:
			return NA("it runs no release")
		case v.Revision < 0:
			return Unknown("%s has no revision, by which the update is known", d.Device.Version)
		case v.Revision < revisionKB5035942:
			return Warnf("%d.%d is older than KB5035942 (%d.%d)", v.Build, v.Revision, v.Build, revisionKB5035942)
		}
		return OK
	}),
	Shown: []Shown{
		{Pass, "24H2 as released"},
		{Pass, "23H2 with the update"},
		{Warn, "23H2 before the update"},
		{NotApplicable, "Windows 10"},
	},
}
