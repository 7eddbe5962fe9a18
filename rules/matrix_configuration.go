package rules

func configurationSentences() []Sentence {
	const part = "Configuration"
	all := []Sentence{
		{Section: "Automatic enrolment", Text: "Automatic MDM enrolment in Microsoft Entra ID is configured for the users", In2025: true, Rules: []string{"MDM-02", "MDM-03", "DPP-09"}},
		{Section: "Joining devices", Text: "The first user to sign in is allowed to join devices to Microsoft Entra ID", In2025: true, Rules: []string{"DIR-01"}},
		{Section: "Subscription activation", Text: "Optionally, subscription activation steps Windows Pro up to Enterprise", In2025: true, Rules: []string{"LIC-19"}},
		{Section: "Enrolment restrictions", Text: "Where personal devices may not enrol, devices need corporate identifiers or a device association", In2025: true, Rules: []string{"MDM-08", "MDM-09"}},
		{Section: "Device preparation policy", Text: "A device group, a user group and a policy exist and fit together", In2025: true, Rules: []string{"DPP-01", "DPP-02", "DPP-03", "DPP-07", "DPP-08"}},
		{Section: "Hardware", Text: "Nothing further is needed of the hardware", In2025: true, Information: "there is nothing to check"},
	}
	for i := range all {
		all[i].Part = part
	}
	return all
}

func roleSentences() []Sentence {
	const part, section = "RBAC", "Role permissions"
	all := []Sentence{
		{Section: section, Text: "Whoever configures device preparation holds a role with these permissions: Device configurations Read, Delete, Assign, Create, Update; Enrollment programs Enrollment time device membership assignment; Managed apps Read; Mobile apps Read; Organization Read", In2025: true, Rules: []string{"RBA-01"}},
	}
	for i := range all {
		all[i].Part = part
	}
	return all
}
