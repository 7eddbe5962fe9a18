package graph

import (
	"errors"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func refusalFile(code, message string) string {
	return `{"error":{"code":"` + code + `","message":"` + message + `","innerError":{"date":"2026-11-01T00:00:00"}}}`
}

// A saved refusal is what the same refusal is of a live tenant: one dataset is missing, with Graph's word.
func TestSavedRefusal(t *testing.T) {
	const nowhere = `{\"Message\":\"Request not applicable to target tenant. - Operation ID (x)\"}`
	for _, row := range []struct {
		name, file, text, says string
		ds                     tenant.Dataset
		denied, noIntune       bool
	}{
		{"forbidden", "mobileDeviceManagementPolicies.json", refusalFile("Forbidden", "Application is not authorized."),
			"Application is not authorized.", tenant.MDMPolicies, true, false},
		{"insufficient", "domains.json", refusalFile("Authorization_RequestDenied", "Insufficient privileges."),
			"Insufficient privileges.", tenant.Domains, true, false},
		{"of Intune, for want of a role", "configurationPolicies.json", refusalFile("UnknownError",
			`{\"ErrorCode\":\"Forbidden\",\"Message\":\"No access\"}`), "No access", tenant.Preparation, true, false},
		{"of Intune, which the tenant has not", "configurationPolicies.json", refusalFile("BadRequest", nowhere),
			"no Intune", tenant.Preparation, true, true},
		{"of a token that has expired", "mobileDeviceManagementPolicies.json", refusalFile("InvalidAuthenticationToken",
			"Lifetime validation failed."), "Lifetime validation failed.", tenant.MDMPolicies, false, false},
		{"for want of a license", "mobileDeviceManagementPolicies.json", refusalFile(
			"Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C or has a premium license."),
			"premium license", tenant.MDMPolicies, true, false},
		{"throttled", "domains.json", refusalFile("TooManyRequests", "Slow down."), "Slow down.", tenant.Domains, false,
			false},
		{"not there", "domains.json", refusalFile("Request_ResourceNotFound", "Nothing."), "404", tenant.Domains, false,
			false},
		{"without words", "domains.json", `{"error":{}}`, "400", tenant.Domains, false, false},
	} {
		s, err := read(t, fromFiles(t, map[string]string{row.file: row.text, "users.json": userFile(1, "")}), row.ds)
		d, ok := errors.AsType[*DeniedError](err)
		if err == nil || ok != row.denied || ok && d.NoIntune != row.noIntune || !strings.Contains(err.Error(), row.says) ||
			strings.Contains(err.Error(), "Operation ID") {
			t.Errorf("%s: %v, %+v", row.name, err, s)
		}
	}
}

// That a tenant has no branding is told by 404, live and saved.
func TestSavedBranding(t *testing.T) {
	const organization = `{"value":[{"id":"` + policyID +
		`","displayName":null,"tenantType":"AAD","verifiedDomains":[]}]}`
	for name, row := range map[string]struct {
		text    string
		branded tenant.Tri
		failed  bool
	}{
		"branded":     {`{"id":"0"}`, tenant.Yes, false},
		"no branding": {refusalFile("ResourceNotFound", "Resource not found."), tenant.No, false},
		"not there":   {refusalFile("Request_ResourceNotFound", "Resource '0' does not exist."), tenant.No, false},
		"refused":     {refusalFile("AccessDenied", "no"), tenant.Unknown, true},
		"another":     {refusalFile("InternalServerError", "no"), tenant.Unknown, true},
	} {
		c := fromFiles(t, map[string]string{"organization.json": organization, "branding.json": row.text})
		if s, err := read(t, c, tenant.Organization, tenant.Branding); s.Branded != row.branded || (err != nil) != row.failed {
			t.Errorf("%s: %v, %v", name, s.Branded, err)
		}
	}
}

// A page that was refused ends the reading of users; those before it stand.
func TestSavedRefusalOfPage(t *testing.T) {
	users, err := allUsers(t, fromFiles(t, map[string]string{
		"users1.json": userFile(1, `"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x",`),
		"users2.json": refusalFile("TooManyRequests", "Slow down."),
	}))
	if err == nil || len(users) != 1 || !strings.Contains(err.Error(), "Slow down.") {
		t.Errorf("%d users, %v", len(users), err)
	}
}

// All files that cannot be used are told at once, and what to do about each kind once.
func TestSavedUnusableTogether(t *testing.T) {
	_, err := FromDir(savedIn(t, map[string]string{
		"users.json": "", "domains.json": "<html>", "groups.json": "[]", "organization.json": `{"value":[]}`,
		"subscribedSkus-a.json": `{"value":[]}`, "subscribedSkus-b.json": `{"value":[]}`,
	}))
	hint := interface{ Hint() string }(nil)
	if err == nil || !errors.As(err, &hint) {
		t.Fatal(err)
	}
	for _, part := range []string{"4 saved answers cannot be used", "users.json: the file is empty", "domains.json: it has",
		"groups.json: it has a bare list", "subscribedSkus-a.json, subscribedSkus-b.json are 2 last pages"} {
		if strings.Count(err.Error(), part) != 1 {
			t.Errorf("%q: %v", part, err)
		}
	}
	if strings.Count(hint.Hint(), "save the answer again") != 1 || !strings.Contains(hint.Hint(), "the whole answer") {
		t.Errorf("hint %q", hint.Hint())
	}
}
