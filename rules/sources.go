package rules

// The documents that rules cite.
const (
	document              = "Windows Autopilot device preparation requirements"
	documentURL           = "https://learn.microsoft.com/autopilot/device-preparation/requirements"
	licensing             = "Licensing requirements"
	association           = "Requirements for Windows Autopilot device association"
	associationFolder     = "https://learn.microsoft.com/autopilot/device-preparation/device-association/"
	associationURL        = associationFolder + "requirements"
	knownIssuesURL        = "https://learn.microsoft.com/autopilot/device-preparation/known-issues"
	restrictionsURL       = "https://learn.microsoft.com/intune/device-enrollment/restrictions"
	enrollmentDocument    = "Enable MDM automatic enrollment for Windows"
	enrollmentDocumentURL = "https://learn.microsoft.com/intune/device-enrollment/windows/enable-automatic-mdm"

	tutorial        = "Windows Autopilot device preparation, user-driven tutorial"
	tutorialURL     = "https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/"
	enrollmentPage  = tutorialURL + "entra-join-automatic-enrollment"
	joinPage        = tutorialURL + "entra-join-allow-users-to-join"
	deviceGroupPage = tutorialURL + "entra-join-device-group"
	userGroupPage   = tutorialURL + "entra-join-user-group"
	preparationPage = tutorialURL + "entra-join-autopilot-policy"
	identifierPage  = tutorialURL + "entra-join-corporate-identifier"
	associatePage   = tutorialURL + "entra-join-device-association"
)

// Where the portals have what is to be set.
const (
	productsPath       = "Microsoft 365 admin center > Billing > Your products"
	licensesPath       = "Microsoft 365 admin center > Billing > Licenses"
	accessPath         = "Microsoft Entra admin center > Entra ID > Conditional Access > Policies"
	deviceSettingsPath = "Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings"
	joinPath           = deviceSettingsPath + " > Users may join devices to Microsoft Entra"
	enrollmentPath     = "Microsoft Intune admin center > Devices > Enrollment > Windows > Automatic Enrollment"
	preparationPath    = "Microsoft Intune admin center > Devices > Enrollment > Windows > Device preparation policies"
	associationPath    = "Microsoft Intune admin center > Devices > Enrollment > Device association > Devices"
	platformPath       = "Microsoft Intune admin center > Devices > Enrollment > Device platform restriction"
	restrictionPath    = platformPath + " > Windows restrictions"
	activeUsersPath    = "Microsoft 365 admin center > Users > Active users > Licenses and apps"
	groupsPath         = "Microsoft Entra admin center > Entra ID > Groups"
)

// requirement cites a section of the document, by the tab of its page.
func requirement(tab, section string) Citation {
	return Citation{document, section, documentURL + "?tabs=" + tab}
}
