package graph

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

const (
	policyID = "11111111-1111-1111-1111-111111111111"
	groupID  = "22222222-2222-2222-2222-222222222222"
)

func TestPreparation(t *testing.T) {
	const path = "/beta/deviceManagement/configurationPolicies"
	s, err := read(t, fixedAnswers(t, answers{
		path: filled(`{"platforms":"windows10","priorityMetaData":null}`, `{"value":[{"id":"`+policyID+
			`","name":"Pilot","templateReference":{"templateId":"80D33118-b7b4-40d8-b15f-81be745e053f_2",`+
			`"templateFamily":"enrollmentConfiguration"},"priorityMetaData":{"priority":3}},`+
			`{"id":"n","name":"New","templateReference":{"templateId":"c0ffee_1",`+
			`"templateFamily":"enrollmentConfiguration"}},`+
			`{"id":"x","name":"Firewall","templateReference":{"templateId":"","templateFamily":"none"}}]}`),
		path + "/n/settings":    `{"value":[]}`,
		path + "/n/assignments": `{"value":[]}`,
		path + "/" + policyID + "/settings": filled(`{"settingDefinitions":[]}`, `{"value":[`+
			`{"id":"0","settingInstance":{"settingDefinitionId":"account","choiceSettingValue":{"value":"account_1",`+
			`"children":[{"settingDefinitionId":"language","choiceSettingValue":{"value":"language_0"}}]}},`+
			`"settingDefinitions":[{"id":"account","options":[{"itemId":"account_0",`+
			`"displayName":"Administrator"},{"itemId":"account_1","displayName":"Standard User"}]},`+
			`{"id":"language","options":[{"itemId":"language_0","displayName":"Dutch"}]}]},`+
			`{"id":"1","settingInstance":{"settingDefinitionId":"timeout","simpleSettingValue":{"value":60}}},`+
			`{"id":"2","settingInstance":{"settingDefinitionId":"enrollment_autopilot_dpp_allowedappids",`+
			`"simpleSettingCollectionValue":[{"value":"{\"id\":\"app\",`+
			`\"type\":\"#microsoft.graph.win32LobApp\"}"}]}},`+
			`{"id":"3","settingInstance":{"settingDefinitionId":"enrollment_autopilot_dpp_allowedscriptids",`+
			`"simpleSettingCollectionValue":[{"value":"script"}]}}]}`),
		path + "/" + policyID + "/assignments": `{"value":[{"id":"a",` +
			`"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"` + groupID + `"}}]}`,
	}), tenant.Preparation)
	all := s.Preparation
	if err != nil || len(all) != 2 || all[1].Mode != tenant.OtherMode || !all[1].Unranked ||
		all[1].TemplateID != "c0ffee_1" {
		t.Fatalf("%+v, %v", all, err)
	}
	p := all[0]
	if p.Mode != tenant.UserDriven || p.Priority != 3 || p.Unranked || !slices.Equal(p.AppIDs, []string{"app"}) ||
		!slices.Equal(p.ScriptIDs, []string{"script"}) {
		t.Errorf("got %+v", p)
	}
	if s := p.Settings; s[0].Labels[0] != "Standard User" || s[1].ID != "language" || s[1].Labels[0] != "Dutch" ||
		s[2].Values[0] != "60" || s[2].Labels[0] != "" {
		t.Errorf("settings %+v", s)
	}
	// The group is 404 here: it keeps its id without a name.
	if a := p.Assignments; len(a) != 1 || a[0].Kind != "group" || a[0].Group.ID.String() != groupID {
		t.Errorf("assignments %+v", a)
	}
}

func TestAppsAndScripts(t *testing.T) {
	c := fixedAnswers(t, answers{
		"/beta/deviceAppManagement/mobileApps/a": `{"@odata.type":"#microsoft.graph.win32LobApp","id":"a",` +
			`"displayName":"A","installExperience":{"runAsAccount":"user"},` +
			`"assignments":[{"id":"1","intent":"required",` +
			`"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
		"/beta/deviceAppManagement/mobileApps/m": `{"@odata.type":"#microsoft.graph.windowsMobileMSI","id":"m",` +
			`"displayName":"M","useDeviceContext":true,"assignments":[]}`,
		"/beta/deviceAppManagement/mobileApps/n": `{"@odata.type":"#microsoft.graph.windowsMobileMSI","id":"n",` +
			`"displayName":"N","useDeviceContext":null,"assignments":[]}`,
		"/beta/deviceAppManagement/mobileApps/x": `{"@odata.type":"#microsoft.graph.windowsUniversalAppX","id":"x","displayName":"X","assignments":[` +
			`{"id":"1","intent":"required",` +
			`"settings":{"@odata.type":"#microsoft.graph.windowsUniversalAppXAppAssignmentSettings",` +
			`"useDeviceContext":true},"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}},` +
			`{"id":"2","intent":"required","settings":{"useDeviceContext":false},` +
			`"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}},` +
			`{"id":"3","intent":"required","settings":null,` +
			`"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}`,
		"/beta/deviceManagement/deviceManagementScripts/s": `{"id":"s","displayName":"S","runAsAccount":"system","assignments":[]}`,
	})
	s := tenant.Settings{Preparation: []tenant.PreparationPolicy{{AppIDs: []string{"gone", "a"}}, {AppIDs: []string{"a"}}}}
	err := c.Read(t.Context(), tenant.Apps, &s)
	if apps := s.Apps; err != nil || len(apps) != 2 || apps[0].Found != tenant.Yes ||
		apps[0].Type != "win32LobApp" || apps[0].RunAs != "user" ||
		apps[0].Assignments[0].Kind != "allDevices" || apps[0].Assignments[0].Intent != "required" ||
		apps[1].ID != "gone" || apps[1].Found != tenant.No {
		t.Errorf("%+v, %v", s.Apps, err)
	}
	s.Preparation = []tenant.PreparationPolicy{{AppIDs: []string{"m", "n", "x"}, ScriptIDs: []string{"s"}}}
	err = c.Read(t.Context(), tenant.Apps, &s)
	apps := s.Apps
	if err != nil || len(apps) != 3 || apps[0].RunAs != "system" || apps[1].RunAs != "" || apps[2].RunAs != "" {
		t.Fatalf("%+v, %v", apps, err)
	}
	if x := apps[2].Assignments; x[0].RunAs != "system" || x[1].RunAs != "user" || x[2].RunAs != "" {
		t.Errorf("a packaged app %+v", x)
	}
	err = c.Read(t.Context(), tenant.Scripts, &s)
	if scripts := s.Scripts; err != nil || len(scripts) != 1 || scripts[0].RunAs != "system" ||
		len(scripts[0].Assignments) != 0 {
		t.Errorf("%+v, %v", scripts, err)
	}
}
