package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// What stands in everybody's way ends the audit and the answer about one person alike.
func TestVariantsOfOnePerson(t *testing.T) {
	admins := func(kind string) change {
		return at("/policies/deviceRegistrationPolicy", func(body map[string]any) {
			join := body["azureADJoin"].(map[string]any)
			join["localAdmins"].(map[string]any)["registeringUsers"] = map[string]any{
				"@odata.type": "#microsoft.graph." + kind, "users": []any{}, "groups": []any{}}
		})
	}
	others := func(policy string) string {
		return strings.Replace(policy, `["All"]}`, `["00000000-0000-4000-8000-000000000009"]}`, 1)
	}
	off := strings.NewReplacer(`"enabled"`, `"enabledForReportingButNotEnforced"`)
	blocking := accessPolicy(allApps, "", block, `null`)
	for _, v := range []struct {
		name   string
		change change
		status int
		says   string
	}{
		{"a standard user, and joining makes nobody administrator", admins("noDeviceRegistrationMembership"),
			process.StatusUnmet, "local administrator"},
		{"a standard user, and joining makes some administrator", admins("enumeratedDeviceRegistrationMembership"),
			process.StatusUnmet, "local administrator"},
		{"a standard user, and joining makes everybody administrator", admins("allDeviceRegistrationMembership"),
			process.StatusMet, "can prepare a PC"},
		{"everything is blocked", also(accessPolicies, blocking), process.StatusUnmet, `blocked: "Another"`},
		{"a hybrid join is demanded", also(accessPolicies, accessPolicy(allApps, "",
			`{"operator":"OR","builtInControls":["domainJoinedDevice"]}`, `null`)), process.StatusUnmet, "hybrid joined"},
		{"compliance of all resources, which spares the enrollment", also(accessPolicies, accessPolicy(allApps, "",
			`{"operator":"OR","builtInControls":["compliantDevice"]}`, `null`)), process.StatusMet, "compliant"},
		{"everything is blocked for others", also(accessPolicies, others(blocking)), process.StatusMet, "READY"},
		{"a block is only reported", also(accessPolicies, off.Replace(blocking)), process.StatusMet, "report-only"},
		{"blocked at a risk", also(accessPolicies, accessPolicy(allApps, `,"userRiskLevels":["high"]`, block, `null`)),
			process.StatusMet, "only at a risk"},
	} {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			tenant := changed([]change{v.change})
			status, text := asked(t, tenant, "adriana.scholz@contoso.com")
			first, _, _ := strings.Cut(text, "\n")
			ready := strings.HasPrefix(first, "READY")
			if status != v.status || !strings.Contains(text, v.says) || ready != (v.status == process.StatusMet) {
				t.Errorf("%d: %s", status, text)
			}
			if s := auditServed(t, tenant, "--scope", "members"); s.status != status {
				t.Errorf("the audit ends with %d, the answer about one person with %d\n%s", s.status, status, s.screen)
			}
		})
	}
}

// asked is how prepaudit user ends of one person, and what it says.
func asked(t *testing.T, graph http.Handler, name string) (status int, text string) {
	t.Helper()
	server := httptest.NewServer(graph)
	t.Cleanup(server.Close)
	sys, out, stderr := world(200)
	sys.LookupEnv = withToken
	status = run(t.Context(), []string{"user", name, "--auth", "token", "--graph-url", server.URL, "--as-of", "2026-11-22",
		"--color", "never"}, sys)
	return status, out.String() + stderr.String()
}
