package graphtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const policiesPath = "/beta/deviceManagement/configurationPolicies"

// portalFilter is the filter by which the portal lists the policies of a template.
func portalFilter(template string) string {
	return "?$filter=(technologies has 'enrollment') and (platforms eq 'windows10') and " +
		"(templateReference/templateId eq '" + template +
		"') and (templateReference/templateFamily eq 'enrollmentConfiguration')"
}

func TestPreparationPolicies(t *testing.T) {
	base, s := serve(t, Tenant{})
	for query, want := range map[string]int{
		"": 6, portalFilter(userDrivenTemplate): 2, portalFilter(newerTemplate): 1, portalFilter(automaticTemplate): 1,
		portalFilter("none"): 0, portalFilter(macTemplate): 0,
		"?$filter=templateReference/templateFamily eq 'enrollmentConfiguration'":                              5,
		"?$filter=templateReference/templateFamily eq 'enrollmentConfiguration' and platforms eq 'windows10'": 4,
		"?$filter=technologies has 'mdm'&$select=id,name":                                                     1,
	} {
		if status, p := getPage(t, base, policiesPath+query); status != 200 || len(p.Value) != want {
			t.Errorf("%s: %d, %d policies, want %d", query, status, len(p.Value), want)
		}
	}
	_, p := getPage(t, base, policiesPath+portalFilter(userDrivenTemplate))
	if v := p.Value[0]; v["name"] != devicePlan || v["isAssigned"] != true ||
		v["priorityMetaData"].(map[string]any)["priority"] != 1.0 || v["settings"] != nil {
		t.Errorf("%v", v)
	}
	path := policiesPath + "/" + p.Value[0]["id"].(string)
	_, p = getPage(t, base, path+"/assignments")
	target := p.Value[0]["target"].(map[string]any)
	if len(p.Value) != 1 || target["@odata.type"] != "#microsoft.graph.groupAssignmentTarget" ||
		target["groupId"] != s.dir.group("All staff").id {
		t.Errorf("%v", p.Value)
	}
	_, b := get(t, base, path+"?$expand=assignments,settings&$select=name")
	var one struct {
		Name                  string
		Assignments, Settings []any
	}
	if err := json.Unmarshal(b, &one); err != nil || one.Name != devicePlan ||
		len(one.Assignments) != 1 || len(one.Settings) == 0 {
		t.Errorf("%v %s", err, b)
	}
}

func TestPreparationSettings(t *testing.T) {
	base, s := serve(t, Tenant{})
	read := func(i int, query string) map[string]map[string]any {
		got := map[string]map[string]any{}
		for _, v := range readAll(t, base, policiesPath+"/"+s.dir.guid("preparation", i)+"/settings"+query) {
			got[v["settingInstance"].(map[string]any)["settingDefinitionId"].(string)] = v
		}
		return got
	}
	settings := read(0, "?$expand=settingDefinitions")
	account := settings["enrollment_autopilot_dpp_accountype"]
	value := account["settingInstance"].(map[string]any)["choiceSettingValue"].(map[string]any)["value"]
	options := account["settingDefinitions"].([]any)[0].(map[string]any)["options"].([]any)
	if o := options[1].(map[string]any); o["itemId"] != value || o["displayName"] != "Standard user" {
		t.Errorf("%v of %v", value, options)
	}
	if v := settings["enrollment_autopilot_dpp_timeout"]["settingInstance"].(map[string]any)["simpleSettingValue"].(map[string]any)["value"]; v != 60.0 {
		t.Errorf("timeout %v", v)
	}
	if v := read(0, "")["enrollment_autopilot_dpp_timeout"]; v["settingDefinitions"] != nil {
		t.Error("definitions unasked")
	}
	automatic := read(3, "")
	if _, has := automatic["enrollment_autopilot_dpp_accountype"]; has || len(automatic) == 0 {
		t.Errorf("an automatic policy sets %v", automatic)
	}
}

