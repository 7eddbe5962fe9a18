package tenant

import (
	"slices"
	"strings"
)

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
	ClientApps                   []string // all, browser, mobileAppsAndDesktopClients, exchangeActiveSync, other; empty: not a condition
	Flows                        []string // deviceCodeFlow, authenticationTransfer; empty: not a condition

	// Only says under which further conditions the policy applies: "sign-in risk high", "some locations" …
	Only []string

	Controls []string // grantControls.builtInControls: mfa, compliantDevice, domainJoinedDevice, block, …
	Operator string   // grantControls.operator: AND, OR
	Strength bool     // an authentication strength is demanded
	// Frequency is sessionControls.signInFrequency: its frequencyInterval (timeBased, everyTime), "" when not set or off.
	Frequency string
}

// The applications that a device meets while it is enrolled, and the action of joining.
const (
	intuneEnrollment = "d4ebce55-015a-49b5-a083-c84d1797ae8c"
	intune           = "0000000a-0000-0000-c000-000000000000"
	registerDevice   = "urn:user:registerdevice"
)

// OnWindows reports whether the policy can apply to somebody who signs in while Windows is set up: on this platform, and
// neither by legacy authentication nor by a code or a sign-in that comes from another device.
func (p AccessPolicy) OnWindows() bool {
	included := len(p.IncludePlatforms) == 0 || has(p.IncludePlatforms, "all") || has(p.IncludePlatforms, "windows")
	return included && !has(p.ExcludePlatforms, "windows") &&
		!nothingBut(p.ClientApps, "exchangeActiveSync", "easSupported", "other") && !nothingBut(p.Flows, "deviceCodeFlow", "authenticationTransfer")
}

func has(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, word) })
}

// nothingBut reports whether a condition is set and names none but these words.
func nothingBut(condition []string, words ...string) bool {
	return len(condition) > 0 && !slices.ContainsFunc(condition, func(s string) bool { return !has(words, s) })
}

// MeetsEnrolment reports whether the policy applies to joining devices, or to Intune or its enrolment, on Windows.
func (p AccessPolicy) MeetsEnrolment() bool {
	if !p.OnWindows() {
		return false
	}
	for _, app := range []string{intuneEnrollment, intune} {
		if (has(p.IncludeApps, "All") || has(p.IncludeApps, app)) && !has(p.ExcludeApps, app) {
			return true
		}
	}
	return has(p.UserActions, registerDevice)
}

// Meets says whether the policy means a user who is in these groups, and in no other where all of them are known.
// Roles, and guests' kinds, leave it unknown.
func (p AccessPolicy) Meets(user GUID, groups []Group, all bool) Tri {
	named := func(users, in []string) bool {
		return slices.ContainsFunc(users, func(s string) bool { return s == "All" || strings.EqualFold(s, user.String()) }) ||
			slices.ContainsFunc(groups, func(g Group) bool {
				return slices.ContainsFunc(in, func(s string) bool { return strings.EqualFold(s, g.ID.String()) })
			})
	}
	included := named(p.IncludeUsers, p.IncludeGroups)
	perhaps := len(p.IncludeRoles) > 0 || slices.Contains(p.IncludeUsers, "GuestsOrExternalUsers") || !all && len(p.IncludeGroups) > 0
	switch {
	case named(p.ExcludeUsers, p.ExcludeGroups), !included && !perhaps:
		return No
	case !included, len(p.ExcludeRoles) > 0, !all && len(p.ExcludeGroups) > 0:
		return Unknown
	}
	return Yes
}
