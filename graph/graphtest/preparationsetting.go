package graphtest

import (
	"strconv"
	"strings"
)

const settingPrefix = "enrollment_autopilot_dpp_"

// preparationSettings writes what a policy sets; with their definitions, if asked to expand them.
func (d *directory) preparationSettings(p *preparation, definitions bool) []map[string]any {
	account := 0
	if p.standard {
		account = 1
	}
	var out []map[string]any
	add := func(name string, instance map[string]any, options ...string) {
		id := settingPrefix + name
		instance["settingDefinitionId"] = id
		instance["settingInstanceTemplateReference"] = nil
		o := map[string]any{"id": strconv.Itoa(len(out)), "settingInstance": instance}
		if definitions {
			o["settingDefinitions"] = []any{settingDefinition(id, options)}
		}
		out = append(out, o)
	}
	choose := func(name string, n int, options ...string) {
		add(name, map[string]any{
			"@odata.type": "#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",
			"choiceSettingValue": map[string]any{"value": settingPrefix + name + "_" + strconv.Itoa(n),
				"children": []any{}, "settingValueTemplateReference": nil},
		}, options...)
	}
	simple := func(name, kind string, value any) {
		add(name, map[string]any{
			"@odata.type": "#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance",
			"simpleSettingValue": map[string]any{"@odata.type": "#microsoft.graph.deviceManagementConfiguration" +
				kind + "SettingValue", "value": value, "settingValueTemplateReference": nil},
		})
	}
	collection := func(name string, values ...string) {
		list := []any{}
		for _, v := range values {
			list = append(list,
				map[string]any{"@odata.type": "#microsoft.graph.deviceManagementConfigurationStringSettingValue",
					"value": v, "settingValueTemplateReference": nil})
		}
		add(name, map[string]any{
			"@odata.type":                  "#microsoft.graph.deviceManagementConfigurationSimpleSettingCollectionInstance",
			"simpleSettingCollectionValue": list,
		})
	}
	automatic := 0
	if p.automatic {
		automatic = 1
	}
	choose("deploymenttype", automatic, "Single user", "Self-deploying")
	if !p.automatic { // else the Cloud PC provisioning policy says the rest
		join := 0
		if p.hybrid {
			join = 1
		}
		choose("deploymentmode", 0, "User-driven")
		choose("jointype", join, "Microsoft Entra joined", "Microsoft Entra hybrid joined")
		choose("accountype", account, "Administrator", "Standard user")
		simple("timeout", "Integer", p.minutes)
		simple("customerrormessage", "String", "Contact your organization's support person for help.")
		choose("allowskip", 0, "No", "Yes")
		choose("allowdiagnostics", 1, "No", "Yes")
	}
	simple("devicesecuritygroupids", "String", "") // often empty; the group is told by the action alone
	var apps, scripts []string
	for _, i := range p.apps {
		switch {
		case i < 0:
			apps = append(apps,
				string(plainJSON(map[string]string{"id": d.guid("gone", 0), "type": "#microsoft.graph.win32LobApp"})))
		case d.apps[i].kind == "":
			scripts = append(scripts, d.guid("app", i))
		default:
			apps = append(apps, string(
				plainJSON(map[string]string{"id": d.guid("app", i), "type": "#microsoft.graph." + d.apps[i].kind})))
		}
	}
	collection("allowedappids", apps...)
	collection("allowedscriptids", scripts...)
	return out
}

func settingDefinition(id string, options []string) map[string]any {
	o := map[string]any{"@odata.type": "#microsoft.graph.deviceManagementConfigurationSimpleSettingDefinition",
		"id": id, "name": id, "displayName": id}
	if len(options) == 0 {
		return o
	}
	o["@odata.type"] = "#microsoft.graph.deviceManagementConfigurationChoiceSettingDefinition"
	o["defaultOptionId"] = id + "_0"
	var list []any
	for i, shown := range options {
		list = append(list, map[string]any{"itemId": id + "_" + strconv.Itoa(i), "name": shown, "displayName": shown,
			"optionValue": map[string]any{
				"@odata.type": "#microsoft.graph.deviceManagementConfigurationIntegerSettingValue", "value": i,
			}})
	}
	o["options"] = list
	return o
}

// policySettings answers the settings of a policy.
func (s *Server) policySettings(req *request) (reply, error) {
	if strings.EqualFold(req.parameters[0], s.dir.guid("catalogPolicy", 0)) {
		return s.list(req, policySet+"('"+req.parameters[0]+"')/settings",
			"deviceManagementConfigurationSetting", nil, nil)
	}
	i, err := s.findPlan(req)
	if err != nil {
		return reply{}, err
	}
	list := s.dir.preparationSettings(&s.dir.plans[i], req.q.expands("settingDefinitions"))
	return s.list(req, policySet+"('"+req.parameters[0]+"')/settings",
		"deviceManagementConfigurationSetting", nil, list)
}
