package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func deviceTable(*record.Run) tabular {
	type row = *record.Device
	return &table[row]{
		title: title{
			name: "devices", lists: tenant.ManagedDevices, sheet: "Devices", about: "Windows devices of Intune",
			in: ofTenant, none: noDevice,
		},
		device: itself[row],
		columns: []column[row]{
			{"id", "", "of the device in Intune", 0, text, deviceID},
			{"deviceName", "Device", "of Intune", 24, text, func(d row) any { return d.Name }},
			{"serialNumber", "Serial number", "of Intune", 22, text, func(d row) any { return d.Serial }},
			{"manufacturer", "Manufacturer", "of Intune", 22, text, func(d row) any { return d.Manufacturer }},
			{"model", "Model", "of Intune", 34, text, func(d row) any { return d.Model }},
			{"kind", "Kind", choice(rules.DeviceKinds()[:rules.NotWindows], rules.DeviceKind.String) +
				"; only computers are checked, the others are counted", 18, text, func(d row) any { return d.Kind.String() }},
			{"osVersion", "Version", "10.0.26200.6584", 18, text, func(d row) any { return d.Version }},
			{"release", "Release", "of Windows: 24H2", 12, text, func(d row) any { return d.Release }},
			{"edition", "Edition", "of Windows: Pro", 22, text, func(d row) any { return d.Edition }},
			{"servicingEnds", "Serviced until", "the day of the last update for release and edition, 2027-10-12", 15,
				date,
				func(d row) any { return d.Servicing }},
			{"joinType", "Join", "of Intune: azureADJoined …", 20, text, func(d row) any { return d.JoinType }},
			{"ownership", "Owner", "company, personal, unknown", 11, text, func(d row) any { return d.Ownership }},
			{"enrollmentType", "Enrolled by", "deviceEnrollmentType of Intune: windowsAzureADJoin …", 24, text,
				func(d row) any { return d.Enrollment }},
			{"enrollmentProfileName", "Profile", "the device preparation policy, where one was used", 30, text,
				func(d row) any { return d.ProfileName }},
			{"userId", "", "object id of the user, the id of the table of users", 0, text,
				func(d row) any { return idOrEmpty(d.UserID) }},
			{"userPrincipalName", "User principal name", "of the user", 38, text, func(d row) any { return d.UPN }},
			{"enrolled", "Enrolled (UTC)", "when it was enrolled in Intune", 17, moment,
				func(d row) any { return d.Enrolled }},
			{"lastSync", "Last sync (UTC)", "with Intune", 17, moment, func(d row) any { return d.LastSync }},
			{"findings", "Findings", "number of findings about the device", 10, amount,
				func(d row) any { return len(d.Findings) }},
			{"", "Object id", "of the device in Intune", 38, text, deviceID},
		},
	}
}

func deviceID(d *record.Device) any { return d.ID.String() }
