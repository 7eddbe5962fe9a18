package graphtest

import (
	"strings"
	"testing"
)

func TestAutopilotIdentities(t *testing.T) {
	base, _ := serve(t, Tenant{})
	classic := map[any]bool{}
	for _, v := range readAll(t, base, "/v1.0/devices?$top=999&$select=deviceId,physicalIds") {
		for _, id := range v["physicalIds"].([]any) {
			if strings.HasPrefix(id.(string), "[ZTDId]:") {
				classic[v["deviceId"]] = true
			}
		}
	}
	got := readAll(t, base, "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities?$top=7")
	for _, v := range got {
		if !classic[v["azureActiveDirectoryDeviceId"]] || v["serialNumber"] == "" {
			t.Fatalf("%v", v)
		}
	}
	if len(got) != len(classic) || len(got) == 0 {
		t.Errorf("%d identities, %d devices with a ZTDId", len(got), len(classic))
	}
	for path, want := range map[string]int{
		"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities?$select=remediationState": 400,
		"/beta/deviceManagement/windowsAutopilotDeviceIdentities?$select=remediationState": 200,
	} {
		if status, _ := getPage(t, base, path); status != want {
			t.Errorf("%s: %d", path, status)
		}
	}
	base, _ = serve(t, Tenant{Scenario: "healthy"})
	if v := readAll(t, base, "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities"); len(v) != 0 {
		t.Errorf("%d identities in the healthy tenant", len(v))
	}
}

func TestEnrollmentConfigurations(t *testing.T) {
	for scenario, personal := range map[string]bool{"contoso": true, "healthy": false} {
		base, _ := serve(t, Tenant{Scenario: scenario})
		for version, single := range map[string]bool{"v1.0": false, "beta": personal} {
			_, p := getPage(t, base, "/"+version+"/deviceManagement/deviceEnrollmentConfigurations")
			seen := map[string]map[string]any{}
			for _, v := range p.Value {
				seen[strings.TrimPrefix(v["@odata.type"].(string), "#microsoft.graph.deviceEnrollment")] = v
			}
			if got := seen["PlatformRestrictionsConfiguration"]["windowsRestriction"].(map[string]any)["personalDeviceEnrollmentBlocked"]; got != personal {
				t.Errorf("%s %s: personal devices blocked is %v", scenario, version, got)
			}
			if (seen["PlatformRestrictionConfiguration"] != nil) != single ||
				seen["LimitConfiguration"]["limit"] != 5.0 {
				t.Errorf("%s %s: %v", scenario, version, p.Value)
			}
		}
	}
}

func TestWindowsBlocked(t *testing.T) {
	base, _ := serve(t, Tenant{Scenario: "unlicensed"})
	_, p := getPage(t, base, "/v1.0/deviceManagement/deviceEnrollmentConfigurations?$select=id,displayName")
	if v := p.Value[1]; len(p.Value) != 4 || v["windowsRestriction"] != nil || v["id"] == nil {
		t.Errorf("%v", p.Value)
	}
	_, p = getPage(t, base, "/v1.0/deviceManagement/deviceEnrollmentConfigurations")
	if v := p.Value[1]["windowsRestriction"].(map[string]any); v["platformBlocked"] != true {
		t.Errorf("%v", v)
	}
}

func TestDeviceManagement(t *testing.T) {
	for scenario, want := range map[string]string{"contoso": `"subscriptionState":"active"`,
		"unlicensed": `"subscriptionState":"pending"`} {
		base, _ := serve(t, Tenant{Scenario: scenario})
		if res, b := get(t, base,
			"/v1.0/deviceManagement?$select=subscriptionState,intuneAccountId"); res.StatusCode != 200 ||
			!strings.Contains(string(b), want) {
			t.Errorf("%s: %d %s", scenario, res.StatusCode, b)
		}
	}
}
