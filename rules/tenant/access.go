package tenant

import (
	"slices"
	"strings"
)

// AccessPolicy is a Conditional Access policy, as far as enrollment is concerned. Ids are as Graph has them:
// GUIDs, or the words All, None, GuestsOrExternalUsers (all kinds of them), SomeGuests, AllAgentIdUsers, Office365,
// MicrosoftAdminPortals.
type AccessPolicy struct {
	ID, Name string
	State    string // enabled, disabled, enabledForReportingButNotEnforced

	IncludeUsers, ExcludeUsers   []string
	IncludeGroups, ExcludeGroups []Group  // named and with transitive members where rules ask whom the policy means
	IncludeRoles, ExcludeRoles   []string // roleTemplateIds; who holds a role is not read
	IncludeApps, ExcludeApps     []string
	FilteredApps                 bool     // a filter picks applications too; which these are is not read
	UserActions                  []string // RegisterDevice, …
	IncludePlatforms             []string // all, windows, …; empty: not a condition
	ExcludePlatforms             []string
	// all, browser, mobileAppsAndDesktopClients, exchangeActiveSync, other; empty: not a condition
	ClientApps []string
	Flows      []string // deviceCodeFlow, authenticationTransfer; empty: not a condition

	// Only says under which further conditions the policy applies: "sign-in risk high", "some locations" …
	Only  []string
	Risks []Risk // those of the conditions that are on a risk; all of them have to be met

	// Controls is grantControls.builtInControls: mfa, compliantDevice, domainJoinedDevice, block, …; with TermsOfUse
	// and CustomControl.
	Controls []string
	Operator string    // grantControls.operator: AND, OR
	Strength *Strength // the authentication strength that is demanded; nil for none
	// Frequency is sessionControls.signInFrequency: its frequencyInterval (timeBased, everyTime), "" when not set or
	// off.
	Frequency string
}

// Risk is a condition on a risk: at which levels of it a policy applies.
type Risk struct {
	Of     string   // sign-in, user, service principal, insider
	Levels []string // riskLevel or conditionalAccessInsiderRiskLevels
}

// Strength is an authenticationStrengthPolicy.
type Strength struct {
	ID, Name string
	// Combinations is allowedCombinations: of each, "password,sms", every member of authenticationMethodModes is needed.
	Combinations []string
	Narrowed     []string // those for which not every key or certificate counts (combinationConfigurations)
}

// What AccessPolicy has in place of ids and of built-in controls. The first two are Graph's own words.
const (
	Guests        = "GuestsOrExternalUsers"
	Agents        = "AllAgentIdUsers" // accounts of agents: no persons
	SomeGuests    = "some guests"     // of some kinds, or of some organizations
	TermsOfUse    = "termsOfUse"      // grantControls.termsOfUse is not empty
	CustomControl = "custom control"  // grantControls.customAuthenticationFactors is not empty: of another provider
)

// connectRole is the role Directory Synchronization Accounts, which Microsoft Entra Connect alone uses: no person holds
// it (Microsoft Entra built-in roles, 2026-01-20). Policies of Microsoft's own making exclude it.
const connectRole = "d29b2b05-8046-44ba-8758-1e26182fcf32"

// RegisterDevice is Conditional Access's word, in UserActions, for registering or joining devices.
const RegisterDevice = "urn:user:registerdevice"

// OnWindows reports whether the policy can apply to somebody who signs in while Windows is set up: on this platform,
// and neither by legacy authentication nor by a code or a sign-in that comes from another device.
func (p AccessPolicy) OnWindows() bool {
	included := len(p.IncludePlatforms) == 0 || has(p.IncludePlatforms, "all") || has(p.IncludePlatforms, "windows")
	return included && !has(p.ExcludePlatforms, "windows") &&
		!nothingBut(p.ClientApps, "exchangeActiveSync", "easSupported", "other") &&
		!nothingBut(p.Flows, "deviceCodeFlow", "authenticationTransfer")
}

func has(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, word) })
}

