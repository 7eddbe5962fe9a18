package saved

import (
	"net/url"
	"testing"
)

// A file answers requests for one path, or for one id in a path.
func TestFor(t *testing.T) {
	const id = "0f3c7d3e-1111-4222-8333-444444444444"
	all := Parse("roleAssignments roleAssignments-ID groups groups-ID{} members-ID assignments-ID organization?x=1 " +
		"organization-ID{} branding{} conditionalAccessPolicies configurationPolicies? ownedObjects")
	for path, want := range map[string]string{
		"/v1.0/deviceManagement/roleAssignments":                            "roleAssignments",
		"/v1.0/deviceManagement/roleDefinitions/" + id + "/roleAssignments": "roleAssignments-" + id,
		"/v1.0/groups":                                                                         "groups",
		"/v1.0/groups/" + id:                                                                   "groups-" + id,
		"/v1.0/groups/" + id + "/members":                                                      "members-" + id,
		"/v1.0/organization":                                                                   "organization",
		"/v1.0/organization/" + id:                                                             "organization-" + id,
		"/v1.0/organization/" + id + "/branding":                                               "branding",
		"/v1.0/identity/conditionalAccess/policies":                                            "conditionalAccessPolicies",
		"/beta/deviceManagement/configurationPolicies":                                         "configurationPolicies",
		"/beta/deviceManagement/configurationPolicies/" + id + "/assignments":                  "assignments-" + id,
		"/v1.0/groups/" + id + "/members/microsoft.graph.user":                                 "members-" + id,
		"/v1.0/servicePrincipals(appId='" + id + "')/ownedObjects":                             "ownedObjects",
		"/beta/deviceManagement/deviceEnrollmentConfigurations/" + id + "_Default/assignments": "assignments-" + id,
	} {
		if _, stem := all.For(&url.URL{Path: path}); stem != want {
			t.Errorf("%s: %q, want %q", path, stem, want)
		}
	}
}
