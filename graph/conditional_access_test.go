package graph

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// anyPolicy is what Graph sends of a policy without conditions.
const anyPolicy = `{"conditions":{"signInRiskLevels":[],"userRiskLevels":[],"clientAppTypes":[],"locations":null,
	"devices":null,"platforms":null,"users":{"includeUsers":[],"excludeUsers":[],"includeGroups":[],"excludeGroups":[],
	"includeRoles":[],"excludeRoles":[],"includeGuestsOrExternalUsers":null,"excludeGuestsOrExternalUsers":null},"applications":{"includeApplications":[],"excludeApplications":[],
	"includeUserActions":[]}},"grantControls":null,"sessionControls":null}`

// restricted is what Graph sends of a platform that is blocked.
const restricted = `{"platformBlocked":true,"personalDeviceEnrollmentBlocked":true,"osMinimumVersion":null,` +
	`"osMaximumVersion":null}`

// Conditions beside users, applications and platforms are told, and those that mean everything are none.
func TestAccessConditions(t *testing.T) {
	const path = "/v1.0/identity/conditionalAccess/policies"
	s, err := read(t, fixedAnswers(t, answers{path: filled(anyPolicy, `{"value":[
		{"id":"a","displayName":"Risk","state":"enabled","conditions":{"signInRiskLevels":["high","medium"],"userRiskLevels":["low"],"clientAppTypes":["all"],
			"locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted"]},"devices":{"deviceFilter":{"mode":"include","rule":"x"}},
			"users":{"includeUsers":["All"]},"applications":{"includeApplications":["All"]}},"grantControls":{"operator":"OR","builtInControls":["mfa"]}},
		{"id":"b","displayName":"All","state":"enabled","conditions":{"signInRiskLevels":[],"clientAppTypes":["all"],"locations":{"includeLocations":["All"],"excludeLocations":[]},
			"devices":null,"users":{"includeUsers":["All"]}}},
		{"id":"c","displayName":"Old","state":"enabled","conditions":{"clientAppTypes":["exchangeActiveSync","other"],"locations":{"includeLocations":["x"],"excludeLocations":[]}}},
		{"id":"d","displayName":"Codes","state":"enabled","conditions":{"clientAppTypes":["all"],"insiderRiskLevels":"elevated","authenticationFlows":{"transferMethods":"deviceCodeFlow,authenticationTransfer"},
			"users":{"includeUsers":["None"],"includeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"b2bCollaborationGuest","externalTenants":null},"excludeGuestsOrExternalUsers":null}}},
		{"id":"e","displayName":"No flow","state":"enabled","conditions":{"insiderRiskLevels":null,"authenticationFlows":{"transferMethods":"none"},
			"users":{"includeUsers":["All"],"excludeUsers":[],"includeGuestsOrExternalUsers":null,"excludeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"serviceProvider"}}}},
		{"id":"f","displayName":"Tagged","state":"enabled","conditions":{"applications":{"includeApplications":[],"applicationFilter":{"mode":"include","rule":"x"}}}},
		{"id":"g","displayName":"Not tagged","state":"enabled","conditions":{"applications":{"includeApplications":["All"],"applicationFilter":{"mode":"exclude","rule":"x"}}}},
		{"id":"h","displayName":"Services","state":"enabled","conditions":{"servicePrincipalRiskLevels":["medium"],"users":{"includeUsers":["None"]}}},
		{"id":"i","displayName":"No risk","state":"enabled","conditions":{"userRiskLevels":["none"]}},
		{"id":"j","displayName":"New risk","state":"enabled","conditions":{"userRiskLevels":["high","unknownFutureValue"]}}]}`)}), tenant.AccessPolicies)
	got := s.Access
	if err != nil || len(got) != 10 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []struct {
		only   []string
		atRisk tenant.Tri
	}{
		{[]string{"sign-in risk high, medium", "user risk low", "some locations", "some devices"}, tenant.Yes},
		{nil, tenant.No},
		{[]string{"some locations", "client apps exchangeActiveSync, other"}, tenant.No},
		{[]string{"insider risk elevated", "sign-in flows deviceCodeFlow, authenticationTransfer"}, tenant.Yes},
		{nil, tenant.No},
		{[]string{"applications that a filter selects"}, tenant.No},
		{[]string{"except applications that a filter excludes"}, tenant.No},
		{[]string{"service principal risk medium"}, tenant.Yes},
		{[]string{"user risk none"}, tenant.No},
		{[]string{"user risk high, unknownFutureValue"}, tenant.Unknown},
	} {
		if !slices.Equal(got[i].Only, want.only) || got[i].AtRisk() != want.atRisk {
			t.Errorf("%s: %q, at a risk %v, want %v", got[i].Name, got[i].Only, got[i].AtRisk(), want)
		}
	}
	if p := got[3]; !slices.Equal(p.IncludeUsers, []string{"None", tenant.SomeGuests}) ||
		!slices.Equal(p.Flows, []string{"deviceCodeFlow", "authenticationTransfer"}) {
		t.Errorf("guests by codes %+v", p)
	}
	if !got[5].FilteredApps || got[6].FilteredApps {
		t.Errorf("filters %v and %v", got[5].FilteredApps, got[6].FilteredApps)
	}
	if p := got[4]; !slices.Equal(p.ExcludeUsers, []string{tenant.SomeGuests}) || p.Flows != nil {
		t.Errorf("all but service providers %+v", p)
	}
}

