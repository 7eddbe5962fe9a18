package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// PrimaryDevices counts the Windows devices that Intune manages by their primary user: Add each, then Close.
type PrimaryDevices struct {
	owned tenant.Owned
	cut   bool
}

// Add counts a device.
func (p *PrimaryDevices) Add(d *tenant.Device) {
	if !d.UserID.IsZero() && d.Managed() && (d.System == "" || strings.EqualFold(d.System, "Windows")) {
		p.owned.Add(d.UserID)
	}
}

// Close makes the counts ready to be asked; cut says that not all devices were read, so that a user may have more.
func (p *PrimaryDevices) Close(cut bool) {
	p.owned.Close()
	p.cut = cut
}

// devicesOf is the number of devices whose primary user somebody is; -1 where it is not known.
func (f *Facts) devicesOf(user tenant.GUID) int {
	if !f.Has(tenant.ManagedDevices) || f.Devices.cut {
		return -1
	}
	return f.Devices.owned.Of(user)
}
