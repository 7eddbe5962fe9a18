package graphtest

// What Intune answers when it is asked for the device group of a policy.
const (
	membershipPath = "/deviceManagement/configurationPolicies/{}/retrieveEnrollmentTimeDeviceMembershipTarget"
	statusesName   = "enrollmentTimeDeviceMembershipTargetValidationStatuses"
	validName      = "validationSucceeded"

	deviceGroupPost = "device-group-post"
)

func deviceGroupDialects() []Dialect {
	about := []string{membershipPath}
	return []Dialect{
		{Name: deviceGroupPost, patterns: about,
			Description: "the device group of a policy is sent for POST, and GET is refused",
			Source:      "Microsoft Graph beta reference, retrieveEnrollmentTimeDeviceMembershipTarget action", Date: "2026-03"},
		{Name: "device-group-top-level", patterns: about,
			Description: "whether the device group is valid is next to its status, not in it",
			Source:      "msgraph-beta-sdk-go, enrollmentTimeDeviceMembershipTargetResult", Date: "2026-08",
			rewrite: func(_ *request, answer map[string]any) {
				if all, ok := answer[statusesName].([]any); ok && len(all) == 0 {
					answer[validName] = false
				}
				eachStatus(answer, func(status map[string]any) {
					answer[validName] = status[validName]
					delete(status, validName)
				})
			}},
		{Name: "device-group-status-unknown", patterns: about,
			Description: "the device group is named, but not whether it is valid",
			Source:      "msgraph-beta-sdk-go, whose enumeration of errors begins with unknown", Date: "2026-08",
			rewrite: func(_ *request, answer map[string]any) {
				delete(answer, validName)
				eachStatus(answer, func(status map[string]any) {
					delete(status, validName)
					status["targetValidationErrorCode"] = "unknown"
				})
			}},
		{Name: "device-group-old-shape", patterns: about,
			Description: "the device group is named with its type, but not whether it is valid",
			Source:      "KelvinTegelaar/CIPP-API, Get-CIPPEnrollmentTimeDeviceMembershipTarget", Date: "2026-08",
			rewrite: func(_ *request, answer map[string]any) {
				targets := []any{}
				eachStatus(answer, func(status map[string]any) {
					targets = append(targets, map[string]any{
						"targetType": "staticSecurityGroup", "targetId": status["targetId"],
					})
				})
				delete(answer, statusesName)
				delete(answer, validName)
				answer["enrollmentTimeDeviceMembershipTargets"] = targets
			}},
	}
}

// eachStatus calls change with the statuses of an answer; another dialect may have taken them out.
func eachStatus(answer map[string]any, change func(map[string]any)) {
	all, _ := answer[statusesName].([]any)
	for _, status := range all {
		change(status.(map[string]any))
	}
}

// membershipTarget answers which group the policy puts devices into, and whether it may. Its documentation has POST;
// live tenants serve GET alone (deploymenttheory/terraform-provider-microsoft365, device_enrollment_policy/crud.go,
// 2026-08). That a status has a word of its own is what Microsoft365DSC's tests have, 2026-07.
func (s *Server) membershipTarget(req *request) (reply, error) {
	if (req.method == "POST") != s.speaks(deviceGroupPost) {
		return reply{}, refuse(400, "No method match route template", "No OData route exists that match template "+
			"~/singleton/navigation/key/action with http verb "+req.method+" for request "+req.path+".")
	}
	i, err := s.findPlan(req)
	if err != nil {
		return reply{}, err
	}
	p := s.dir.plans[i]
	statuses := []any{}
	if p.group != "" {
		statuses = append(statuses, map[string]any{"targetId": s.dir.group(p.group).id,
			"targetValidationErrorCode": firstOf(p.fault, "unknown"), validName: p.fault == ""})
	}
	return reply{body: plainJSON(map[string]any{
		"@odata.context": req.base + "/$metadata#microsoft.graph.enrollmentTimeDeviceMembershipTargetResult",
		statusesName:     statuses,
	})}, nil
}
