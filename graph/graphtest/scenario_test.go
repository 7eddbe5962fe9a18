package graphtest

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestScenarios(t *testing.T) {
	seen := map[string]bool{}
	for _, sc := range Scenarios() {
		if sc.Name == "" || sc.Description == "" || seen[sc.Name] || seen[sc.Description] {
			t.Errorf("scenario %+v", sc)
		}
		seen[sc.Name], seen[sc.Description] = true, true
		tenant, err := Demo(sc.Name)
		if err != nil {
			t.Fatal(err)
		}
		base, s := serve(t, *tenant)
		if status, _ := getPage(t, base, "/v1.0/users?$top=999&"+auditSelect); status != 200 {
			t.Errorf("%s: users answer %d", sc.Name, status)
		}
		for _, g := range s.dir.groups {
			if g.name != "Nobody yet" && size(g.transitive)+len(g.innerAll) == 0 && g.plan == nil {
				t.Errorf("%s: group %q is empty", sc.Name, g.name)
			}
		}
		// Every profile that a scenario describes must have somebody, or the story lacks a part.
		for _, p := range s.dir.profiles {
			if p.count == 0 {
				t.Errorf("%s: nobody is %s", sc.Name, p.label)
			}
		}
	}
	if _, err := Demo("nowhere"); err == nil || !strings.Contains(err.Error(), "contoso") {
		t.Errorf("an unknown name gives %v", err)
	}
}

func TestScenarioRefused(t *testing.T) {
	base, _ := serve(t, Tenant{Scenario: "refused"})
	for path, want := range map[string]int{
		"/v1.0/users": 200, "/v1.0/subscribedSkus": 200, "/v1.0/directory/subscriptions": 403,
		"/beta/policies/mobileDeviceManagementPolicies": 403, "/v1.0/groups": 403,
	} {
		if status, _ := getPage(t, base, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

func TestScenarioTruncated(t *testing.T) {
	base, _ := serve(t, Tenant{Scenario: "truncated"})
	_, p := getPage(t, base, "/v1.0/users?$top=999")
	for range 5 {
		if status, _ := getPage(t, base, p.Next); status != 500 {
			t.Errorf("the second page: %d", status)
		}
	}
}

func TestScenarioThrottled(t *testing.T) {
	base, s := serve(t, Tenant{Scenario: "throttled"})
	got := 0
	for path := base + "/v1.0/users?$top=999"; path != ""; {
		status, p := getPage(t, base, path)
		if status == 429 {
			continue
		}
		got += len(p.Value)
		path = p.Next
	}
	if n := s.Stats().Calls[Call{"GET", "/users", 429}]; got != 2500 || n == 0 {
		t.Errorf("%d users, throttled %d times", got, n)
	}
}

// Hostile names must reach the client as they are: it is the reports that guard against them.
func TestScenarioHostile(t *testing.T) {
	base, _ := serve(t, Tenant{Scenario: "hostile"})
	_, b := get(t, base, "/v1.0/users?$top=999&$select=displayName,companyName")
	if !json.Valid(b) {
		t.Fatal("not JSON")
	}
	found := map[string]bool{}
	for _, u := range readAll(t, base, "/v1.0/users?$top=999&$select=displayName") {
		found[u["displayName"].(string)] = true
	}
	for _, name := range []string{"\x1b[31mred\x1b[0m \x1b]0;title\x07", "::error::not from this build",
		strings.Repeat("x", 10_000), "<script>alert(1)</script>", "line one\nline two\r\nline three"} {
		if !found[name] {
			t.Errorf("%.40q is missing", name)
		}
	}
}
