package rules

func configurationSentences() []Sentence {
	const section, policy = "Configuration requirements", "Device preparation policy"
	return inPart("Configuration", []Sentence{
		{Section: section, Text: "Automatic enrollment in Intune is configured in Microsoft Entra ID for the users",
			In2025: true, Rules: []string{"MDM-02", "MDM-03", "MDM-05"}},
		{Section: section, Text: "Another MDM service has addresses and settings of its own", In2025: true,
			Manual: "ask its vendor for them; --mdm other states that it is used"},
		{Section: section, Text: "The first user to sign in is allowed to join devices to Microsoft Entra ID",
			In2025: true, Rules: []string{"DIR-01"}},
		{Section: section + ", optional", Text: "Subscription activation steps Windows Pro up to Enterprise",
			In2025: true, Rules: []string{"LIC-19"}},
		{Section: section + ", hardware", Text: "Nothing is needed of the hardware beyond what Windows needs",
			In2025: true, Information: "a device that runs a supported Windows 11 has it"},

		// What the pages beside it ask for.
		{Section: "Enrollment restrictions", Text: "Windows devices may enroll, in every version that is supported",
			Dated: "2025-12-04", URL: restrictionsURL + "#available-restrictions", Rules: []string{"MDM-09", "MDM-10"}},
		{Section: "Enrollment restrictions",
			Text:  "The device limit of Intune does not apply to devices that join Microsoft Entra ID",
			Dated: "2025-12-04", URL: restrictionsURL + "#limitations", Rules: []string{"MDM-12"}},
		{Section: "Enrollment restrictions",
			Text:  "Where personal devices may not enroll, devices need corporate identifiers or a device association",
			Dated: "2026-08-07",
			URL:   identifierPage + "#add-windows-corporate-identifier-for-devices", Rules: []string{"MDM-08"}},
		{Section: policy,
			Text:  "The device group has assigned members, no roles, and the Intune Provisioning Client for its owner",
			Dated: "2026-08-07", URL: deviceGroupPage + "#create-an-assigned-device-group", Rules: []string{"DPP-03"}},
		{Section: policy, Text: "The user group has those who will sign in to the devices as members", Dated: "2026-08-07",
			URL: userGroupPage, Rules: []string{"DPP-02"}},
		{Section: policy, Text: "A user-driven policy is assigned to the user group, with settings within their bounds",
			Dated: "2026-08-25", URL: preparationPage + "#configuration-settings", Rules: []string{"DPP-01", "DPP-05"}},
		{Section: policy, Text: "Up to 25 apps and 10 scripts are assigned to the device group and run as the system",
			Dated: "2026-08-25", URL: preparationPage + "#configuration-settings", Rules: []string{"DPP-07", "DPP-08"}},
		{Section: policy,
			Text: "Of several policies that apply to a user, the one with the smallest priority number wins; one " +
				"that is assigned to the device comes first", Dated: "2026-08-25", URL: preparationPage + "#policy-priority",
			Rules: []string{"DPP-04"}},
		{Section: policy,
			Text: "A device that is registered with classic Windows Autopilot, and not associated with the tenant, " +
				"takes that way", Dated: "2026-08-25", URL: preparationPage + "#configuration-settings",
			Rules: []string{"DPP-10"}},
		{Section: "Known issues",
			Text: "With the account type Standard user, Microsoft Entra ID makes everybody local " +
				"administrator by joining", Dated: "2026-09-14",
			URL: knownIssuesURL +
				"#conflict-between-microsoft-entra-id-and-windows-autopilot-device-preparation-local-administrator-setting", Rules: []string{"DIR-03"}},
		{Section: "Known issues", Text: "BitLocker may take 128 bits where 256 are configured, before KB5124012",
			Dated:  "2026-09-14",
			URL:    knownIssuesURL + "#bitlocker-encryption-defaults-to-128-bit-when-256-bit-encryption-is-configured",
			Manual: "on a device that was prepared: `manage-bde -status C:` shows the encryption method"},
		{Section: "What's new", Text: "An app that a deployment plan brings to the device group in a later ring is not there " +
			"during the out-of-box experience", Dated: "2026-09-21",
			URL: "https://learn.microsoft.com/intune/intune-service/fundamentals/whats-new",
			Manual: "Microsoft Intune admin center > Apps: of the apps that the policy names, those in a deployment plan " +
				"reach the device group in its first ring"},
		{Section: "What's new", Text: "Monthly updates during the out-of-box experience are announced, and delayed " +
			"without a new date", Dated: "2026-09-14", URL: "https://learn.microsoft.com/autopilot/device-preparation/whats-new",
			Information: "there is nothing to set up yet"},
		{Section: "Device association",
			Text:  "A policy may be assigned to a device when it is pre-associated; without one, that of its user applies",
			Dated: "2026-08-07", URL: associatePage + "#pre-associate-the-device-in-intune", Rules: []string{"DPP-12"}},
		{Section: "Device association",
			Text: "A pre-associated device is associated when it reaches a network in its out-of-box experience; entries " +
				"of devices that never do are deleted after 360 days",
			Dated: "2026-09-01", URL: associationFolder + "lifecycle-management#managing-stale-records",
			Rules: []string{"DPP-11"}},
		{Section: "Device association", Text: "Hiding the options to change the account needs company branding",
			Dated: "2026-08-25", URL: preparationPage + "#configuration-settings", Rules: []string{"DIR-04"}},
	})
}

func roleSentences() []Sentence {
	return inPart("RBAC", []Sentence{
		{Section: rolesSection,
			Text: "Whoever configures device preparation has a role with these permissions: Device configurations " +
				"Read, Delete, Assign, Create, Update; Enrollment programs Enrollment time device membership " +
				"assignment; Managed apps Read; Mobile apps Read; Organization Read", In2025: true,
			Rules: []string{"RBA-01"}},
		{Section: "Device association",
			Text: "Whoever associates devices has a role with these permissions: Enrollment programs Read device, " +
				"Create device, Delete device; Device configurations Assign", Dated: "2026-08-25",
			URL: associationURL + "?tabs=rbac#required-rbac-permissions", Rules: []string{"RBA-02"}},
	})
}
