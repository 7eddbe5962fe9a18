package graph

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

const (
	userDriven  = "80d33118-b7b4-40d8-b15f-81be745e053f_1"
	automatic   = "a6157a7f-aa00-42d9-ac82-7d2479f545db_1"
	associating = "70d256b3-6120-4f88-9e00-0972ec64fc83_1" // known by its settings alone
	appleMac    = "2e29557d-70fc-405a-8082-d1e5b6be2b8c_1"
	appleVision = "B974D292-62C4-4853-BDAB-166CF42DF51C_2"
	deployment  = `{"id":"0","settingInstance":{"settingDefinitionId":"enrollment_autopilot_dpp_deploymenttype",` +
		`"choiceSettingValue":{"value":"enrollment_autopilot_dpp_deploymenttype_N"}}}`
	joining = `{"id":"1","settingInstance":{"settingDefinitionId":"enrollment_autopilot_dpp_jointype",` +
		`"choiceSettingValue":{"value":"enrollment_autopilot_dpp_jointype_0"}}}`
	apps = `{"id":"2","settingInstance":{"settingDefinitionId":"enrollment_autopilot_dpp_allowedappids",` +
		`"simpleSettingCollectionValue":[]}}`
	apples = `{"id":"3","settingInstance":{"settingDefinitionId":"enrollment_ade_awaitdevice",` +
		`"choiceSettingValue":{"value":"enrollment_ade_awaitdevice_1"}}}`
)

// deploys is the setting of the deployment type with this option.
func deploys(option string) string { return strings.Replace(deployment, "_N", "_"+option, 1) }

// Which policies of the family prepare Windows devices, and who drives them.
func TestPreparationPlatforms(t *testing.T) {
	const none, other = "none", "other"
	for name, c := range map[string]struct{ platforms, template, settings, want string }{
		"user-driven":                           {`"windows10"`, userDriven, deploys("0") + "," + joining, "user"},
		"user-driven, without a type":           {`"windows10"`, userDriven, "", "user"},
		"automatic":                             {`"windows10"`, automatic, deploys("1") + "," + apps, "automatic"},
		"automatic, without a type":             {`"windows10"`, automatic, apps, "automatic"},
		"the settings decide, not the template": {`"windows10"`, userDriven, deploys("1"), "automatic"},

		"an unknown template of a user":                {`"windows10"`, associating, deploys("0") + "," + joining, "user"},
		"an unknown template of Windows 365":           {`"windows10"`, associating, deploys("1"), "automatic"},
		"an unknown template that joins":               {`"windows10"`, associating, joining, "user"},
		"an unknown template that says nothing":        {`"windows10"`, associating, apps, other},
		"an unknown template with a new type":          {`"windows10"`, associating, deploys("2") + "," + joining, other},
		"a known template with a new type":             {`"windows10"`, userDriven, deploys("2") + "," + joining, other},
		"an unknown template with settings of its own": {`"windows10"`, associating, apples, other},

		"Windows among others":                      {`"windows10,macOS"`, userDriven, deploys("0"), "user"},
		"Windows behind others":                     {`"macOS, Windows10"`, userDriven, deploys("0"), "user"},
		"macOS":                                     {`"macOS"`, appleMac, apples, none},
		"iOS of an unknown template":                {`"iOS"`, associating, apples, none},
		"two of Apple's":                            {`"iOS,tvOS"`, appleMac, apples, none},
		"macOS with the template of Windows":        {`"macOS"`, userDriven, deploys("0"), none},
		"a platform that is new":                    {`"linux"`, associating, apples, none},
		"Windows 10X, which is another platform":    {`"windows10X"`, associating, apples, none},
		"no platforms, a template of Windows":       {`null`, userDriven, deploys("0"), "user"},
		"empty platforms, automatic":                {`""`, automatic, deploys("1"), "automatic"},
		"no platforms, a template of Apple's":       {`null`, appleVision, apples, none},
		"platforms none, a template of Apple's":     {`"none"`, appleMac, apples, none},
		"no platforms, an unknown template for us":  {`null`, associating, deploys("0"), "user"},
		"no platforms, an unknown template, new":    {`""`, associating, deploys("2"), other},
		"no platforms, an unknown template, others": {`null`, associating, apples, none},
		"no platforms, nothing set":                 {`null`, associating, "", other},
	} {
		const path = "/beta/deviceManagement/configurationPolicies"
		s, err := read(t, fixedAnswers(t, answers{
			path: `{"value":[{"id":"1","name":"A","platforms":` + c.platforms + `,"priorityMetaData":null,` +
				`"templateReference":{"templateId":"` + c.template + `","templateFamily":"enrollmentConfiguration"}}]}`,
			path + "/1/settings": filled(`{"settingDefinitions":[]}`, `{"value":[`+c.settings+`]}`), path + "/1/assignments": `{"value":[]}`,
		}), tenant.Preparation)
		got := none
		if len(s.Preparation) == 1 {
			got = map[tenant.PreparationMode]string{tenant.UserDriven: "user", tenant.Automatic: "automatic",
				tenant.OtherMode: other}[s.Preparation[0].Mode]
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %s, %v; want %s", name, got, err, c.want)
		}
	}
}

// Saved answers hold what others save too: a policy of Apple's needs no file of its own, whatever it lacks.
func TestPoliciesOfOthersAreNotRead(t *testing.T) {
	s, err := read(t, fixedAnswers(t, answers{
		"/beta/deviceManagement/configurationPolicies": filled(`{"priorityMetaData":null}`,
			`{"value":[{"id":"1","name":"Macs","platforms":"macOS",`+
				`"templateReference":{"templateId":"`+appleMac+`","templateFamily":"enrollmentConfiguration"}},`+
				`{"id":"2","name":"Macs: disk","platforms":"macOS","templateReference":{"templateFamily":"none"}},`+
				`{"id":"3","name":"iPads","platforms":"iOS"}]}`),
		"/beta/deviceManagement/deviceConfigurations": `{"value":[]}`,
	}), tenant.Preparation, tenant.Configurations)
	if err != nil || len(s.Preparation) != 0 || len(s.Configurations) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}
