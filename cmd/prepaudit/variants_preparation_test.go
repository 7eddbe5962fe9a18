package main

import (
	"net/http"
	"strings"
	"testing"
)

// Of the healthy tenant: its policy, the template of user-driven ones, and groups.
const (
	preparations = "/deviceManagement/configurationPolicies"
	staffPolicy  = "ff68a020-27f4-44de-9e13-95c7f3c01fee"
	deviceGroup  = "4335fd8a-c955-472b-8d5b-d62cdf3a6606"
	userGroup    = "3616a1e9-c756-4daa-a01c-c10ba2d6a59e"
	target       = "/retrieveEnrollmentTimeDeviceMembershipTarget"
	associates   = "/deviceManagement/tenantAssociatedDevices"
	registered   = "/deviceManagement/windowsAutopilotDeviceIdentities"
	identifiers  = "/deviceManagement/importedDeviceIdentities"
)

// enrollmentPolicy is one of the family of device preparation.
func enrollmentPolicy(platforms, template string) string {
	return `{"id":"5b6d0f3c-0d4a-4d6b-9a52-000000000001","name":"Another","platforms":` + platforms +
		`,"priorityMetaData":{"priority":9},"isAssigned":true,"templateReference":{"templateId":"` + template +
		`","templateFamily":"enrollmentConfiguration"}}`
}

// nothingSet answers what is set in that policy, and whom it is assigned to, with nothing.
func nothingSet(r *http.Request, status *int, body map[string]any) {
	if strings.Contains(r.URL.Path, "-000000000001/") {
		*status = http.StatusOK
		clear(body)
		body["value"] = []any{}
	}
}

// Apple's enrollment policies are of the same family, and prepare no Windows device.
func TestVariantsOfApplePolicies(t *testing.T) {
	const mac, unknown = "2e29557d-70fc-405a-8082-d1e5b6be2b8c_1", "0badc0de-70fc-405a-8082-d1e5b6be2b8c_1"
	vary(t, []variant{
		{name: "tvOS beside", change: []change{also(preparations, enrollmentPolicy(`"tvOS"`, unknown))},
			want: "DPP-01 pass, DPP-04 pass, DPP-09 pass"},
		{name: "visionOS beside", change: []change{also(preparations, enrollmentPolicy(`"visionOS"`, unknown))},
			want: "DPP-01 pass, DPP-04 pass, DPP-09 pass"},
		{name: "without platforms, of a template of Apple's",
			change: []change{also(preparations, enrollmentPolicy(`null`, mac))}, want: "DPP-01 pass, DPP-04 pass"},
		{name: "macOS alone", change: []change{only(preparations, enrollmentPolicy(`"macOS"`, mac))},
			want: "DPP-01 warning, DPP-09 not applicable", says: "no user-driven"},
		{name: "iOS and tvOS alone", change: []change{only(preparations, enrollmentPolicy(`"iOS,tvOS"`, unknown))},
			want: "DPP-01 warning"},
		{name: "the policy is for macOS too", change: []change{each(preparations, func(o map[string]any) {
			o["platforms"] = "macOS,windows10"
		})}, want: "DPP-01 pass, DPP-04 pass"},
		{name: "the policy comes without platforms",
			change: []change{each(preparations, func(o map[string]any) { o["platforms"] = "none" })},
			want:   "DPP-01 pass, DPP-04 pass"},
		{name: "Graph leaves platforms out, and the template says it", change: []change{each(preparations,
			func(o map[string]any) { delete(o, "platforms") })}, want: "DPP-01 pass"},
		{name: "the policy is for macOS", change: []change{each(preparations, func(o map[string]any) {
			o["platforms"] = "macOS"
		})}, want: "DPP-01 warning"},
		{name: "the policy is of an unknown template, and its settings say what it is",
			change: []change{each(preparations, func(o map[string]any) {
				o["templateReference"].(map[string]any)["templateId"] = unknown
			})}, want: "DPP-01 pass"},
		{name: "an unknown template that says nothing, for Windows", status: 0, change: []change{
			also(preparations, enrollmentPolicy(`"windows10"`, unknown)), nothingSet},
			want: "DPP-01 not evaluated", says: "0badc0de"},
	})
}

