package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func associationTable(*record.Run) tabular {
	type row = *record.Association
	return &table[row]{
		title: title{
			name: "associations", lists: tenant.Associations, sheet: "Associations",
			about: "devices that are associated with the tenant",
			in:    ofNobody, note: wholeOrNot(tenant.Associations), none: noAssociation,
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range s.Associations {
				if err := add(&s.Associations[i]); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"id", "", "of the association", 0, text, func(a row) any { return a.ID }},
			{"serialNumber", "Serial number", "that the device gave", 22, text, func(a row) any { return a.Serial }},
			{"manufacturerName", "Manufacturer", "that the device gave", 22, text,
				func(a row) any { return a.Manufacturer }},
			{"modelName", "Model", "that the device gave", 34, text, func(a row) any { return a.Model }},
			{"associationState", "State", "preassociated, associated, pendingRemoval", 15, text,
				func(a row) any { return a.State }},
			{"preassociated", "Pre-associated (UTC)", "when it was added", 20, moment,
				func(a row) any { return a.Preassociated }},
			{"devicePreparationPolicy", "Policy", "assigned to the device; empty where it is gone", 30, text,
				func(a row) any { return a.PolicyName }},
			{"devicePreparationPolicyId", "Policy id", "empty where that of its user applies", 38, text,
				func(a row) any { return idOrEmpty(a.Policy) }},
			{"deviceName", "Device", "of Intune; empty until it is enrolled", 24, text,
				func(a row) any { return a.DeviceName }},
			{"osVersion", "Version", "10.0.26200.9278", 18, text, func(a row) any { return a.OSVersion }},
			{"release", "Release", "of Windows: 25H2", 12, text, func(a row) any { return a.Release }},
			{"smbiosUuid", "", "of the hardware", 0, text, func(a row) any { return a.UUID }},
			{"", "Association id", "its id in Graph", 38, text, func(a row) any { return a.ID }},
			{"managedDeviceId", "Device id", "of the device in Intune, the id of the table of devices", 38, text,
				func(a row) any { return idOrEmpty(a.Device) }},
		},
	}
}

func noAssociation(s *record.Summary) string {
	switch {
	case s.Missed(tenant.Associations):
		return notRead
	case s.Associations == nil:
		return "not read: Graph does not list them in this tenant, or no selected rule is about them"
	}
	return "no device is associated with the tenant"
}
