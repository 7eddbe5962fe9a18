package rules

func licensingSentences() []Sentence {
	const part, section = "Licensing", "Licensing requirements"
	all := []Sentence{
		{Section: section, Text: "Device preparation depends on capabilities of the Windows client and of Microsoft Entra ID, and on an MDM service such as Intune", In2024: true, In2025: true,
			Information: "the subscriptions below give these capabilities"},
		{Section: section, Text: "One of seven subscriptions is required, for automatic MDM enrolment, company branding and MDM", In2024: true, In2025: true, Rules: []string{"LIC-01"}},
		{Section: section, Text: "Microsoft 365 Business Premium", In2024: true, In2025: true, Row: 1},
		{Section: section, Text: "Microsoft 365 F1 or F3", In2024: true, In2025: true, Row: 2},
		{Section: section, Text: "Microsoft 365 Academic A1, A3 or A5", In2024: true, In2025: true, Row: 3},
		{Section: section, Text: "Microsoft 365 Enterprise E3 or E5", In2024: true, In2025: true, Row: 4},
		{Section: section, Text: "Enterprise Mobility + Security E3 or E5", In2024: true, In2025: true, Row: 5},
		{Section: section, Text: "Intune for Education", In2024: true, In2025: true, Row: 6},
		{Section: section, Text: "Microsoft Entra ID P1 or P2, and Microsoft Intune or another MDM service", In2024: true, In2025: true, Row: 7},
		{Section: section + ", note", Text: "Licences still have to be assigned to the users, so that they can enrol devices in Intune", In2024: true, In2025: true,
			Rules: []string{"LIC-02", "LIC-03", "LIC-04"}},
		{Section: section + ", recommended", Text: "Microsoft 365 Apps for enterprise is recommended", In2024: true, In2025: true, Rules: []string{"LIC-18"}},
		{Section: section + ", recommended", Text: "Windows Subscription Activation is recommended, to step devices up from Pro to Enterprise", In2024: true, In2025: true, Rules: []string{"LIC-19"}},
	}
	for i := range all {
		all[i].Part = part
	}
	return all
}
