package doctor

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// beyond are properties of derived types, and of types of which the metadata at hand has the name alone: kinds by type
// and name, as there. They are those that package graph reads.
var beyond = map[string]map[string]string{
	"appInstallExperience":                   {"runAsAccount": "string"},
	"deviceAndAppManagementAssignmentTarget": {"groupId": "guid"},
	"deviceConfiguration": {"omaSettings": "omaSetting[]", "networkProxyApplySettingsDeviceWide": "bool",
		"networkProxyDisableAutoDetect": "bool", "networkProxyAutomaticConfigurationUrl": "string",
		"networkProxyServer": "networkProxy", "diagnosticsDataSubmissionMode": "string", "proxySetting": "string"},
	"deviceEnrollmentConfiguration": {"limit": "int", "platformType": "string",
		"platformRestriction": "platformRestriction", "windowsRestriction": "platformRestriction"},
	"deviceManagementConfigurationSettingDefinition": {"options": "settingOption[]"},
	"deviceManagementConfigurationSettingInstance": {
		"choiceSettingValue": "settingChoice", "choiceSettingCollectionValue": "settingChoice[]",
		"simpleSettingValue": "settingValue", "simpleSettingCollectionValue": "settingValue[]",
		"groupSettingValue": "settingGroup", "groupSettingCollectionValue": "settingGroup[]"},
	"deviceRegistrationMembership":               {"groups": "guid[]", "users": "guid[]"},
	"enrollmentTimeDeviceMembershipTargetResult": {"enrollmentTimeDeviceMembershipTargets": "membershipTarget[]"},
	"enrollmentTimeDeviceMembershipTargetStatus": {"validationSucceeded": "bool"},
	"membershipTarget":                           {"targetId": "guid", "targetType": "string"},
	"mobileApp": {"installExperience": "appInstallExperience",
		"useDeviceContext": "bool"},
	"mobileAppAssignmentSettings": {"useDeviceContext": "bool"},
	"omaSetting":                  {"omaUri": "string", "value": ""},
	"platformRestriction": {"osMaximumVersion": "string", "osMinimumVersion": "string",
		"personalDeviceEnrollmentBlocked": "bool", "platformBlocked": "bool"},
	"settingChoice": {"children": "deviceManagementConfigurationSettingInstance[]", "value": "string"},
	"settingGroup":  {"children": "deviceManagementConfigurationSettingInstance[]"},
	"settingOption": {"displayName": "string", "itemId": "string"},
	"settingValue":  {"value": ""},
}

//go:embed used.txt
var usedText string

// used are the lines of used.txt by what stands before the colon.
var used = sync.OnceValue(func() map[string]string {
	all, last := map[string]string{}, ""
	for line := range strings.Lines(usedText) {
		name, names, found := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, "#"):
		case found:
			last, all[name] = name, names
		default:
			all[last] += line
		}
	}
	return all
})

// seldom are properties that Graph leaves out where there is nothing to say though a $select names them.
var seldom = []string{"signInActivity", "isAssignableToRole"}

// usedAt are the properties that are read of the objects at a path, and which of them are always there.
func (a *Answer) usedAt(path string) (names, always []string) {
	if list := a.selected(); list != nil && (path == "value[]" || path == "") {
		always = slices.DeleteFunc(slices.Clone(list), func(name string) bool { return slices.Contains(seldom, name) })
		return list, always
	}
	for name := range strings.FieldsSeq(used()[a.Shape[path].Kind]) {
		name, optional := strings.CutSuffix(name, "?")
		names = append(names, name)
		if !optional {
			always = append(always, name)
		}
	}
	return names, always
}

// selected are the names of $select; nil where there is none.
func (a *Answer) selected() []string {
	_, list, found := strings.Cut(a.Request, "?$select=")
	if !found {
		_, list, found = strings.Cut(a.Request, "&$select=")
	}
	if !found {
		return nil
	}
	list, _, _ = strings.Cut(list, "&")
	list, _, _ = strings.Cut(list, ", ")
	return strings.Split(list, ",")
}
