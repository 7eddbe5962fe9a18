package rules

import (
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var generalAvailability = &Rule{
	ID:       "DEV-02",
	Title:    "Devices run a release of the General Availability Channel",
	Level:    Recommended,
	Effect:   Effect{Prepare, Information, Information},
	Citation: requirement("software", "Windows 11"),
	Rationale: "Only releases of the General Availability Channel are supported; Microsoft's page of 2025-06-11 " +
		"adds Enterprise LTSC. Insider builds have numbers of their own." + devicesAbout,
	Remediation: "Take the device out of the Windows Insider Program and install a release: Settings > Windows " +
		"Update > Windows Insider Program. Enterprise LTSC is supported by Microsoft's page of 2025-06-11; the " +
		"page of 2024-04-26 doesn't name it.",
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: overWindows11(func(facts *Facts, d *DeviceRow) Verdict {
		v := d.version
		switch {
		case d.edition.Name == "" && facts.Windows.Twice(v.Build):
			return Unknown("build %d is a release of the General Availability Channel and of LTSC, and the edition "+
				"is not known", v.Build)
		case d.of != nil && d.of.Channel != windows.General:
			v := Warnf("runs %s LTSC, which Microsoft's page of 2025-06-11 supports and that of 2024-04-26 doesn't name",
				d.of.Name)
			v.Older = true
			return v
		case d.of != nil:
			return OK
		case d.edition.Channel != windows.General && facts.Windows.Release(v.Build, windows.General) != nil:
			return Unknown("build %d is a release of the General Availability Channel alone, and the edition is %s: "+
				"which of the two is right is not known", v.Build, d.edition.Name)
		case v.Build > facts.Windows.Newest():
			return Unknown("build %d is newer than the table of releases of %s: --lifecycle takes a newer one", v.Build,
				facts.Windows.Date().Format(time.DateOnly))
		}
		return Warnf("build %d isn't a release of the General Availability Channel; it may be an Insider build", v.Build)
	}),
	Shown: []Shown{
		{Pass, "a release"},
		{Warn, "a build between releases"},
		{Warn, "the long-term channel"},
		{NotApplicable, "Windows 10"},
	},
}
