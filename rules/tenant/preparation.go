package tenant

// PreparationPolicy is a Windows Autopilot device preparation policy (a configurationPolicy for Windows of the
// template family enrollmentConfiguration).
type PreparationPolicy struct {
	ID, Name    string
	TemplateID  string // 80d33118-b7b4-40d8-b15f-81be745e053f_1: user-driven; its suffix is a version
	Mode        PreparationMode
	Priority    int  // the lowest wins
	Unranked    bool // Graph sent no priority
	Settings    []PreparationSetting
	Assignments []Assignment
	Device      DeviceGroup
	AppIDs      []string // that it lets in, out of its settings
	ScriptIDs   []string
}

// PreparationMode is who drives a device preparation policy.
type PreparationMode int

// The modes, told apart by the deployment type, else by the template.
const (
	UserDriven PreparationMode = iota
	Automatic                  // for Cloud PCs; no user drives it
	OtherMode                  // neither its deployment type nor its template is one that this program knows
)

// PreparationSetting is one setting of a policy.
type PreparationSetting struct {
	ID     string   // settingDefinitionId: enrollment_autopilot_dpp_timeout, …
	Values []string // what is set; for a choice the id of the option: …_0
	Labels []string // what Intune calls the chosen options (settingDefinitions); "" where it does not say
}

// Assignment is a target of a policy, an app or a script.
type Assignment struct {
	Kind  string // group, exclusion, allUsers, allDevices: from the target's @odata.type
	Group Group  // where Kind is group or exclusion; transitive members for policies, nil elsewhere
	// Intent is what an app's assignment asks: required, available, uninstall, …; "" for others.
	Intent string
	// Filter is deviceAndAppManagementAssignmentFilterType: include, exclude; "" for none.
	Filter string
	// RunAs is the install context of an assignment of a packaged app (settings.useDeviceContext): system, user; ""
	// where it was not sent, and for others.
	RunAs string
}

// Known reports whether Kind is one of the words above, not one that is newer.
func (a Assignment) Known() bool {
	switch a.Kind {
	case "group", "exclusion", "allUsers", "allDevices":
		return true
	}
	return false
}

// DeviceGroup is the group that a policy puts devices into, as Intune's own check sees it.
type DeviceGroup struct {
	Known bool // Intune's check was read
	ID    GUID // zero: the policy has none
	Name  string
	Valid Tri // validationSucceeded; Unknown where Intune names the group and says nothing of it
	// targetValidationErrorCode: securityGroupNotFound, notSecurityGroup, notStaticSecurityGroup,
	// firstPartyAppNotAnOwner, …
	Error string

	Found Tri // No: the directory has no such group
	// What the group itself says; Unknown where it could not be read.
	Security, Dynamic, RoleAssignable Tri
	// Owned says whether the Intune Provisioning Client (appId f1346770-5b25-470b-88bd-d5744ab7952c) owns it.
	Owned Tri
}

// App is an application of Intune.
type App struct {
	ID, Name string
	Found    Tri    // No: Intune has no such app
	Type     string // win32LobApp, winGetApp, officeSuiteApp, …
	// installExperience.runAsAccount, or useDeviceContext of an MSI: system, user; "" where it was not sent, or the
	// type has none
	RunAs       string
	Assignments []Assignment
}

// Script is a platform script that a device preparation policy names.
type Script struct {
	ID, Name    string
	Found       Tri
	RunAs       string // runAsAccount: system, user
	Assignments []Assignment
}
