package rules

import "prepaudit/rules/tenant"

var companyOwned = &Rule{
	ID:       "DEV-07",
	Title:    "Devices belong to the organization",
	Level:    Advisory,
	Effect:   Effect{Prepare, Information, Information},
	Citation: Citation{tutorial, "Add Windows corporate identifier for devices", identifierPage},
	Rationale: "A device that is only registered, or that a user enrolled manually, counts as personal: policies " +
		"for corporate devices don't apply to it.",
	Remediation: "Microsoft Intune admin center > Devices > All devices > the device > Properties > Device ownership: Corporate. " +
		"For new devices: corporate identifiers or device preparation.",
	Needs: []tenant.Dataset{tenant.ManagedDevices},
	EachDevice: func(_ *Facts, d *DeviceRow) Verdict {
		switch d.Device.Ownership {
		case "company":
			return OK
		case "personal":
			return Warnf("counts as personal")
		case "unknown", "":
			return Unknown("Intune does not know whose it is")
		}
		return unrecognized("its owner is", d.Device.Ownership)
	},
	Shown: []Shown{
		{Pass, "the organization's"},
		{Warn, "personal"},
		{NotEvaluated, "unknown"},
	},
}
