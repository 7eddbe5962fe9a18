package graphtest

func accessDialects() []Dialect {
	return []Dialect{
		{Name: "enum-unknown-without-prefer", patterns: []string{"/identity/conditionalAccess/policies"},
			Description: "a policy requires something newer than its enumeration, which is named only with the " +
				"Prefer header",
			Source: "Microsoft Graph best practices, evolvable enumerations; conditionalAccessGrantControl of v1.0",
			Date:   "2026-08",
			rewrite: func(req *request, answer map[string]any) {
				control := "unknownFutureValue"
				if req.header.Get("Prefer") == "include-unknown-enum-members" {
					control = "riskRemediation"
				}
				answer["value"] = append(answer["value"].([]any), map[string]any{
					"id": "9d2f6c1e-5a44-4a5f-9f0e-6d1f5f0f7a11", "displayName": "Require risk remediation",
					"state": "enabled",
					"conditions": map[string]any{
						"clientAppTypes": []any{"all"}, "signInRiskLevels": []any{}, "userRiskLevels": []any{},
						"platforms": nil, "locations": nil, "devices": nil,
						"applications": map[string]any{"includeApplications": []any{"All"},
							"excludeApplications": []any{}, "includeUserActions": []any{}},
						"users": map[string]any{"includeUsers": []any{"All"}, "excludeUsers": []any{},
							"includeGroups": []any{}, "excludeGroups": []any{},
							"includeRoles": []any{}, "excludeRoles": []any{},
							"includeGuestsOrExternalUsers": nil, "excludeGuestsOrExternalUsers": nil},
					},
					"grantControls":   map[string]any{"operator": "OR", "builtInControls": []any{control}},
					"sessionControls": nil,
				})
			}},
	}
}
