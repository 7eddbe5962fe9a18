package graph

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules/tenant"
)

// That one path does not apply to a tenant does not say that it has no Intune: Intune says that of the whole.
func TestNoIntune(t *testing.T) {
	const refusal = `{"error":{"code":"BadRequest","message":"{\"Message\":\"Request not applicable to target tenant. - ` +
		`Operation ID (for customer support): 0\"}"}}`
	for _, row := range []struct {
		name     string
		status   int // of deviceManagement
		body     string
		noIntune bool
		asked    int // three datasets, and it once
	}{
		{"of the whole", 400, refusal, true, 4},
		{"not of the whole", 200, `{"subscriptionState":"active"}`, false, 4},
		{"the whole may not be read", 403, `{}`, true, 4},
		{"another refusal of the whole", 400, `{}`, true, 4},
	} {
		c, f := newFake(t, func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/deviceManagement") {
				return row.status, row.body
			}
			return 400, refusal
		})
		for _, ds := range []tenant.Dataset{tenant.Preparation, tenant.Restrictions, tenant.Roles} {
			var s tenant.Settings
			err := c.Read(t.Context(), ds, &s)
			d, ok := errors.AsType[*DeniedError](err)
			if err == nil || ok != row.noIntune || ok && (!d.NoIntune || d.Permission != "" || d.Dataset != ds) {
				t.Errorf("%s: %s gives %v", row.name, ds, err)
			}
			if strings.Contains(err.Error(), "Operation ID") || strings.Contains(err.Error(), "{") {
				t.Errorf("%s: %v", row.name, err)
			}
		}
		if len(f.asked) != row.asked {
			t.Errorf("%s: asked %v", row.name, f.asked)
		}
	}
	s, err := read(t, simulated(t, graphtest.Tenant{Users: 20, Dialects: []string{"no-intune-400"}}), tenant.IntuneState)
	if err != nil || s.Intune.State != tenant.NoIntune {
		t.Errorf("the state is %q, %v", s.Intune.State, err)
	}
	for d, err := range simulated(t, graphtest.Tenant{Users: 20, Dialects: []string{"no-intune-400"}}).Devices(t.Context()) {
		if denied, ok := errors.AsType[*DeniedError](err); !ok || !denied.NoIntune {
			t.Errorf("devices: %v, %v", d, err)
		}
	}
}

func TestRestrictions(t *testing.T) {
	const path = "/beta/deviceManagement/deviceEnrollmentConfigurations"
	s, err := read(t, fixedAnswers(t, answers{
		path: `{"value":[` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration","id":"all",` +
			`"displayName":"All","priority":0,"windowsRestriction":{"platformBlocked":false,` +
			`"personalDeviceEnrollmentBlocked":false,"osMinimumVersion":"10.0.1","osMaximumVersion":""}},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration","id":"own",` +
			`"displayName":"Own","priority":2,"platformType":"windows","platformRestriction":` + restricted + `},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration","id":"ios",` +
			`"displayName":"Phones","priority":1,"platformType":"ios"},` +
			`{"@odata.type":"#microsoft.graph.deviceEnrollmentLimitConfiguration","id":"limit",` +
			`"displayName":"Everybody","priority":0,"limit":5}]}`,
		path + "/own/assignments": `{"value":[{"id":"1",` +
			`"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"` + groupID + `"}},` +
			`{"id":"2","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
	}), tenant.Restrictions)
	got, limits := s.Restrictions, s.DeviceLimits
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if r := got[0]; !r.Default || r.Blocked != tenant.No || r.PersonalBlocked != tenant.No ||
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
	if !slices.Equal(limits, []tenant.DeviceLimit{{ID: "limit", Name: "Everybody", Limit: 5}}) {
		t.Errorf("limits %+v", limits)
	}
}

func TestCounted(t *testing.T) {
	c := fixedAnswers(t, answers{
		"/beta/deviceManagement/importedDeviceIdentities": `{"value":[{"id":"0","importedDeviceIdentityType":"serialNumber"},` +
			`{"id":"1","importedDeviceIdentityType":"imei"},{"id":"2","importedDeviceIdentityType":"serialNumber"}]}`,
		"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities": `{"value":[` +
			`{"id":"0","serialNumber":"S0","model":"M","groupTag":null},{"id":"1","serialNumber":null,"model":"M"}]}`,
	})
	s, err := read(t, c, tenant.CorporateIDs, tenant.Autopilots)
	if ids := s.CorporateIDs; err != nil || !maps.Equal(ids, map[string]int{"serialNumber": 2, "imei": 1}) {
		t.Errorf("%v, %v", ids, err)
	}
	if err != nil || !slices.Equal(s.Autopilots, []tenant.AutopilotDevice{{Serial: "S0", Model: "M"}, {Model: "M"}}) {
		t.Errorf("%+v, %v", s.Autopilots, err)
	}
}

// Only the settings that the document speaks of are kept, and a value that means nothing is set is none.
func TestConfigurations(t *testing.T) {
	const profiles, catalog = "/beta/deviceManagement/deviceConfigurations",
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
		catalog: filled(`{"platforms":"windows10","priorityMetaData":null,"templateReference":{"templateId":"t"}}`,
			`{"value":[{"id":"c","name":"Telemetry","templateReference":{"templateFamily":"baseline"}},{"id":"d",`+
				`"name":"Pilot","templateReference":{"templateFamily":"enrollmentConfiguration"}}]}`),
		catalog + "/c/settings": `{"value":[{"id":"0",` +
			`"settingInstance":{"settingDefinitionId":"device_vendor_msft_policy_config_system_allowtelemetry",` +
			`"choiceSettingValue":{"value":"off_0",` +
			`"children":[{"settingDefinitionId":"device_vendor_msft_networkproxy_child",` +
			`"simpleSettingValue":{"value":"a"}}]}}},` +
			`{"id":"2","settingInstance":{"settingDefinitionId":"group","groupSettingCollectionValue":[{"children":[{"settingDefinitionId":"device_vendor_msft_networkproxy_grandchild","simpleSettingValue":{"value":"b"}}]}]}},` +
			`{"id":"3","settingInstance":{"settingDefinitionId":"several",` +
			`"choiceSettingCollectionValue":[{"value":"x",` +
			`"children":[{"settingDefinitionId":"vendor_msft_networkproxy_of_several",` +
			`"simpleSettingValue":{"value":"c"}}]}]}},` +
			`{"id":"1","settingInstance":{"settingDefinitionId":"device_vendor_msft_policy_config_other",` +
			`"simpleSettingValue":{"value":1}}}]}`,
		catalog + "/c/assignments": `{"value":[{"id":"1","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
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
		t.Errorf("catalog policy %+v", k)
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
