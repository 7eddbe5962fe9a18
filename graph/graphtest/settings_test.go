package graphtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSubscribedSKUs(t *testing.T) {
	base, _ := serve(t, Tenant{})
	_, b := get(t, base, "/v1.0/subscribedSkus")
	var list struct {
		Value []struct {
			ID, SkuID, SkuPartNumber, CapabilityStatus, AppliesTo string
			ConsumedUnits                                         int
			PrepaidUnits                                          struct{ Enabled, Suspended, Warning, LockedOut int }
			ServicePlans                                          []struct {
				ServicePlanID, ServicePlanName,
				ProvisioningStatus, AppliesTo string
			}
		}
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	held := map[string]int{}
	for _, u := range readAll(t, base, "/v1.0/users?$select=assignedLicenses&$top=999") {
		for _, l := range u["assignedLicenses"].([]any) {
			held[l.(map[string]any)["skuId"].(string)]++
		}
	}
	for _, k := range list.Value {
		if k.ConsumedUnits != held[k.SkuID] {
			t.Errorf("%s: %d consumed, %d held", k.SkuPartNumber, k.ConsumedUnits, held[k.SkuID])
		}
		if len(k.ServicePlans) == 0 || !strings.HasSuffix(k.ID, "_"+k.SkuID) ||
			k.PrepaidUnits.Enabled < k.ConsumedUnits {
			t.Errorf("%+v", k)
		}
		delete(held, k.SkuID)
	}
	if len(held) > 0 {
		t.Errorf("licenses of no subscription: %v", held)
	}
	e3 := list.Value[0]
	if e3.SkuID != "05e9a617-0261-4cee-bb44-138d3ef5d965" || !slices.ContainsFunc(e3.ServicePlans,
		func(p struct{ ServicePlanID, ServicePlanName, ProvisioningStatus, AppliesTo string }) bool {
			return p.ServicePlanID == "c1ec4a95-1f05-45b3-a911-aa3fa01094f5" &&
				p.ProvisioningStatus == "Success" && p.AppliesTo == "User"
		}) {
		t.Errorf("Microsoft 365 E3 without Intune: %+v", e3)
	}
}

func TestSubscriptions(t *testing.T) {
	now := time.Date(2030, 5, 1, 0, 0, 0, 0, time.UTC)
	base, _ := serve(t, Tenant{Scenario: "suspended", Now: now})
	_, p := getPage(t, base, "/v1.0/directory/subscriptions")
	states := map[any]any{}
	for _, s := range p.Value {
		states[s["skuPartNumber"]] = s["status"]
		if s["skuPartNumber"] == "SPE_E5" && s["nextLifecycleDateTime"] != "2030-05-10T00:00:00Z" {
			t.Errorf("the grace period ends %v", s["nextLifecycleDateTime"])
		}
	}
	if states["SPE_E3"] != "Suspended" || states["SPE_E5"] != "Warning" || states["SPE_F1"] != "LockedOut" {
		t.Errorf("states %v", states)
	}
}

// The list has the MDM authority null; only the object with an explicit $select has it.
func TestMDMAuthority(t *testing.T) {
	base, s := serve(t, Tenant{})
	if _, p := getPage(t, base, "/v1.0/organization"); p.Value[0]["mobileDeviceManagementAuthority"] != nil ||
		p.Value[0]["id"] != s.TenantID() {
		t.Errorf("%v", p.Value[0])
	}
	_, b := get(t, base, "/v1.0/organization/"+s.TenantID()+"?$select=mobileDeviceManagementAuthority")
	if !strings.Contains(string(b), `"mobileDeviceManagementAuthority":"intune"`) {
		t.Errorf("%s", b)
	}
	if status, _ := getPage(t, base, "/v1.0/organization/other"); status != 404 {
		t.Error(status)
	}
}

func TestGroups(t *testing.T) {
	base, s := serve(t, Tenant{Users: 2000})
	group := s.dir.group("MDM enrollment")
	_, p := getPage(t, base, "/v1.0/groups?$filter=displayName eq 'MDM enrollment'&$select=id")
	if len(p.Value) != 1 || p.Value[0]["id"] != group.id {
		t.Fatalf("%v", p.Value)
	}
	if _, p := getPage(t, base, "/v1.0/groups?$filter=startsWith(displayName,'windows')"); len(p.Value) != 1 {
		t.Errorf("%d groups begin with windows", len(p.Value))
	}
	if status, _ := getPage(t, base, "/v1.0/groups?$filter=mail eq 'x'"); status != 400 {
		t.Error(status)
	}
	if status, _ := getPage(t, base, "/v1.0/groups/00000000-0000-4000-8000-000000000000/members"); status != 404 {
		t.Error(status)
	}
	users := map[any]bool{}
	for _, u := range readAll(t, base, "/v1.0/users?$select=id&$top=999") {
		users[u["id"]] = true
	}
	path := "/v1.0/groups/" + group.id
	kinds := func(path string) map[any]int {
		n := map[any]int{}
		seen := map[any]bool{}
		for _, m := range readAll(t, base, path, consistency, "eventual") {
			n[m["@odata.type"]]++
			if seen[m["id"]] {
				t.Errorf("%s: %v twice", path, m["id"])
			}
			seen[m["id"]] = true
			if m["@odata.type"] != "#microsoft.graph.group" && !users[m["id"]] {
				t.Errorf("%s: %v is no user", path, m["id"])
			}
		}
		return n
	}
	direct, all := kinds(path+"/members?$select=id&$top=50"), kinds(path+"/transitiveMembers?$select=id&$top=50")
	cast := kinds(path + "/transitiveMembers/microsoft.graph.user?$select=id&$count=true&$top=999")
	const user, inner = "#microsoft.graph.user", "#microsoft.graph.group"
	if direct[inner] != 1 || all[inner] != 1 || all[user] <= direct[user] || cast[nil] != all[user] {
		t.Errorf("direct %v, transitive %v, cast %v", direct, all, cast)
	}
	if _, b := get(t, base, path+"/transitiveMembers/$count", consistency,
		"eventual"); atoi(t, b) != all[user]+all[inner] {
		t.Errorf("$count is %s of %v", b, all)
	}
}

// Whoever has a license through a group is a member of it.
func TestGroupLicenses(t *testing.T) {
	base, s := serve(t, Tenant{})
	members := map[string]bool{}
	for _, g := range s.dir.groups {
		for _, m := range readAll(t, base, "/v1.0/groups/"+g.id+"/members?$select=id") {
			members[g.id+fmt.Sprint(m["id"])] = true
		}
	}
	errors := 0
	for _, u := range readAll(t, base, "/v1.0/users?$select=id,licenseAssignmentStates") {
		for _, x := range u["licenseAssignmentStates"].([]any) {
			st := x.(map[string]any)
			if g := st["assignedByGroup"]; g != nil && !members[g.(string)+u["id"].(string)] {
				t.Errorf("%v has a license from %v and is not in it", u["id"], g)
			}
			if st["state"] == "Error" && st["error"] != "None" {
				errors++
			}
		}
	}
	if errors == 0 {
		t.Error("nobody has an assignment error")
	}
}

func TestMDMPolicies(t *testing.T) {
	base, s := serve(t, Tenant{})
	const path = "/beta/policies/mobileDeviceManagementPolicies"
	_, p := getPage(t, base, path+"?$expand=includedGroups($select=id,displayName)")
	if len(p.Value) != 2 || p.Value[0]["id"] != intuneID || len(p.Value[0]["includedGroups"].([]any)) != 1 {
		t.Errorf("%v", p.Value)
	}
	if _, p := getPage(t, base, path+"/"+intuneID+"/includedGroups"); len(p.Value) != 1 ||
		p.Value[0]["id"] != s.dir.group("MDM enrollment").id {
		t.Errorf("%v", p.Value)
	}
	if status, p := getPage(t, base, strings.Replace(path, "beta", "v1.0", 1)); status != 404 ||
		!strings.Contains(p.Error.Message, "segment 'mobileDeviceManagementPolicies'") {
		t.Errorf("on v1.0: %d %s", status, p.Error.Message)
	}
	if status, _ := getPage(t, base, path+"/none"); status != 404 {
		t.Error(status)
	}
	app, _ := serve(t, Tenant{AppOnly: true})
	if status, p := getPage(t, app, path); status != 401 || p.Error.Message != "Unsupported app-only call." {
		t.Errorf("app-only: %d %s", status, p.Error.Message)
	}
}

func TestPermissions(t *testing.T) {
	for _, rt := range routes() {
		path := "/beta" + strings.Replace(rt.pattern, "{}", "x", 1)
		base, _ := serve(t, Tenant{Permissions: []string{"Mail.Read"}})
		if res, b := get(t, base, path, consistency, "eventual"); res.StatusCode != 403 ||
			!bytes.Contains(b, []byte("Authorization_RequestDenied")) {
			t.Errorf("%s without permission: %d", path, res.StatusCode)
		}
		base, _ = serve(t, Tenant{Permissions: rt.permissions[:1]})
		if res, b := get(t, base, path, consistency, "eventual"); res.StatusCode == 403 ||
			res.StatusCode == 405 {
			t.Errorf("%s with %s: %s", path, rt.permissions[0], b)
		}
	}
	base, _ := serve(t, Tenant{Permissions: []string{"User.Read.All"}})
	if status, _ := getPage(t, base, "/v1.0/users?$select=signInActivity"); status != 403 {
		t.Errorf("signInActivity without AuditLog.Read.All: %d", status)
	}
	base, s := serve(t, Tenant{Permissions: []string{"GroupMember.Read.All"}})
	if _, p := getPage(t, base, "/v1.0/groups/"+s.dir.groups[0].id+"/members?$select=id,displayName"); len(
		p.Value) == 0 || p.Value[0]["displayName"] != nil || p.Value[0]["id"] == nil {
		t.Errorf("members whose type may not be read: %.200v", p.Value)
	}
}

func TestOnlyReads(t *testing.T) {
	base, _ := serve(t, Tenant{})
	res, b := get(t, base, "/v2.0/users")
	if res.StatusCode != 400 {
		t.Errorf("%d %s", res.StatusCode, b)
	}
	req := mustRequest(t, base+"/v1.0/users")
	for _, method := range []string{"POST", "PATCH", "DELETE", "PUT"} {
		req.Method = method
		res, err := (&Tenant{}).Handler().Transport().RoundTrip(req)
		if err != nil || res.StatusCode != 405 {
			t.Errorf("%s: %v %v", method, res, err)
		}
		res.Body.Close()
	}
	if res, b := get(t, base, "/v1.0/users", "Authorization", "Basic x"); res.StatusCode != 401 ||
		res.Header.Get("WWW-Authenticate") == "" || !strings.Contains(string(b), "InvalidAuthenticationToken") {
		t.Errorf("without a token: %d %s", res.StatusCode, b)
	}
}
