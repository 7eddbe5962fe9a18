package graphtest

import (
	"strings"
	"testing"
)

// Each dataset of devices needs a permission of its own; the one beside it will not do.
func TestDevicePermissions(t *testing.T) {
	_, s := serve(t, Tenant{})
	plan := policiesPath + "/" + s.dir.guid("preparation", 0)
	person := "/v1.0/users/" + string(s.dir.appendUserID(nil, 0))
	for path, permission := range map[string]string{
		"/v1.0/devices": "Device.Read.All", "/v1.0/devices/$count": "Device.Read.All",
		"/v1.0/deviceManagement/managedDevices":                "DeviceManagementManagedDevices.Read.All",
		"/beta/deviceManagement/managedDevices":                "DeviceManagementManagedDevices.Read.All",
		policiesPath:                                           "DeviceManagementConfiguration.Read.All",
		plan + "/settings":                                     "DeviceManagementConfiguration.Read.All",
		plan + "/assignments":                                  "DeviceManagementConfiguration.Read.All",
		plan + "/retrieveEnrollmentTimeDeviceMembershipTarget": "DeviceManagementConfiguration.Read.All",
		"/v1.0/policies/deviceRegistrationPolicy":              "Policy.Read.DeviceConfiguration",
		person + "/managedDevices":                             "DeviceManagementManagedDevices.Read.All",
		person + "/deviceManagementTroubleshootingEvents":      "DeviceManagementManagedDevices.Read.All",
	} {
		for _, appOnly := range []bool{false, true} {
			for _, granted := range []string{"Device.Read.All", "DeviceManagementManagedDevices.Read.All",
				"DeviceManagementConfiguration.Read.All", "Policy.Read.DeviceConfiguration"} {
				base, _ := serve(t, Tenant{AppOnly: appOnly, Permissions: []string{granted}})
				want := 403
				if granted == permission {
					want = 200
				}
				if res, _ := get(t, base, path, consistency, "eventual"); res.StatusCode != want {
					t.Errorf("%s with %s, application %v: %d, want %d", path, granted, appOnly, res.StatusCode, want)
				}
			}
		}
	}
}

// Only the directory spends resource units; Intune counts requests.
func TestDeviceResourceUnits(t *testing.T) {
	base, _ := serve(t, Tenant{})
	for path, want := range map[string]string{
		"/v1.0/devices": "1", "/v1.0/policies/deviceRegistrationPolicy": "1",
		"/v1.0/deviceManagement/managedDevices": "", policiesPath: "",
	} {
		if res, _ := get(t, base, path); res.Header.Get("x-ms-resource-unit") != want ||
			len(res.Header.Get("request-id")) != 36 {
			t.Errorf("%s: %q units, want %q", path, res.Header.Get("x-ms-resource-unit"), want)
		}
	}
}

func TestDevicesInBatch(t *testing.T) {
	base, s := serve(t, Tenant{})
	got := postBatch(t, base, `{"requests":[
		{"id":"a","method":"GET","url":"/devices/$count","headers":{"ConsistencyLevel":"eventual"}},
		{"id":"b","method":"GET","url":"/deviceManagement/managedDevices?$select=id"},
		{"id":"c","method":"GET","url":"/deviceManagement/configurationPolicies"},
		{"id":"d","method":"POST","url":"/deviceManagement/managedDevices"}]}`)
	for i, want := range []int{200, 200, 404, 405} {
		if got.Responses[i].Status != want {
			t.Errorf("item %d: %d, want %d", i, got.Responses[i].Status, want)
		}
	}
	if n := got.Responses[0].Body; n != float64(s.dir.fleet.all.n) {
		t.Errorf("$count is %v", n)
	}
}

func TestDeviceFaults(t *testing.T) {
	const path = "/v1.0/devices"
	for fault, want := range map[string]int{"429=3@/devices": 429, "503@/devices": 503,
		"expired-token@/devices,page=2": 200, "page-size=50@/devices": 200, "refuse-filter=trustType@/devices": 200} {
		f, err := ParseFault(fault)
		if err != nil {
			t.Fatal(err)
		}
		base, _ := serve(t, Tenant{Faults: []Fault{f}})
		if res, b := get(t, base, path); res.StatusCode != want || want == 429 &&
			(res.Header.Get("Retry-After") != "3" || res.Header.Get("x-ms-throttle-limit-percentage") == "" ||
				res.Header.Get("x-ms-throttle-scope") == "" || res.Header.Get("x-ms-throttle-information") == "") {
			t.Errorf("%s: %d %v %.200s", fault, res.StatusCode, res.Header, b)
		}
		switch f.Name {
		case "expired-token":
			_, p := getPage(t, base, path)
			if status, p := getPage(t, base, p.Next); status != 400 || p.Error.Code != "Directory_ExpiredPageToken" {
				t.Errorf("%d %s", status, p.Error.Code)
			}
		case "page-size":
			_, p := getPage(t, base, path)
			if status, _ := getPage(t, base, path+"?$top=51"); status != 400 || len(p.Value) != 50 {
				t.Errorf("51 devices: %d; by default %d", status, len(p.Value))
			}
		case "refuse-filter":
			if status, _ := getPage(t, base, path+"?$filter=trustType eq 'AzureAd'"); status != 400 {
				t.Errorf("the filter is answered %d", status)
			}
		}
	}
}

// What people call their devices must reach the client as it is, and a tenant without Intune has no managed devices.
func TestDeviceScenarios(t *testing.T) {
	base, _ := serve(t, Tenant{Scenario: "hostile"})
	found := false
	for _, v := range readAll(t, base, "/v1.0/deviceManagement/managedDevices?$select=deviceName") {
		found = found || v["deviceName"] == "<script>alert(1)</script>"
	}
	if !found {
		t.Error("no device has a hostile name")
	}
	base, _ = serve(t, Tenant{Scenario: "unlicensed"})
	if v := readAll(t, base, "/v1.0/deviceManagement/managedDevices"); len(v) != 0 {
		t.Errorf("%d managed devices without Intune", len(v))
	}
	if v := readAll(t, base, "/v1.0/devices"); len(v) == 0 {
		t.Error("no devices")
	}
	base, _ = serve(t, Tenant{Scenario: "healthy"})
	for _, v := range readAll(t, base, "/beta/deviceManagement/managedDevices") {
		if v["skuNumber"] != 4.0 || v["joinType"] != joined ||
			!strings.HasPrefix(v["osVersion"].(string), "10.0.26200.") {
			t.Fatalf("%v", v)
		}
	}
	base, _ = serve(t, Tenant{Scenario: "large"})
	if _, p := getPage(t, base, "/beta/policies/mobileDeviceManagementPolicies"); p.Value[0]["appliesTo"] != "all" {
		t.Errorf("large enrolls %v", p.Value[0]["appliesTo"])
	}
}
