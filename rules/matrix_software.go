package rules

func softwareSentences() []Sentence {
	const software, windows, cloudPCs = "Software requirements", "Windows 11", "Windows 365 Cloud PCs"
	return inPart("Software", []Sentence{
		{Section: software,
			Text: "Device preparation depends on features of the Windows client, of Microsoft Entra ID and of an MDM " +
				"service such as Intune", In2024: true, In2025: true,
			Rules: []string{"DIR-05", "MDM-01", "MDM-04"}},
		{Section: software + ", note", Text: "Some manufacturers of devices take part; a list names them", In2024: true,
			Information: "today's page no longer has the list, and any device with a supported Windows will do"},
		{Section: windows, Text: "A supported version of Windows 11 is required", In2024: true, In2025: true,
			Rules: []string{"DEV-01", "DEV-03"}},
		{Section: windows, Text: "Windows 11 comes from the General Availability Channel", In2024: true,
			Rules: []string{"DEV-02"}},
		{Section: windows, Text: "Windows 11 24H2 or later, or 23H2 or 22H2 with KB5035942 or later", In2025: true,
			Rules: []string{"DEV-04"}},
		{Section: windows, Text: "The manufacturer ships devices with the update that is required at least",
			In2025: true,
			Manual: "ask the manufacturer for the build: 26100 or later, 22631.3374 or later, or 22621.3374 or " +
				"later; winver shows it on a sample"},
		{Section: windows, Text: "Installation media have that update; those from April 2024 on do", In2025: true,
			Manual: "`dism /Get-ImageInfo /ImageFile:install.wim /Index:1` shows the build of an image"},
		{Section: cloudPCs,
			Text: "In automatic mode, for Windows 365 Cloud PCs, 24H2 needs KB5052093 and 23H2 or " +
				"22H2 KB5035942",
			In2025:      true,
			Information: "automatic mode is Microsoft's to prepare and no person's; Cloud PCs are counted, not checked"},
		{Section: windows + ", editions",
			Text:   "The editions Pro, Pro Education, Pro for Workstations, Enterprise and Education are supported",
			In2024: true, In2025: true, Rules: []string{"DEV-05"}},
		{Section: windows + ", editions", Text: "Enterprise LTSC is supported too", In2025: true,
			Rules: []string{"DEV-05"}},
		{Section: "Device association",
			Text: "Devices that are associated with the tenant run 25H2 or 24H2 with KB5120998 or later, are no " +
				"virtual machines and have TPM 2.0 in a good state", Dated: "2026-08-25",
			URL:   associationURL + "?tabs=software#software-requirements",
			Rules: []string{"DEV-09", "DEV-10"}},
	})
}
