package graph

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestRestrictions(t *testing.T) {
	const path = "/beta/deviceManagement/deviceEnrollmentConfigurations"
	s, err := read(t, fixedAnswers(t, answers{
		path: `{"value":[` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration","id":"all",` +
			`"priority":0,"windowsRestriction":{"platformBlocked":false,"osMinimumVersion":"10.0.1"}},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration","id":"own",` +
			`"priority":2,"platformType":"windows","platformRestriction":{"platformBlocked":true,` +
			`"personalDeviceEnrollmentBlocked":true}},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration","id":"ios",` +
			`"priority":1,"platformType":"ios"},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentLimitConfiguration","id":"limit",` +
			`"displayName":"Everybody","priority":0,"limit":5},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentLimitConfiguration","id":"unsaid",` +
			`"priority":1,"limit":null}]}`,
		path + "/own/assignments": `{"value":[{"id":"1",` +
			`"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"` + groupID + `"}},` +
			`{"id":"2","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
	}), tenant.Restrictions)
	got, limits := s.Restrictions, s.DeviceLimits
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if r := got[0]; !r.Default || r.Blocked != tenant.No || r.PersonalBlocked != tenant.Unknown ||
		r.MinVersion != "10.0.1" || len(r.Assignments) != 0 {
		t.Errorf("the default one %+v", r)
	}
	if r := got[1]; r.Default || r.Blocked != tenant.Yes || r.PersonalBlocked != tenant.Yes ||
		fmt.Sprint(r.Assignments) != fmt.Sprint(
			[]tenant.Assignment{
				{Kind: "group", Group: tenant.Group{ID: tenant.MustGUID(groupID)}}, {Kind: "allDevices"},
			}) {
		t.Errorf("an administrator's own %+v", r)
	}
	if !slices.Equal(limits, []tenant.DeviceLimit{{ID: "limit", Name: "Everybody", Limit: 5}, {ID: "unsaid"}}) {
		t.Errorf("limits %+v", limits)
	}
}

func TestCounted(t *testing.T) {
	var devices []string
	for i := range mostClassic + 1 {
		devices = append(devices, fmt.Sprintf(`{"id":"%d","serialNumber":"S%d","groupTag":null}`, i, i))
	}
	c := fixedAnswers(t, answers{
		"/beta/deviceManagement/importedDeviceIdentities": `{"value":[{"importedDeviceIdentityType":"serialNumber"},{"importedDeviceIdentityType":"imei"},` +
			`{"importedDeviceIdentityType":"serialNumber"}]}`,
		"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities": `{"value":[` + strings.Join(devices, ",") + `]}`,
	})
	s, err := read(t, c, tenant.CorporateIDs, tenant.Autopilots)
	if ids := s.CorporateIDs; err != nil || !maps.Equal(ids, map[string]int{"serialNumber": 2, "imei": 1}) {
		t.Errorf("%v, %v", ids, err)
	}
	if classic := s.Autopilots; err != nil || classic.Total != mostClassic+1 || len(classic.Sample) != mostClassic ||
		classic.Sample[1].Serial != "S1" {
		t.Errorf("%+v, %v", classic, err)
	}
}

// Only the settings that the document speaks of are kept, and a value that means nothing is set is none.
func TestConfigurations(t *testing.T) {
	const profiles, catalogue = "/beta/deviceManagement/deviceConfigurations",
		"/beta/deviceManagement/configurationPolicies"
	s, err := read(t, fixedAnswers(t, answers{
		profiles: `{"value":[` +
			`{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","id":"p","displayName":"Proxy",` +
			`"networkProxyAutomaticConfigurationUrl":"http://x/p.pac","networkProxyDisableAutoDetect":false,` +
			`"diagnosticsDataSubmissionMode":"userDefined"},` +
			`{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","id":"q","displayName":"Nothing",` +
			`"networkProxyServer":null},` +
			`{"@odata.type":"#microsoft.graph.windowsWifiConfiguration","id":"n","displayName":"No ` +
			`proxy","proxySetting":"none"},` +
			`{"@odata.type":"#microsoft.graph.androidWorkProfileEnterpriseWiFiConfiguration","id":"a",` +
			`"displayName":"Phones","proxySetting":"manual"},` +
			`{"@odata.type":"#microsoft.graph.windowsWifiEnterpriseEAPConfiguration","id":"w","displayName":"Wi-Fi",` +
			`"proxySetting":"automatic"},` +
			`{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","id":"o",` +
			`"displayName":"By address","omaSettings":[` +
			`{"@odata.type":"#microsoft.graph.omaSettingString",` +
			`"omaUri":"./Vendor/MSFT/NetworkProxy/ProxyServer/ProxyAddress","value":"proxy:8080"},` +
			`{"@odata.type":"#microsoft.graph.omaSettingInteger",` +
			`"omaUri":"./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry","value":0},` +
			`{"@odata.type":"#microsoft.graph.omaSettingString",` +
			`"omaUri":"./Vendor/MSFT/Policy/Config/Browser/Homepages","value":"x"}]}]}`,
		profiles + "/o/assignments": `{"value":[{"id":"1","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
		profiles + "/w/assignments": `{"value":[{"id":"1","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
		profiles + "/p/assignments": `{"value":[{"id":"1",` +
			`"target":{"@odata.type":"#microsoft.graph.exclusionGroupAssignmentTarget","groupId":"` + groupID + `"}}]}`,
		catalogue: `{"value":[{"id":"c","name":"Telemetry","templateReference":{"templateFamily":"baseline"}},{"id":"d",` +
			`"name":"Pilot","templateReference":{"templateFamily":"enrollmentConfiguration"}}]}`,
		catalogue + "/c/settings": `{"value":[{"id":"0",` +
			`"settingInstance":{"settingDefinitionId":"device_vendor_msft_policy_config_system_allowtelemetry",` +
			`"choiceSettingValue":{"value":"off_0",` +
			`"children":[{"settingDefinitionId":"device_vendor_msft_networkproxy_child",` +
			`"simpleSettingValue":{"value":"a"}}]}}},` +
			`{"id":"2","settingInstance":{"settingDefinitionId":"group","groupSettingCollectionValue":[{"children":[{"settingDefinitionId":"device_vendor_msft_networkproxy_grandchild","simpleSettingValue":{"value":"b"}}]}]}},` +
			`{"id":"3","settingInstance":{"settingDefinitionId":"several",` +
			`"choiceSettingCollectionValue":[{"value":"x",` +
			`"children":[{"settingDefinitionId":"vendor_msft_networkproxy_of_several",` +
			`"simpleSettingValue":{"value":"c"}}]}]}},` +
			`{"id":"1","settingInstance":{"settingDefinitionId":"device_vendor_msft_policy_config_other"}}]}`,
		catalogue + "/c/assignments": `{"value":[{"id":"1","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
	}), tenant.Configurations)
	got := s.Configurations
	if err != nil || len(got) != 4 {
		t.Fatalf("%+v, %v", got, err)
	}
	if k := got[1]; k.Name != "Wi-Fi" ||
		!slices.Equal(k.Sets, []tenant.Setting{{ID: "proxySetting", Value: "automatic"}}) {
		t.Errorf("profile of a Wi-Fi network %+v", k)
	}
	if k := got[2]; k.Name != "By address" || !slices.Equal(k.Sets, []tenant.Setting{
		{ID: "./Vendor/MSFT/NetworkProxy/ProxyServer/ProxyAddress", Value: "proxy:8080"},
		{ID: "./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", Value: "0"},
	}) {
		t.Errorf("profile of one's own %+v", k)
	}
	if k := got[0]; k.Name != "Proxy" || k.Assigned != tenant.No || !slices.Equal(k.Sets,
		[]tenant.Setting{{ID: "networkProxyAutomaticConfigurationUrl", Value: "http://x/p.pac"}}) {
		t.Errorf("profile %+v", k)
	}
	if k := got[3]; k.Name != "Telemetry" || k.Assigned != tenant.Yes || !slices.Equal(k.Sets, []tenant.Setting{
		{ID: "device_vendor_msft_policy_config_system_allowtelemetry", Value: "off_0"},
		{ID: "device_vendor_msft_networkproxy_child", Value: "a"},
		{ID: "device_vendor_msft_networkproxy_grandchild", Value: "b"},
		{ID: "vendor_msft_networkproxy_of_several", Value: "c"},
	}) {
		t.Errorf("catalogue policy %+v", k)
	}
}

func TestIntuneState(t *testing.T) {
	c := fixedAnswers(t, answers{"/v1.0/deviceManagement": `{"subscriptionState":"lockedOut"}`})
	if s, err := read(t, c, tenant.IntuneState); err != nil || s.Intune.State != "lockedOut" {
		t.Errorf("%+v, %v", s.Intune, err)
	}
}

func TestDiagnostics(t *testing.T) {
	for body, want := range map[string]tenant.Diagnostics{
		`{"settings":{"enableLogCollection":true,"enableAutopilotDiagnostics":false}}`: {Collection: tenant.Yes,
			Failures: tenant.No},
		`{"settings":{"secureByDefault":true}}`: {},
		`{"settings":null}`:                     {},
	} {
		c := fixedAnswers(t, answers{"/beta/deviceManagement": body})
		if s, err := read(t, c, tenant.DiagnosticsSet); err != nil || s.Diagnostics != want {
			t.Errorf("%s: %+v, %v", body, s.Diagnostics, err)
		}
	}
}
