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
			Description: "Intune refuses whoever signed in, without a role or a license, with 401 and no challenge",
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
	}
}
