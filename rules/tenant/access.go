package tenant

// AccessPolicy is a Conditional Access policy, as far as enrolment is concerned. Ids are as Graph has them:
// GUIDs, or the words All, None, GuestsOrExternalUsers, Office365, MicrosoftAdminPortals.
type AccessPolicy struct {
	ID, Name string
	State    string // enabled, disabled, enabledForReportingButNotEnforced

	IncludeUsers, ExcludeUsers   []string
	IncludeGroups, ExcludeGroups []string
	IncludeRoles, ExcludeRoles   []string
	IncludeApps, ExcludeApps     []string
	UserActions                  []string // urn:user:registerdevice, …
	IncludePlatforms             []string // all, windows, …; empty: not a condition
	ExcludePlatforms             []string

	Controls []string // grantControls.builtInControls: mfa, compliantDevice, domainJoinedDevice, block, …
	Operator string   // grantControls.operator: AND, OR
	Strength bool     // an authentication strength is demanded
	// Frequency is sessionControls.signInFrequency: its frequencyInterval (timeBased, everyTime), "" when not set or off.
	Frequency string
}
