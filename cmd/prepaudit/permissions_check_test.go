package main

import (
	"encoding/base64"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/rules"
)

const (
	readerRole = "f2ef992c-3afb-46b9-b7cf-a126ee74c451" // Global Reader
	memberRole = "b79fbf4d-3ef9-4689-8143-76b194e85509" // of every member
	guestRole  = "10dae51f-b6af-4016-8d66-8c2a99b929b3"
)

// tokenOf makes an access token with these claims, which nobody signed.
func tokenOf(claims map[string]any) string {
	text, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	return "e30." + base64.RawURLEncoding.EncodeToString(text) + ".c2ln"
}

// ofPerson are the claims of a signed-in user with an Entra role.
func ofPerson(scopes []string, roles ...string) map[string]any {
	return map[string]any{"idtyp": "user", "scp": strings.Join(scopes, " ") + " openid profile", "wids": roles,
		"upn": "adele@contoso.com", "app_displayname": "prepaudit", "appid": "5150c0de-0000-0000-0000-000000000001"}
}

func ofApp(roles []string) map[string]any {
	return map[string]any{"idtyp": "app", "roles": roles, "app_displayname": "prepaudit"}
}

// leastOf are the permissions that an audit needs, of a person or of an app.
func leastOf(app bool) (names []string) {
	for _, p := range permissions(rules.Catalog(), true) {
		name := p.Delegated
		if app {
			name = p.Application
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// withAccess runs a command with an access token.
func withAccess(t *testing.T, claims map[string]any, args ...string) (status int, out, said string) {
	t.Helper()
	sys, stdout, stderr := world(100)
	sys.LookupEnv = func(name string) (string, bool) {
		if name != "PREPAUDIT_ACCESS_TOKEN" {
			return "", false
		}
		return tokenOf(claims), true
	}
	status = run(t.Context(), append(args, "--auth", "token"), sys)
	return status, strings.Join(strings.Fields(stdout.String()), " "), stderr.String()
}

// What a token has, lacks, and has in excess, and how the check ends.
func TestPermissionsCheck(t *testing.T) {
	least, apps := leastOf(false), leastOf(true)
	without := func(all []string, names ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(names, s) })
	}
	for name, c := range map[string]struct {
		claims  map[string]any
		args    string
		status  int
		says    string // pieces, with | between
		without string
	}{
		"all": {ofPerson(least, readerRole, memberRole), "", 0,
			`Signed in as adele@contoso.com, with app "prepaudit" (5150c0de-0000-0000-0000-000000000001). Active Entra ` +
				"roles: Global Reader.|Needed, and there LicenseAssignment.Read.All|unlicensed admins|Nothing speaks against",
			"Missing|CAN WRITE|More than|openid"},
		"by a wider one": {ofPerson(without(least, "LicenseAssignment.Read.All"), readerRole), "", 0,
			"LicenseAssignment.Read.All, by Organization.Read.All", "Missing"},
		"no licenses": {ofPerson(without(least, "LicenseAssignment.Read.All", "Organization.Read.All"), readerRole), "", 4,
			"Missing The token lacks LicenseAssignment.Read.All Won't be checked: " +
				"LIC-01 The tenant has a usable qualifying subscription (required) LIC-02 Every user in scope has", ""},
		"only recommended": {ofPerson(without(least, "DeviceManagementRBAC.Read.All"), readerRole), "", 0,
			"The token lacks DeviceManagementRBAC.Read.All Won't be checked: RBA-01 Somebody has|0 of them required|exits with " +
				"status 4", "CAN WRITE"},
		"selected rules alone": {ofPerson([]string{"DeviceManagementRBAC.Read.All", "User.Read"}, readerRole), "--only RBA", 0,
			"The token lacks DeviceManagementServiceConfig.Read.All Checked as far as possible without it: RBA-02 Somebody has|" +
				"Nothing speaks against checking 2 rules.", "More than"},
		"it can write": {ofPerson(append(without(least, "User.Read.All"), "User.ReadWrite.All", "Mail.Send"), readerRole), "",
			0, "CAN WRITE: take these away, prepaudit only reads User.ReadWrite.All: grant User.Read.All instead Mail.Send|" +
				"User.Read.All, by User.ReadWrite.All", "Missing|More than"},
		"more than needed": {ofPerson(append(without(least, "Device.Read.All"), "Directory.Read.All", "Mail.Read"), readerRole),
			"", 0, "Device.Read.All, by Directory.Read.All|More than needed Directory.Read.All: grant Device.Read.All instead " +
				"Mail.Read", "Missing|CAN WRITE"},
		"no role": {ofPerson(least, memberRole), "", 4, "No Entra role is active|No active Entra role of the account may read " +
			"it; Global Reader may Won't be checked: LIC-01 The tenant has a usable qualifying subscription (required)|Roles of Intune aren't in tokens", "The token lacks"},
		"a guest":             {ofPerson(least, guestRole), "", 4, "The account is a guest in this tenant.|DIR-0", "The token lacks"},
		"a guest with a role": {ofPerson(least, guestRole, readerRole), "", 0, "is a guest|Nothing speaks against", "Missing"},
		"roles that aren't told": {ofPerson(least), "", 0, "doesn't say which Entra roles are active|Roles of Intune aren't",
			"Missing"},
		"another role": {ofPerson(least, memberRole, "c0ffee00-0000-0000-0000-000000000000"), "", 0,
			"Active Entra roles: c0ffee00-0000|Roles of Intune aren't in tokens", "Missing"},
		"Intune Administrator": {ofPerson(least, "3a2c62db-5318-420d-8d74-23affee5d9d5"), "", 0,
			"Active Entra roles: Intune Administrator.|An account without an Intune license", "Roles of Intune"},
		"an app": {ofApp(apps), "", 4, `Signed in as app "prepaudit", without a user.|No app can read it without a ` +
			"signed-in user, who needs Policy.Read.All Won't be checked: MDM-02 Automatic enrollment in Intune is on (required)", "The token lacks|Roles of Intune"},
		"an app that may lack it": {ofApp(apps), "--allow-incomplete mobileDeviceManagementPolicies," +
			"mobileAppManagementPolicies", 0, "Automatic enrollment in Intune is on (allowed)|--allow-incomplete allows", "(required)"},
		"an app with what is a person's": {ofApp(without(apps, "Policy.Read.DeviceConfiguration")), "--only OOB", 0,
			"The token lacks Policy.Read.DeviceConfiguration", ""},
		"nothing": {ofApp(nil), "--only LIC-01", 4, "The token lacks LicenseAssignment.Read.All|1 rule of 1 won't be checked, " +
			"1 of them required.", "Needed, and there"},
		"a help desk": {ofPerson(least, readerRole), "--user", 0, "Nothing speaks against", "Missing|LIC-01"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			status, out, said := withAccess(t, c.claims, append([]string{"permissions", "--check"}, strings.Fields(c.args)...)...)
			if status != c.status || said != "" || time.Since(start) > time.Second {
				t.Errorf("status %d, want %d, after %v; it says %q\n%s", status, c.status, time.Since(start), said, out)
			}
			for _, alone := range namedAlone(out, 0) {
				t.Error(alone)
			}
			for piece := range strings.SplitSeq(c.says, "|") {
				if !strings.Contains(out, piece) {
					t.Errorf("no %q in\n%s", piece, out)
				}
			}
			for piece := range strings.SplitSeq(c.without, "|") {
				if piece != "" && strings.Contains(out, piece) {
					t.Errorf("%q in\n%s", piece, out)
				}
			}
		})
	}
}

