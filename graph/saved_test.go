package graph

import (
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

// utf16File is a text as Windows PowerShell's > writes it.
func utf16File(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func savedIn(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func fromFiles(t *testing.T, files map[string]string) *Client {
	t.Helper()
	c, err := FromDir(savedIn(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func userFile(n int, more string) string {
	return `{` + more + `"value":[{"id":"` + numbered(n) + `","displayName":"Ännchen 日本","assignedLicenses":[]}]}`
}

func TestSavedUsers(t *testing.T) {
	const next = `"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x",`
	for name, files := range map[string]map[string]string{
		"in natural order": {"users-10.json": userFile(3, ""), "users.json": userFile(1, `"@odata.count":3,`+next),
			"users-2.json": userFile(2, next)},
		"in any encoding": {"users1.json": utf16File(userFile(1, next)),
			"users2.json": "\xef\xbb\xbf" + userFile(2, next), "USERS3.JSON": userFile(3, "")},
		"written out": {"users1.json": "{\r\n  \"@odata.context\" : \"x\",\r\n  \"@odata.nextLink\" : " +
			"\"x\",\r\n  \"value\" : [ {\r\n \"id\" : \"" + numbered(1) + "\", \"displayName\":\"Ännchen 日本\" } " +
			"]\r\n}\r\n", "users2.json": userFile(2, next), "users3.json": userFile(3, "")},
	} {
		users, err := allUsers(t, fromFiles(t, files))
		if err != nil || len(users) != 3 {
			t.Errorf("%s: %d users, %v", name, len(users), err)
			continue
		}
		for i, u := range users {
			if u.ID.String() != numbered(i+1) || u.DisplayName != "Ännchen 日本" {
				t.Errorf("%s: user %d is %s %q", name, i, u.ID, u.DisplayName)
			}
		}
	}
}

func TestSavedIncomplete(t *testing.T) {
	users, err := allUsers(t, fromFiles(t, map[string]string{
		"users.json": userFile(1, `"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x",`),
	}))
	if e, ok := errors.AsType[*saved.Error](err); !ok || len(users) != 1 || e.Hint() == "" ||
		!strings.Contains(err.Error(), "users.json has a nextLink that no file continues") {
		t.Errorf("got %d users, %v", len(users), err)
	}
}

// Pages that are lost or stray are told, and what was read stands.
func TestSavedOfAnotherReading(t *testing.T) {
	const next = `"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x",`
	for name, test := range map[string]struct {
		files   map[string]string
		users   int
		problem string
	}{
		"a page lost": {map[string]string{"users1.json": userFile(1, `"@odata.count":3,`+next),
			"users3.json": userFile(3, "")}, 2, "have 2 users, but their @odata.count says 3"},
		"a page more": {map[string]string{"users1.json": userFile(1, `"@odata.count":2,`+next), "users2.json": userFile(2, next), "users3.json": userFile(3, "")}, 3, "have 3 users, but their @odata.count says 2"},
		"a page twice": {map[string]string{"users1.json": userFile(1, next), "users2.json": userFile(1, next),
			"users3.json": userFile(3, "")}, 2, "have users twice (1 of them)"},
		"as it should": {map[string]string{"users1.json": userFile(1, `"@odata.count":2,`+next),
			"users2.json": userFile(2, "")}, 2, ""},
	} {
		users, err := allUsers(t, fromFiles(t, test.files))
		if e, ok := errors.AsType[*saved.Error](err); ok != (test.problem != "") || ok &&
			(e.Hint() == "" || !strings.Contains(err.Error(), test.problem)) || len(users) != test.users {
			t.Errorf("%s: %d users, %v", name, len(users), err)
		}
	}
	for name, test := range map[string]struct {
		files   map[string]string
		problem string
	}{
		"two readings": {map[string]string{"users-a.json": userFile(1, ""), "users-b.json": userFile(2, "")},
			"users-a.json, users-b.json are 2 last pages"},
		"wrong order": {map[string]string{"users-1.json": userFile(1, ""), "users-2.json": userFile(2, next)},
			"users-1.json is a last page, without @odata.nextLink, but users-2.json"},
		"products": {
			map[string]string{"subscribedSkus.json": `{"value":[]}`, "subscribedSkus-old.json": `{"value":[]}`},
			"subscribedSkus.json, subscribedSkus-old.json are 2 last pages",
		},
	} {
		_, err := FromDir(savedIn(t, test.files))
		if e, ok := errors.AsType[*saved.Error](err); !ok || !strings.Contains(err.Error(), test.problem) ||
			!strings.Contains(e.Hint(), "one reading in a folder") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := FromDir(
		savedIn(t, map[string]string{"groups-a.json": `{"value":[]}`, "groups-b.json": `{"value":[]}`})); err != nil {
		t.Errorf("groups by two filters: %v", err)
	}
}

func TestSavedCount(t *testing.T) {
	for more, want := range map[string]int{"": -1, `"@odata.count":17,`: 17} {
		if n, err := fromFiles(t,
			map[string]string{"users.json": userFile(1, more)}).CountUsers(t.Context()); err != nil || n != want {
			t.Errorf("got %d, %v, want %d", n, err, want)
		}
	}
}

func TestSavedMissing(t *testing.T) {
	c := fromFiles(t, map[string]string{"users.json": userFile(1, "")})
	_, orgErr := read(t, c, tenant.Organization)
	authorityErr := c.Read(t.Context(), tenant.MDMAuthority, &tenant.Settings{Organization: tenant.Org{ID: "x"}})
	_, skuErr := read(t, c, tenant.SKUs)
	_, subErr := read(t, c, tenant.Subscriptions)
	_, policyErr := read(t, c, tenant.MDMPolicies)
	_, memberErr := c.Members(t.Context(), tenant.MustGUID(numbered(1)))
	_, groupErr := c.Group(t.Context(), "Sales")
	for file, err := range map[string]error{
		"organization.json": orgErr, "subscribedSkus.json": skuErr, "subscriptions.json": subErr,
		"mobileDeviceManagementPolicies.json":        policyErr,
		"transitiveMembers-" + numbered(1) + ".json": memberErr, "groups.json": groupErr,
		"organization-ID.json": authorityErr,
	} {
		e, ok := errors.AsType[*saved.Error](err)
		if !ok || !strings.HasPrefix(err.Error(), "there's no file ") || !strings.HasSuffix(err.Error(), file) ||
			!strings.Contains(e.Hint(), "GET /") {
			t.Errorf("%s: got %v", file, err)
		}
	}
	if c.Stats().Retries != 0 {
		t.Error("a missing file was tried again")
	}
}

// An organization may be saved as the list that Graph gives, or by its id.
func TestSavedOrganization(t *testing.T) {
	const org = `{"id":"x","displayName":"Contoso","tenantType":"AAD","mobileDeviceManagementAuthority":"intune",` +
		`"verifiedDomains":[{"name":"a.com","isDefault":true}]}`
	for _, text := range []string{org, strings.Replace(org, `"id":"x",`, "", 1),
		`{"@odata.context":"y","value":[` + org + `]}`, utf16File(org)} {
		c := fromFiles(t, map[string]string{"organization.json": text, "organizationalBranding.json": "no JSON"})
		s, err := read(t, c, tenant.Organization, tenant.MDMAuthority)
		if err != nil || s.Organization.DefaultDomain != "a.com" || s.MDMAuthority != "intune" {
			t.Errorf("got %+v, %q, %v", s.Organization, s.MDMAuthority, err)
		}
	}
}

// The list has the names and the answer by id the MDM authority: both may lie side by side.
func TestSavedOrganizationTwice(t *testing.T) {
	id := numbered(7)
	c := fromFiles(t, map[string]string{
		"organization.json": `{"value":[{"id":"` + id +
			`","displayName":"Contoso","tenantType":"AAD","verifiedDomains":[],"mobileDeviceManagementAuthority":null}]}`,
		"organization-" + id + "-mdm.json": `{"mobileDeviceManagementAuthority":"intune"}`,
	})
	s, err := read(t, c, tenant.Organization, tenant.MDMAuthority)
	if err != nil || s.Organization.DisplayName != "Contoso" || s.MDMAuthority != "intune" {
		t.Errorf("got %+v, %q, %v", s.Organization, s.MDMAuthority, err)
	}
}

func TestSavedGroups(t *testing.T) {
	c := fromFiles(t, map[string]string{
		"mobileDeviceManagementPolicies.json": `{"value":[{"id":"` + tenant.IntuneApp + `","displayName":"Microsoft Intune",` +
			`"appliesTo":"selected","isValid":true,"discoveryUrl":null,"complianceUrl":null,"termsOfUseUrl":null}]}`,
		"includedGroups-" + tenant.IntuneApp + ".json": `{"value":[{"id":"` +
			numbered(5) + `","displayName":"Sales"}]}`,
		"transitiveMembers-" + strings.ToUpper(numbered(5)) + "-1.json": `{"value":[{"id":"` +
			numbered(1) + `"}],"@odata.nextLink":"x"}`,
		"transitiveMembers-" + numbered(5) + "-2.json": `{"value":[{"id":"` + numbered(2) + `"}]}`,
		"members-" + numbered(5) + ".json":             `{"value":[{"id":"` + numbered(2) + `"}]}`,
	})
	s, err := read(t, c, tenant.MDMPolicies)
	policies := s.MDMPolicies
	if err != nil || len(policies) != 1 || len(policies[0].Groups) != 1 {
		t.Fatalf("got %+v, %v", policies, err)
	}
	members, err := c.Members(t.Context(), policies[0].Groups[0].ID)
	if err != nil || members[tenant.MustGUID(numbered(1))] != tenant.Nested ||
		members[tenant.MustGUID(numbered(2))] != tenant.Direct {
		t.Errorf("got %v, %v", members, err)
	}
	if g, err := c.Group(t.Context(), numbered(5)); err != nil || g.ID.String() != numbered(5) {
		t.Errorf("a group whose members were saved: %+v, %v", g, err)
	}
}

func TestSavedMembersOfAllKinds(t *testing.T) {
	want := tenant.Members{tenant.MustGUID(numbered(1)): tenant.DirectOrNested}
	for name, text := range map[string]string{"all kinds": allKinds,
		"users alone": `{"value":[{"id":"` + numbered(1) + `"}]}`} {
		c := fromFiles(t, map[string]string{"transitiveMembers-" + numbered(7) + ".json": text})
		if got, err := c.Members(t.Context(), tenant.MustGUID(numbered(7))); err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestSavedUnusable(t *testing.T) {
	for name, test := range map[string]struct{ text, problem string }{
		"cut":                {userFile(1, "")[:60], "the file ends in the middle"},
		"no JSON":            {`{"value":[}`, "invalid JSON at byte 10"},
		"empty":              {" \r\n", "the file is empty"},
		"a web page":         {"<html>", "a web page"},
		"a bare list":        {`[{"id":"x"}]`, "a bare list"},
		"a word":             {`"x"`, "no JSON object"},
		"two answers":        {userFile(1, "") + userFile(2, ""), "more text"},
		"UTF-16 without BOM": {utf16File(userFile(1, ""))[2:], "invalid JSON"},
	} {
		_, err := FromDir(savedIn(t, map[string]string{"users.json": test.text}))
		e, ok := errors.AsType[*saved.Error](err)
		if !ok || !strings.Contains(err.Error(), test.problem) || !strings.Contains(err.Error(), "users.json") ||
			e.Hint() == "" || strings.ContainsAny(err.Error(), "\r\n\x00") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := FromDir(t.TempDir()); err == nil {
		t.Error("an empty folder is no error")
	}
	if _, err := FromDir(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	_, err := allUsers(t, fromFiles(t, map[string]string{"users.json": `{"id":"` + numbered(1) + `"}`}))
	if e, ok := errors.AsType[*saved.Error](err); !ok || !strings.Contains(e.Error(), "not a collection") {
		t.Errorf("an entity for a collection: %v", err)
	}
}

// A saved answer does not tell nobody signed in from nobody asked.
func TestSavedSignIns(t *testing.T) {
	const avery, blake = `{"id":"00000000-0000-0000-0000-00000000000a"}`,
		`{"id":"00000000-0000-0000-0000-00000000000b"}`
	seen := strings.Replace(blake, "}", `,"signInActivity":{"lastSignInDateTime":"2026-11-01T08:00:00Z"}}`, 1)
	for users, known := range map[string]bool{avery + "," + blake: false, avery + "," + seen: true} {
		c := fromFiles(t, map[string]string{"users.json": `{"value":[` + users + `]}`})
		for u, err := range c.Users(t.Context(), UserQuery{SignIns: true}) {
			if err != nil {
				t.Fatal(err)
			}
			if u.SignInKnown != known {
				t.Errorf("%s: of %s it is known %v", users, u.ID, u.SignInKnown)
			}
		}
	}
}
