package rules

func licensingSentences() []Sentence {
	const section = licensing
	row := func(n int, text string) Sentence {
		return Sentence{Section: section, Text: text, In2024: true, In2025: true, Row: n}
	}
	return inPart("Licensing", []Sentence{
		{Section: section,
			Text: "Device preparation depends on capabilities of the Windows client and of Microsoft Entra ID, and " +
				"on an MDM service such as Intune", In2024: true, In2025: true,
			Information: "the subscriptions below give these capabilities"},
		{Section: section,
			Text:   "One of seven subscriptions is required, for automatic MDM enrollment, company branding and MDM",
			In2024: true, In2025: true, Rules: []string{"LIC-01"}},
		row(1, "Microsoft 365 Business Premium"),
		row(2, "Microsoft 365 F1 or F3"),
		row(3, "Microsoft 365 Academic A1, A3 or A5"),
		row(4, "Microsoft 365 Enterprise E3 or E5"),
		row(5, "Enterprise Mobility + Security E3 or E5"),
		row(6, "Intune for Education"),
		row(7, "Microsoft Entra ID P1 or P2, and Microsoft Intune or another MDM service"),
		{Section: section + ", note",
			Text:   "Licenses still have to be assigned to the users, so that they can enroll devices in Intune",
			In2024: true, In2025: true,
			Rules: []string{"LIC-02", "LIC-03", "LIC-04"}},
		{Section: section + ", recommended", Text: "Microsoft 365 Apps for enterprise is recommended", In2024: true,
			In2025: true, Rules: []string{"LIC-18"}},
		{Section: section + ", recommended",
			Text:   "Windows Subscription Activation is recommended, to step devices up from Pro to Enterprise",
			In2024: true, In2025: true, Rules: []string{"LIC-19"}},
		{Section: "Device association", Text: "Device association asks for the same subscriptions", Dated: "2026-08-25",
			URL:         associationURL + "?tabs=licensing#licensing-requirements",
			Information: "there is nothing to buy for it"},
	})
}