// What can't be looked into is said.
func TestPermissionsCheckRefuses(t *testing.T) {
	for line, want := range map[string]string{
		"--demo":                  "a simulated tenant has none",
		"--allow-incomplete NONE": "--allow-incomplete",
		"--only NONE":             `no rule "NONE"`,
		"--auth secret --client-id 5150c0de-0000-0000-0000-000000000001": "needs",
	} {
		sys, _, said := world(100)
		status := run(t.Context(), append([]string{"permissions", "--check"}, strings.Fields(line)...), sys)
		if status != process.StatusUsage || !strings.Contains(said.String(), want) {
			t.Errorf("%s: %d %s", line, status, said)
		}
	}
	sys, _, said := world(100)
	sys.LookupEnv = withToken
	if status := run(t.Context(), []string{"permissions", "--check", "--auth", "token"}, sys); status != process.StatusFailed ||
		!strings.Contains(said.String(), "can't be looked into") {
		t.Errorf("%d %s", status, said)
	}
}

// What the check says of a token is what an audit with it comes to: no rule goes unchecked that it didn't name, and those
// that it names do where the tenant has what they read. The audit says the same of each cause.
func TestPermissionsCheckHolds(t *testing.T) {
	server := httptest.NewServer((&graphtest.Tenant{Users: 60}).Handler())
	defer server.Close()
	unchecked := func(claims map[string]any) (ids []string, words string) {
		_, out, said := withAccess(t, claims, "audit", "--graph-url", server.URL, "--as-of", "2026-11-22", "-q", "-o",
			"json=-")
		var report struct {
			Summary struct {
				Rules []struct{ ID, Outcome string }
			}
		}
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		for _, r := range report.Summary.Rules {
			if r.Outcome == "not evaluated" && !strings.HasPrefix(r.ID, "NET-") {
				ids = append(ids, r.ID)
			}
		}
		return ids, out
	}
	for _, app := range []bool{false, true} {
		all := ofApp(leastOf(true))
		if !app {
			all = ofPerson(leastOf(false), readerRole)
		}
		always, _ := unchecked(all)
		for _, gone := range leastOf(app) {
			left := slices.DeleteFunc(leastOf(app), func(s string) bool { return s == gone })
			claims := ofApp(left)
			if !app {
				claims = ofPerson(left, readerRole)
			}
			_, out, _ := withAccess(t, claims, "permissions", "--check")
			ids, words := unchecked(claims)
			_, named, _ := strings.Cut(out, "The token lacks "+gone)
			named, _, _ = strings.Cut(named, "Needed, and there")
			never, less, _ := strings.Cut(named, "Checked as far as possible")
			for _, id := range ids {
				if !slices.Contains(always, id) && !strings.Contains(never+less, id) {
					t.Errorf("without %s %s is not checked, and --check doesn't say so: %s", gone, id, named)
				}
			}
			for id := range strings.FieldsFuncSeq(never, func(r rune) bool { return r == ' ' || r == ',' }) {
				// The simulator shows Intune's property of the organization to whoever may read the rest.
				if strings.Contains(id, "-0") && id != "MDM-01" && !slices.Contains(ids, id) {
					t.Errorf("without %s %s is checked, and --check says that it isn't", gone, id)
				}
			}
			if lacks := "the token lacks " + gone; len(ids) > len(always) && !strings.Contains(words, lacks) {
				t.Errorf("an audit without %s says nothing of it", gone)
			}
		}
	}
}
