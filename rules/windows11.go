package rules

import "time"

const oneDay = 24 * time.Hour // until the end of the day that an end of servicing names

const (
	upgradeFix = "Update the device before you reset it, or replace it: Microsoft Intune admin center > " +
		"Devices > Windows > Windows updates > Feature updates."
	devicesAbout = " For information: the devices are enrolled already. It matters when you reset one, and for new ones like it."
)

const (
	build22H2, build23H2, build24H2 = 22621, 22631, 26100
	revisionKB5035942               = 3374
)

// overWindows11 judges devices that run Windows 11, of which the rules about releases speak; DEV-01 is about the
// others.
func overWindows11(judge func(*Facts, *DeviceRow) Verdict) func(*Facts, *DeviceRow) Verdict {
	return func(facts *Facts, d *DeviceRow) Verdict {
		switch {
		case d.version.Build == 0:
			return unreadVersion(d)
		case !d.version.Windows11():
			return NA("it runs Windows 10")
		}
		return judge(facts, d)
	}
}

func unreadVersion(d *DeviceRow) Verdict {
	return Unknown("the version %.40q has an unrecognized form", d.Device.Version)
}
