package graphtest

// intunePaths are those that Intune serves, behind Graph.
var intunePaths = []string{"/deviceManagement*", "/deviceAppManagement*"}

// intuneSays is an error of Intune's as it stands in Graph's message.
func intuneSays(words string) string {
	return string(plainJSON(map[string]any{
		"_version": 3, "Message": words + " - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - " +
			"Activity ID: 3ea1eab9-de3f-4566-853e-e21a48f28c5e - Url: https://fef.manage.example/StatelessService",
		"CustomApiErrorPhrase": "", "RetryAfter": nil, "ErrorSourceService": "", "HttpHeaders": "{}",
	}))
}

func intuneDialects() []Dialect {
	return []Dialect{
		{Name: "intune-401-forbidden", patterns: intunePaths,
			Description: "Intune refuses an account without a role or license with 401 and no challenge",
			Source:      "microsoftgraph/msgraph-sdk-powershell#1257; Azure AD MSAL.js #7007", Date: "2024-04",
			instead: func(*request) error {
				return refuse(401, "UnknownError", string(plainJSON(map[string]any{
					"ErrorCode": "Forbidden", "Message": intuneSays("An error has occurred"), "Target": nil,
					"Details": nil, "InnerError": nil, "InstanceAnnotations": []any{},
				})))
			}},
		{Name: "no-intune-400", patterns: intunePaths,
			Description: "the tenant has no Intune: 400 on each of its paths",
			Source:      "Microsoft365DSC#3020; KelvinTegelaar/CIPP-API, Get-NormalizedError", Date: "2026-08",
			instead: func(*request) error {
				return refuse(400, "BadRequest", intuneSays("Request not applicable to target tenant."))
			}},
		{Name: "apple-policies", patterns: []string{"/deviceManagement/configurationPolicies"},
			Description: "enrollment policies for Apple devices are in the same family, and are sent in spite of the " +
				"filter",
			Source: "deploymenttheory/terraform-provider-microsoft365, capture of the portal; " +
				"microsoft-graph-docs-contrib#2416 on filters that Intune ignores",
			Date: "2026-07",
			rewrite: func(_ *request, answer map[string]any) {
				for _, of := range [][2]string{{"macOS", macTemplate}, {"iOS", "27d20e9c-50c1-48f8-a44c-f37de4510051_1"}} {
					answer["value"] = append(answer["value"].([]any), map[string]any{
						"id": "5b6d0f3c-0d4a-4d6b-9a52-" + of[1][24:36], "name": "Enrollment of " + of[0], "platforms": of[0],
						"technologies": "enrollment", "priorityMetaData": map[string]any{"priority": 1}, "isAssigned": true,
						"templateReference": map[string]any{"templateId": of[1], "templateFamily": enrollmentFamily},
					})
				}
			}},
	}
}
