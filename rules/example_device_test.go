package rules

import (
	"time"

	"prepaudit/rules/tenant"
)

// on is a change: the day of the audit.
func on(year, month, day int) func(*Case) {
	return func(c *Case) { c.Now = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC) }
}

// runs is a change: the device's version of Windows and the number of its edition.
func runs(version string, edition int) func(*Case) {
	return func(c *Case) { c.Device.Version, c.Device.SKUNumber = version, edition }
}

// primary is a change: the user is the primary user of so many devices.
func primary(devices int) func(*Case) {
	return func(c *Case) {
		for range devices {
			c.Devices.Add(&tenant.Device{UserID: c.User.ID, System: "Windows", Agent: "mdm"})
		}
		c.Devices.Close(false)
	}
}

// device is a change of the device.
func device(change func(*tenant.Device)) func(*Case) {
	return func(c *Case) { change(&c.Device) }
}