// Whom a policy means, in all the ways that Graph has of saying so, and what it asks besides built-in controls.
func TestAccessWho(t *testing.T) {
	const group = "dd000000-0000-0000-0000-000000000001"
	one := func(users, grant string) ([]tenant.AccessPolicy, error) {
		s, err := read(t, fixedAnswers(t, answers{
			"/v1.0/identity/conditionalAccess/policies": filled(anyPolicy, `{"value":[{"id":"a","displayName":"A",`+
				`"state":"enabled","conditions":{"users":`+users+`},"grantControls":`+grant+`}]}`),
		}), tenant.AccessPolicies)
		return s.Access, err
	}
	got, err := one(`{"includeUsers":["None"],"includeGroups":["`+group+`"],"excludeGroups":["`+group+
		`"],"includeRoles":["r"],"excludeRoles":["s"],
		"includeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider","externalTenants":{"membershipKind":"all"}},
		"excludeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"internalGuest,b2bCollaborationGuest,b2bCollaborationMember","externalTenants":{"membershipKind":"enumerated","members":["x"]}}}`,
		`{"operator":"OR","builtInControls":["mfa"],"termsOfUse":["t"],"customAuthenticationFactors":["c"]}`)
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	groups := []tenant.Group{{ID: tenant.MustGUID(group)}}
	want := tenant.AccessPolicy{
		ID: "a", Name: "A", State: "enabled", IncludeUsers: []string{"None", tenant.Guests},
		ExcludeUsers: []string{tenant.SomeGuests}, IncludeGroups: groups, ExcludeGroups: groups,
		IncludeRoles: []string{"r"}, ExcludeRoles: []string{"s"}, Operator: "OR",
		Controls: []string{"mfa", tenant.TermsOfUse, tenant.CustomControl}, IncludeApps: []string{}, ExcludeApps: []string{},
		UserActions: []string{}, ClientApps: []string{},
	}
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("%+v, want %+v", got[0], want)
	}
	for _, users := range []string{`{"includeGroups":["g"]}`, `{"excludeGroups":["g"]}`} {
		if _, err := one(users, "null"); err == nil ||
			!strings.Contains(err.Error(), `policy a: a group: "g" is not a GUID`) {
			t.Errorf("%s: %v", users, err)
		}
	}
}

// Of an authentication strength it matters what it allows, and of which of that not every key counts.
func TestAccessStrength(t *testing.T) {
	const policy = `{"id":"a","displayName":"A","state":"enabled","conditions":{},"grantControls":{"operator":"OR",
		"builtInControls":[],"authenticationStrength":{"id":"s","displayName":"Ours","policyType":"custom",
		"allowedCombinations":["password,sms","fido2"],"combinationConfigurations":[{"id":"k",
		"@odata.type":"#microsoft.graph.fido2CombinationConfiguration","appliesToCombinations":["fido2"]}]}}}`
	s, err := read(t, fixedAnswers(t, answers{"/v1.0/identity/conditionalAccess/policies": filled(anyPolicy, `{"value":[`+policy+`]}`)}),
		tenant.AccessPolicies)
	want := &tenant.Strength{ID: "s", Name: "Ours", Combinations: []string{"password,sms", "fido2"},
		Narrowed: []string{"fido2"}}
	if err != nil || len(s.Access) != 1 || !reflect.DeepEqual(s.Access[0].Strength, want) {
		t.Fatalf("%+v, %v", s.Access, err)
	}
}

// A restriction for a platform that nobody knows, or with a target that nobody knows, is kept.
func TestRestrictionWords(t *testing.T) {
	const path = "/beta/deviceManagement/deviceEnrollmentConfigurations"
	one := func(id, platform string) string {
		return `{"@odata.type":"#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration","id":"` + id +
			`","platformType":"` + platform + `","priority":1,"displayName":"A","platformRestriction":` + restricted + `}`
	}
	none, filter := `{"value":[]}`,
		`{"value":[{"id":"1","target":{"@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget",`+
			`"deviceAndAppManagementAssignmentFilterType":"include"}},`+
			`{"id":"2","target":{"@odata.type":"#microsoft.graph.newAssignmentTarget"}}]}`
	s, err := read(t, fixedAnswers(t, answers{
		path: `{"value":[` + one("w", "windows") + `,` + one("a", "allPlatforms") + `,` +
			one("n", "windowsNext") + `,` + one("e", "") + `,` + one("i", "ios") + `]}`,
		path + "/w/assignments": filter, path + "/a/assignments": none, path + "/n/assignments": none,
		path + "/e/assignments": none,
	}), tenant.Restrictions)
	got := s.Restrictions
	if err != nil || len(got) != 4 {
		t.Fatalf("%+v, %v", got, err)
	}
	if r := got[0]; fmt.Sprint(r.Assignments) != fmt.Sprint(
		[]tenant.Assignment{{Kind: "allUsers", Filter: "include"}, {Kind: "newAssignmentTarget"}}) || r.Platform != "" {
		t.Errorf("%+v", r)
	}
	if got[1].Platform != "" || got[2].Platform != "windowsNext" || got[3].Platform != "not sent" {
		t.Errorf("%+v", got[1:])
	}
}