func TestMembershipTarget(t *testing.T) {
	base, s := serve(t, Tenant{})
	for i, want := range []string{
		fmt.Sprintf(`ValidationStatuses":[{"targetId":"%s","targetValidationErrorCode":"unknown","validationSucceeded":true}]`,
			s.dir.group("Devices: staff").id),
		fmt.Sprintf(`ValidationStatuses":[{"targetId":"%s","targetValidationErrorCode":"firstPartyAppNotAnOwner",`+
			`"validationSucceeded":false}]`, s.dir.group("Devices: frontline").id),
		`ValidationStatuses":[]`,
	} {
		path := policiesPath + "/" + s.dir.guid("preparation", i) + "/retrieveEnrollmentTimeDeviceMembershipTarget"
		if res, b := get(t, base, path); res.StatusCode != 200 || !strings.Contains(string(b), want) {
			t.Errorf("%d %s", res.StatusCode, b)
		}
		res, b := send(t, "POST", base, path)
		if res.StatusCode != 400 || !strings.Contains(string(b), "with http verb POST") {
			t.Errorf("POST: %d %s", res.StatusCode, b)
		}
		if res, _ := send(t, "PATCH", base, path); res.StatusCode != 405 {
			t.Errorf("PATCH: %d", res.StatusCode)
		}
	}
	if n := s.Stats().Calls[Call{"GET", membershipPath, 200}]; n != 3 {
		t.Errorf("counted %d", n)
	}
}

// Intune must own the group that devices are put into; a service principal is seen in beta, and from its own side.
func TestDeviceGroups(t *testing.T) {
	base, s := serve(t, Tenant{})
	staff, frontline := s.dir.group("Devices: staff").id, s.dir.group("Devices: frontline").id
	for path, want := range map[string]int{
		"/beta/groups/" + staff + "/owners?$select=id,appId":                                              1,
		"/v1.0/groups/" + staff + "/owners":                                                               0,
		"/beta/groups/" + frontline + "/owners":                                                           0,
		"/v1.0/servicePrincipals(appId='" + provisioningClient + "')/ownedObjects?$select=id,displayName": 2,
	} {
		if status, p := getPage(t, base, path); status != 200 || len(p.Value) != want {
			t.Errorf("%s: %d, %v", path, status, p.Value)
		}
	}
	_, p := getPage(t, base, "/beta/groups/"+staff+"/owners")
	if p.Value[0]["appId"] != provisioningClient || p.Value[0]["@odata.type"] != "#microsoft.graph.servicePrincipal" {
		t.Errorf("%v", p.Value)
	}
	prepared := map[any]bool{}
	for _, v := range readAll(t, base, "/v1.0/devices?$top=999&$select=id,enrollmentProfileName") {
		if v["enrollmentProfileName"] == devicePlan {
			prepared[v["id"]] = true
		}
	}
	members := readAll(t, base, "/v1.0/groups/"+staff+"/members?$top=30")
	for _, m := range members {
		if m["@odata.type"] != "#microsoft.graph.device" || !prepared[m["id"]] {
			t.Fatalf("member %v", m)
		}
	}
	few, _ := serve(t, Tenant{Permissions: []string{"GroupMember.Read.All"}})
	if _, p := getPage(t, few, "/v1.0/groups/"+staff+"/members"); p.Value[0]["displayName"] != nil ||
		p.Value[0]["id"] == nil {
		t.Errorf("without Device.Read.All a member is %v", p.Value[0])
	}
	if len(members) != len(prepared) || len(members) == 0 {
		t.Errorf("%d members, %d prepared devices", len(members), len(prepared))
	}
}

func TestPreparationRefusals(t *testing.T) {
	base, _ := serve(t, Tenant{})
	for path, want := range map[string]int{
		strings.Replace(policiesPath, "beta", "v1.0", 1): 404, policiesPath + "/none": 404,
		policiesPath + "/none/settings":       404,
		policiesPath + "?$select=id,priority": 400, policiesPath + "?$expand=owners": 400,
		policiesPath + "?$filter=name eq 'x'":                                            400,
		policiesPath + "?$filter=(technologies eq 'enrollment')":                         400,
		policiesPath + "?$filter=(technologies has 'enrollment'":                         400,
		policiesPath + "?$filter=technologies has 'enrollment' platforms eq 'windows10'": 400,
	} {
		if status, p := getPage(t, base, path); status != want || p.Error.Code == "" {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
	for _, suffix := range []string{"setEnrollmentTimeDeviceMembershipTarget", "assign"} {
		if res, _ := send(t, "POST", base, policiesPath+"/x/"+suffix); res.StatusCode != 404 {
			t.Errorf("POST %s: %d", suffix, res.StatusCode)
		}
	}
}
