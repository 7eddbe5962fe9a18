package graphtest

import (
	"net/url"
	"strings"
	"testing"
)

// Intune finds devices by their whole name and serial number, in any case, and by no beginning.
func TestManagedDeviceByName(t *testing.T) {
	base, _ := serve(t, Tenant{})
	const path = "/v1.0/deviceManagement/managedDevices"
	_, all := getPage(t, base, path+"?$select=id,deviceName,serialNumber,userId&$top=5")
	for _, v := range all.Value {
		name, serial := v["deviceName"].(string), v["serialNumber"].(string)
		for filter, want := range map[string]int{
			"deviceName eq '" + name + "'": 1, "serialNumber eq '" + strings.ToLower(serial) + "'": 1,
			"deviceName eq '" + name[:len(name)-1] + "'": 0, "serialNumber eq '" + serial[:7] + "'": 0,
		} {
			status, p := getPage(t, base, path+"?$select=id&$filter="+url.QueryEscape(filter))
			if status != 200 || len(p.Value) != want || want == 1 && p.Value[0]["id"] != v["id"] {
				t.Errorf("%s: %d, %v", filter, status, p.Value)
			}
		}
	}
	if status, _ := getPage(t, base, path+"?$filter="+url.QueryEscape("startswith(deviceName,'PC')")); status != 400 {
		t.Errorf("a beginning: %d", status)
	}
}

// The devices of a user and the failed enrollments are the user's.
func TestOfOneUser(t *testing.T) {
	base, _ := serve(t, Tenant{})
	_, all := getPage(t, base, "/v1.0/deviceManagement/managedDevices?$select=id,userId")
	owned := map[string]int{}
	for _, v := range all.Value {
		owned[v["userId"].(string)]++
	}
	failures := 0
	for _, u := range readAll(t, base, "/v1.0/users?$select=id") {
		person := "/v1.0/users/" + u["id"].(string)
		if _, p := getPage(t, base, person+"/managedDevices?$select=id"); len(p.Value) != owned[u["id"].(string)] {
			t.Errorf("%s has %d devices, want %d", person, len(p.Value), owned[u["id"].(string)])
		}
		_, p := getPage(t, base, person+"/deviceManagementTroubleshootingEvents")
		for _, e := range p.Value {
			if e["@odata.type"] != "#microsoft.graph.enrollmentTroubleshootingEvent" || e["userId"] != u["id"] ||
				e["failureCategory"] == "" {
				t.Errorf("%s: %v", person, e)
			}
			failures++
		}
	}
	if failures == 0 {
		t.Error("nobody's enrollment failed")
	}
	for _, path := range []string{"/managedDevices", "/deviceManagementTroubleshootingEvents"} {
		if status, _ := getPage(t, base, "/v1.0/users/ffffffff-ffff-4fff-8fff-ffffffffffff"+path); status != 404 {
			t.Errorf("nobody%s: %d", path, status)
		}
	}
}