// The group that a policy puts devices into comes in several shapes.
func TestVariantsOfDeviceGroups(t *testing.T) {
	const targets = `"enrollmentTimeDeviceMembershipTargets":[{"targetType":"staticSecurityGroup","targetId":"` +
		deviceGroup + `"}]`
	const statuses = `"enrollmentTimeDeviceMembershipTargetValidationStatuses":[{"targetId":"` + deviceGroup + `"`
	said := func(text string) []change { return []change{answer(target, text)} }
	vary(t, []variant{
		{name: "targets", change: said(`{` + targets + `}`), want: "DPP-03 pass, DPP-07 pass"},
		{name: "targets inside value", change: said(`{"value":{` + targets + `}}`), want: "DPP-03 pass, DPP-07 pass"},
		{name: "targets inside a list", change: said(`{"value":[{` + targets + `}]}`), want: "DPP-03 pass, DPP-07 pass"},
		{name: "a status inside value", change: said(`{"value":{` + statuses + `,"validationSucceeded":true}]}}`),
			want: "DPP-03 pass, DPP-07 pass"},
		{name: "a word for all", change: said(`{"validationSucceeded":true,` + statuses + `}]}`), want: "DPP-03 pass"},
		{name: "a word against it", change: said(`{"validationSucceeded":false,` + statuses +
			`,"targetValidationErrorCode":"firstPartyAppNotAnOwner"}]}`), want: "DPP-03 warning", says: "owner"},
		{name: "another group, which is not there", want: "DPP-03 warning, DPP-07 warning", says: "does not exist",
			change: said(`{"enrollmentTimeDeviceMembershipTargets":[{"targetId":"00000000-0000-4000-8000-000000000001"}]}`)},
		{name: "no group", change: said(`{"enrollmentTimeDeviceMembershipTargets":[]}`), want: "DPP-03 warning",
			says: "no device group"},
		{name: "nothing that says anything", change: said(`{"value":[]}`), want: "DPP-03 not evaluated"},
	})
}

// Whether GET or POST tells the group is found out, and a refusal of whoever asks is no refusal of the verb.
func TestVariantsOfVerbs(t *testing.T) {
	const noRoute = "No OData route exists that match template"
	verb := func(get, post int) []change {
		var all []change
		if get != 200 {
			all = append(all, refused("GET", target, get, "BadRequest", noRoute))
		}
		if post != 200 {
			return append(all, refused("POST", target, post, "BadRequest", noRoute))
		}
		// The healthy tenant serves GET alone.
		return append(all, func(r *http.Request, status *int, body map[string]any) {
			if r.Method == "POST" && strings.HasSuffix(r.URL.Path, target) {
				*status = 200
				answer(target, `{"value":{"enrollmentTimeDeviceMembershipTargetValidationStatuses":[{"targetId":"`+
					deviceGroup+`","validationSucceeded":true}]}}`)(r, status, body)
			}
		})
	}
	vary(t, []variant{
		{name: "GET", change: verb(200, 405), want: "DPP-03 pass"},
		{name: "400, then POST", change: verb(400, 200), want: "DPP-03 pass"},
		{name: "404, then POST", change: verb(404, 200), want: "DPP-03 pass"},
		{name: "405, then POST", change: verb(405, 200), want: "DPP-03 pass"},
		{name: "501, then POST", change: verb(501, 200), want: "DPP-03 pass"},
		{name: "neither", change: verb(400, 400), want: "DPP-03 not evaluated"},
		{name: "neither is implemented", change: verb(501, 501), want: "DPP-03 not evaluated"},
		{name: "refused to whoever asks", change: verb(403, 200), want: "DPP-03 not evaluated"},
	})
}

// A group for users that is the group for devices too.
func TestVariantsOfOneGroup(t *testing.T) {
	assigned := func(kind, group string) change {
		return only(staffPolicy+"/assignments", `{"id":"1","target":{"@odata.type":"#microsoft.graph.`+kind+
			`AssignmentTarget","groupId":"`+group+`"}}`)
	}
	vary(t, []variant{
		{name: "another", change: []change{assigned("group", userGroup)}, want: "DPP-03 pass"},
		{name: "the same", change: []change{assigned("group", deviceGroup)}, want: "DPP-03 warning", says: "a user group"},
		{name: "the same is excluded", change: []change{assigned("exclusionGroup", deviceGroup)}, want: "DPP-03 pass"},
		{name: "all users", change: []change{assigned("allLicensedUsers", "")}, want: "DPP-03 pass"},
		{name: "both", change: []change{assigned("group", userGroup), also(staffPolicy+"/assignments",
			`{"id":"2","target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"`+deviceGroup+`"}}`)},
			want: "DPP-03 warning", says: "a user group"},
	})
}
