package main

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

const accessPolicies = "/identity/conditionalAccess/policies"

// accessPolicy is one for everybody: conditions beside users and applications, and what it grants or demands. What Graph
// sends besides is empty.
func accessPolicy(apps, conditions, grant, session string) string {
	for _, name := range []string{"includeApplications", "excludeApplications", "includeUserActions"} {
		if !strings.Contains(apps, name) {
			apps = strings.Replace(apps, "{", `{"`+name+`":[],`, 1)
		}
	}
	for _, name := range []string{"signInRiskLevels", "userRiskLevels"} {
		if !strings.Contains(conditions, name) {
			conditions += `,"` + name + `":[]`
		}
	}
	return `{"id":"00000000-0000-4000-8000-00000000000a","displayName":"Another","state":"enabled","conditions":{` +
		`"clientAppTypes":["all"],"users":{"includeUsers":["All"],"excludeUsers":[],"includeGroups":[],` +
		`"excludeGroups":[],"includeRoles":[],"excludeRoles":[],` +
		`"includeGuestsOrExternalUsers":null,"excludeGuestsOrExternalUsers":null},"locations":null,"devices":null,"platforms":null,` +
		`"applications":` + apps + conditions + `},"grantControls":` + grant + `,"sessionControls":` + session + `}`
}

const (
	allApps   = `{"includeApplications":["All"]}`
	joining   = `{"includeUserActions":["urn:user:registerdevice"]}`
	block     = `{"operator":"OR","builtInControls":["block"]}`
	mfa       = `{"operator":"OR","builtInControls":["mfa"]}`
	everyTime = `{"signInFrequency":{"isEnabled":true,"frequencyInterval":"everyTime"}}`
)

// Policies that a baseline demands apply at a risk, and nobody without one is affected.
func TestVariantsOfRisk(t *testing.T) {
	signIn := func(levels string) string { return `,"signInRiskLevels":[` + levels + `]` }
	user := func(levels string) string { return `,"userRiskLevels":[` + levels + `]` }
	const password = `{"operator":"AND","builtInControls":["mfa","passwordChange"]}`
	beside := func(policies ...string) []change { return []change{also(accessPolicies, policies...)} }
	vary(t, []variant{
		{name: "of the sign-in", change: beside(accessPolicy(allApps, signIn(`"high","medium"`), mfa, everyTime)),
			want: "CA-01 pass, CA-02 pass", says: "only at a risk (sign-in risk high, medium)"},
		{name: "of the user", change: beside(accessPolicy(allApps, user(`"high"`), password, everyTime)),
			want: "CA-01 pass, CA-02 pass", says: "only at a risk (user risk high)"},
		{name: "of both", change: beside(accessPolicy(allApps, signIn(`"high"`)+user(`"high"`), block, `null`)),
			want: "CA-01 pass, CA-02 pass", says: "only at a risk (sign-in risk high; user risk high)"},
		{name: "two policies", change: beside(accessPolicy(allApps, signIn(`"high"`), mfa, everyTime),
			strings.Replace(accessPolicy(allApps, user(`"high"`), block, `null`), "00a", "00b", 1)),
			want: "CA-01 pass, CA-02 pass"},
		{name: "blocked at one", change: beside(accessPolicy(allApps, signIn(`"high"`), block, `null`)),
			want: "CA-01 pass, CA-02 pass", says: "blocks enrollment, only at a risk"},
		{name: "blocked at one, of applications that a filter selects", change: beside(accessPolicy(
			`{"includeApplications":[],"applicationFilter":{"mode":"include","rule":"x"}}`, user(`"high"`), block, `null`)),
			want: "CA-01 pass, CA-02 pass"},
		{name: "the enrollment by name at one", change: beside(accessPolicy(`{"includeApplications":["`+
			tenant.IntuneEnrollmentApp+`"]}`, signIn(`"high"`), mfa, everyTime)), want: "CA-01 pass, CA-02 pass"},
		{name: "none", change: beside(accessPolicy(allApps, "", mfa, everyTime)), want: "CA-01 warning, CA-02 pass",
			says: "every user in scope is affected"},
		{name: "empty lists of levels", change: beside(accessPolicy(allApps, signIn("")+user(""), block, `null`)),
			want: "CA-01 pass, CA-02 warning", says: "blocks enrollment"},
		{name: "the level none too", change: beside(accessPolicy(allApps, signIn(`"high","none"`), block, `null`)),
			want: "CA-01 pass, CA-02 warning"},
		{name: "a level that is " +
			"new", change: beside(accessPolicy(allApps, signIn(`"unknownFutureValue"`), block, `null`)),
			want: "CA-01 pass, CA-02 not evaluated"},
		{name: "applications that a filter selects, and no risk", change: beside(accessPolicy(
			`{"includeApplications":[],"applicationFilter":{"mode":"include","rule":"x"}}`, "", block, `null`)),
			want: "CA-01 pass, CA-02 warning"},
	})
}

// Joining demands an authentication strength, which the methods of a user meet or not. Everybody has a push and a
// telephone.
func TestVariantsOfStrength(t *testing.T) {
	const methods = "/reports/authenticationMethods/userRegistrationDetails"
	strong := func(apps, id, combinations string) change {
		return also(accessPolicies, accessPolicy(apps, "", `{"operator":"OR","builtInControls":[],`+
			`"authenticationStrength":{"id":"`+id+`","displayName":"Ours","allowedCombinations":`+combinations+`}}`, `null`))
	}
	const custom, resistant = "00000000-0000-4000-8000-000000000007", "00000000-0000-0000-0000-000000000004"
	all := func(names ...any) change {
		return each(methods, func(o map[string]any) { o["methodsRegistered"] = names })
	}
	vary(t, []variant{
		{name: "not met", change: []change{strong(joining, custom, `["fido2"]`)}, want: "OOB-03 warning",
			says: "has registered microsoftAuthenticatorPush"},
		{name: "of all resources, not met", change: []change{strong(allApps, custom, `["fido2"]`)}, want: "OOB-03 " +
			"warning"},
		{name: "met", change: []change{strong(joining, custom, `["fido2"]`), all("fido2SecurityKey")}, want: "OOB-03 " +
			"pass"},
		{name: "met by one of " +
			"two", change: []change{strong(joining, custom, `["fido2","password,microsoftAuthenticatorPush"]`)},
			want: "OOB-03 pass"},
		{name: "phishing-resistant, without its combinations, not met but perhaps by a certificate",
			change: []change{strong(joining, resistant, `[]`)}, want: "OOB-03 not evaluated", says: "a certificate"},
		{name: "phishing-resistant, met", change: []change{strong(joining, resistant, `[]`), all("fido2SecurityKey")},
			want: "OOB-03 pass"},
		{name: "a custom one without its combinations", change: []change{strong(joining, custom, `[]`)},
			want: "OOB-03 not evaluated", says: "did not send"},
		{name: "any MFA", change: []change{strong(joining, "00000000-0000-0000-0000-000000000002", `[]`)},
			want: "OOB-03 pass"},
		{name: "methods are refused", change: []change{strong(joining, custom, `["fido2"]`),
			refused("", methods, 403, "Authorization_RequestDenied", "no")}, want: "OOB-03 not evaluated"},
		{name: "another application", change: []change{strong(`{"includeApplications":["x"]}`, custom, `["fido2"]`)},
			want: "OOB-03 not applicable"},
	})
}
