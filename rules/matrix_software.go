package rules

func softwareSentences() []Sentence {
	const part, software, windows = "Software", "Software requirements", "Windows 11"
	all := []Sentence{
		{Section: software, Text: "Device preparation depends on features of the Windows client, of Microsoft Entra ID and of an MDM service such as Intune", In2024: true, In2025: true,
			Rules: []string{"DIR-05", "MDM-01", "MDM-04"}},
		{Section: software + ", note", Text: "Some manufacturers of devices take part; a list names them", In2024: true,
			Information: "today's edition no longer has the list, and any device with a supported Windows will do"},
		{Section: windows, Text: "A supported version of Windows 11 is required", In2024: true, In2025: true, Rules: []string{"DEV-01", "DEV-03"}},
		{Section: windows, Text: "Windows 11 comes from the General Availability Channel", In2024: true, In2025: true, Rules: []string{"DEV-02"}},
		{Section: windows, Text: "Windows 11 24H2 or later, or 23H2 or 22H2 with KB5035942 or later", In2025: true, Rules: []string{"DEV-04"}},
		{Section: windows, Text: "Installation media from April 2024 on has that update already", In2025: true, Information: "it says where a new device gets the update from"},
		{Section: windows, Text: "The editions Pro, Pro Education, Pro for Workstations, Enterprise and Education are supported", In2024: true, In2025: true, Rules: []string{"DEV-05"}},
		{Section: windows, Text: "Enterprise LTSC is supported too", In2025: true, Rules: []string{"DEV-05"}},
		{Section: windows, Text: "In automatic mode, for Windows 365 Cloud PCs, 24H2 needs KB5052093 and 23H2 or 22H2 KB5035942", In2025: true,
			Information: "automatic mode is Microsoft's to prepare and no person's; Cloud PCs are counted, not judged"},
		{Section: software, Text: "Devices join Microsoft Entra ID; a hybrid join is not supported", In2025: true, Rules: []string{"DPP-06"}},
	}
	for i := range all {
		all[i].Part = part
	}
	return all
}
