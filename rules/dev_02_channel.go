package rules

import (
	"time"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var generalAvailability = &Rule{
	ID:          "DEV-02",
	Title:       "Devices run a release of the General Availability Channel",
	Level:       Recommended,
	Citation:    Citation{document, "Windows 11", softwareURL},
	Rationale:   "Only releases of the General Availability Channel are supported; today's edition adds Enterprise LTSC. Insider builds have numbers of their own." + devicesAbout,
	Remediation: "Take the device out of the Windows Insider Program and install a release: Settings > Windows Update > Windows Insider Program. For LTSC: the edition of 2025-06-11 supports it, that of 2024-04-26 does not name it.",
	Needs:       []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(env *Env, d *DeviceRow) Verdict {
		v := d.version
		switch {
		case v.Build == 0:
			return Unknown("the version %.40q is none that prepaudit reads", d.Device.Version)
		case !v.Windows11():
			return NA("it runs Windows 10: DEV-01 says so")
		case d.edition.Name == "" && env.Windows.Twice(v.Build):
			return Unknown("build %d is a release of the General Availability Channel and of LTSC, and the edition is not known", v.Build)
		case d.of != nil && d.of.Channel != windows.General:
			v := Warnf("runs %s LTSC, which the edition of 2025-06-11 supports and that of 2024-04-26 does not name", d.of.Name)
			v.Older = true
			return v
		case d.of != nil:
			return OK
		case d.edition.Channel != windows.General && env.Windows.Release(v.Build, windows.General) != nil:
			return Unknown("build %d is a release of the General Availability Channel alone, and the edition is %s: which of the two is right is not known", v.Build, d.edition.Name)
		case v.Build > env.Windows.Newest():
			return Unknown("build %d is newer than the table of releases of %s: --lifecycle takes a newer one", v.Build, env.Windows.Date().Format(time.DateOnly))
		}
		return Warnf("build %d is no release of the General Availability Channel: an Insider build, perhaps", v.Build)
	},
	Examples: []Example{
		{Name: "a release", Change: runs("10.0.26200.7171", 48), Want: Pass},
		{Name: "a build of two channels, without the edition", Change: runs("10.0.26100.4061", -1), Want: NotEvaluated, Detail: "LTSC"},
		{Name: "a build of one channel, without the edition", Change: runs("10.0.26200.7171", -1), Want: Pass},
		{Name: "a build between releases", Change: runs("10.0.26120.1", 48), Want: Warn, Detail: "Insider"},
		{Name: "a build beyond the table", Change: runs("10.0.28001.1", 48), Want: NotEvaluated, Detail: "2026-11-04"},
		{Name: "the long-term channel", Change: runs("10.0.26100.4061", 125), Want: Warn, Detail: "2025-06-11"},
		{Name: "an edition of the long-term channel on a build that it does not have", Change: runs("10.0.26200.7171", 125), Want: NotEvaluated, Detail: "the edition is Enterprise LTSC"},
		{Name: "an edition of the long-term channel on a build between releases", Change: runs("10.0.26120.1", 125), Want: Warn, Detail: "Insider"},
		{Name: "Windows 10", Change: runs("10.0.19045.6456", 48), Want: NotApplicable},
		{Name: "a version that is none", Change: runs("", 48), Want: NotEvaluated},
	},
}
