package rules

import "prepaudit/rules/tenant"

// runs is a change: the device's version of Windows and the number of its edition.
func runs(version string, edition int) func(*Case) {
	return func(c *Case) { c.Device.Version, c.Device.SKUNumber = version, edition }
}

// device is a change of the device.
func device(change func(*tenant.Device)) func(*Case) {
	return func(c *Case) { change(&c.Device) }
}