// nothingBut reports whether a condition is set and names none but these words.
func nothingBut(condition []string, words ...string) bool {
	return len(condition) > 0 && !slices.ContainsFunc(condition, func(s string) bool { return !has(words, s) })
}

// MeetsEnrollment reports whether the policy applies to joining devices, or to Intune or its enrollment, on Windows.
func (p AccessPolicy) MeetsEnrollment() bool {
	if !p.OnWindows() {
		return false
	}
	return p.MeetsApp(IntuneEnrollmentApp) || p.MeetsApp(IntuneApp) || has(p.UserActions, RegisterDevice)
}

// MeetsApp reports whether the policy can apply to an application. Policies for user actions apply to none.
func (p AccessPolicy) MeetsApp(app string) bool {
	return (p.FilteredApps || has(p.IncludeApps, "All") || has(p.IncludeApps, app)) && !has(p.ExcludeApps, app)
}

// levelsOfRisk are those at which there is a risk (riskLevel and conditionalAccessInsiderRiskLevels, 2026-08): hidden is
// one that the tenant has no license to see. The level none is that of everybody without a risk.
var levelsOfRisk = []string{"low", "medium", "high", "hidden", "minor", "moderate", "elevated"}

// AtRisk reports whether the policy applies at a risk alone, and so passes over whoever signs in without one. It is
// Unknown at a level that is newer than this program.
func (p AccessPolicy) AtRisk() Tri {
	answer := No
	for _, r := range p.Risks {
		switch {
		case has(r.Levels, "none"):
		case slices.ContainsFunc(r.Levels, func(l string) bool { return !has(levelsOfRisk, l) }):
			answer = Unknown
		default:
			return Yes
		}
	}
	return answer
}

// MeansNobody reports whether the policy includes no person.
func (p AccessPolicy) MeansNobody() bool {
	return len(p.IncludeGroups) == 0 && len(p.IncludeRoles) == 0 &&
		!slices.ContainsFunc(p.IncludeUsers, func(u string) bool { return !nobody(u) })
}

func nobody(word string) bool { return word == "None" || word == Agents }

// Meets says whether the policy means a user. It is Unknown where a group that decides it was not read, where a role
// does, guests of some kinds, or a word that this program does not know.
func (p AccessPolicy) Meets(u *User) Tri {
	included, excluded := names(u, p.IncludeUsers, p.IncludeGroups, p.IncludeRoles),
		names(u, p.ExcludeUsers, p.ExcludeGroups, p.ExcludeRoles)
	switch {
	case included == No, excluded == Yes:
		return No
	case included == Yes && excluded == No:
		return Yes
	}
	return Unknown
}

// names says whether a user is among these.
func names(u *User, users []string, groups []Group, roles []string) Tri {
	answer := No
	if slices.ContainsFunc(roles, func(id string) bool { return !strings.EqualFold(id, connectRole) }) {
		answer = Unknown
	}
	for _, s := range users {
		switch {
		case s == "All", s == Guests && u.stranger() == Yes:
			return Yes
		case s == Guests && u.stranger() == Unknown, s == SomeGuests && u.stranger() != No:
			answer = Unknown
		case s == Guests, s == SomeGuests, nobody(s):
		default:
			switch id, err := ParseGUID(s); {
			case err != nil:
				answer = Unknown
			case id == u.ID:
				return Yes
			}
		}
	}
	for _, g := range groups {
		switch {
		case g.Members == nil:
			answer = Unknown
		case g.Members[u.ID] != NotMember:
			return Yes
		}
	}
	return answer
}

// stranger says whether Conditional Access takes a user for a guest or an external one.
func (u *User) stranger() Tri {
	switch {
	case strings.EqualFold(u.UserType, "Guest"), strings.Contains(u.UPN, "#EXT#"):
		return Yes
	case u.ExternalUserState != "", u.CreationType == "Invitation":
		return Unknown // converted, perhaps: how Conditional Access takes these is not documented
	}
	return No
}
