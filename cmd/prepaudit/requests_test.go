package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// play is a command line for a tenant; UPN and ID stand for a user of it.
type play struct {
	tenant graphtest.Tenant
	line   string
}

// plays are what any command may ask of Graph: the rules and options that need more, users by name and by id, large
// tenants, which are read in parts, every scenario as a person and as an app, and what is asked after a refusal.
func plays(t *testing.T) []play {
	properties := strings.Join((&writing{t: t}).words("audit", "--columns", ""), ",")
	_, group := first(t, (&graphtest.Tenant{}).Handler(), "/v1.0/groups?$filter=displayName+eq+'All+staff'")
	staff := "/groups/" + group
	all := []play{
		{graphtest.Tenant{}, "audit --scope members --sign-in-activity --confirm-plans --columns " + properties},
		{graphtest.Tenant{}, "audit --scope mdm --include-guests --include-disabled --include-unlicensed"},
		{graphtest.Tenant{}, "audit --group All|staff --exclude-group MDM|enrollment"},
		{graphtest.Tenant{Users: 21_000}, "audit"},
		{graphtest.Tenant{}, "user UPN --sign-in-activity --confirm-plans"},
		{graphtest.Tenant{AppOnly: true}, "user ID"},
		{graphtest.Tenant{}, "user aisha.gruber@contoso.com"}, // by mail
		{graphtest.Tenant{}, "user 5E0HHQXF"},
		{graphtest.Tenant{}, "prices template"},
		{graphtest.Tenant{Scenario: "unlicensed"}, "user DESKTOP-D5AE1WEC"}, // which Intune doesn't have
		{refusing(t, "/deviceManagement/managedDevices", "/policies/mobileDeviceManagementPolicies"), "audit"},
		{refusing(t, staff+"/members/microsoft.graph.user", staff+"/transitiveMembers/microsoft.graph.user"),
			"audit --group All|staff"},
	}
	for _, app := range []bool{false, true} {
		evidence := filepath.Join(t.TempDir(), "evidence.zip")
		all = append(all, play{graphtest.Tenant{AppOnly: app}, "doctor -o " + evidence})
		all = append(all, play{graphtest.Tenant{AppOnly: app}, "snapshot -o " + filepath.Join(t.TempDir(), "answers")})
	}
	for _, s := range graphtest.Scenarios() {
		if s.Name == "throttled" || s.Name == "truncated" {
			continue // they are asked again and again, after waiting, what contoso is asked once
		}
		for _, app := range []bool{false, true} {
			all = append(all, play{graphtest.Tenant{Scenario: s.Name, Users: 500, AppOnly: app}, "audit"})
		}
		all = append(all, play{graphtest.Tenant{Scenario: s.Name, Users: 500}, "user UPN"})
		all = append(all, play{graphtest.Tenant{Scenario: s.Name, Users: 500}, "plan"})
	}
	return all
}

// afterRefusal are requests that are sent only where Graph refuses another one.
var afterRefusal = []string{
	"GET /beta/policies/mobileDeviceManagementPolicies",
	"GET /v1.0/groups/{}/transitiveMembers?$select=id&$top=999", "GET /v1.0/groups/{}/members?$select=id&$top=999",
}

// tried are requests of prepaudit doctor that Graph may refuse: to see whether it does is what they are for.
var tried = []string{
	"POST /beta/deviceManagement/configurationPolicies/{}/retrieveEnrollmentTimeDeviceMembershipTarget",
}

// refusing is a tenant that refuses each path with 400, once.
func refusing(t *testing.T, paths ...string) graphtest.Tenant {
	var faults []graphtest.Fault
	for _, path := range paths {
		f, err := graphtest.ParseFault("expired-token=" + planted + "@" + path)
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, f)
	}
	return graphtest.Tenant{Faults: faults}
}

// Every request that a command sends is one that Graph has: path, verb and query by Graph's own metadata, and headers.
func TestRequests(t *testing.T) {
	var l ledger
	all := plays(t)
	t.Run("plays", func(t *testing.T) {
		for i, p := range all {
			t.Run(fmt.Sprintf("%02d", i), func(t *testing.T) {
				t.Parallel()
				p.run(t, &l)
			})
		}
	})
	for _, wrong := range l.wrong {
		t.Error(wrong)
	}
	asked := slices.Sorted(maps.Keys(l.asked))
	t.Logf("%d requests:\n%s", len(asked), strings.Join(asked, "\n"))
	for _, c := range readers(newRoot(process.System()), "") {
		if c == "permissions" {
			continue // it signs in and asks nothing, see TestAccessAsksNothing of package graph
		}
		if !slices.ContainsFunc(all, func(p play) bool { return strings.HasPrefix(p.line+" ", c+" ") }) {
			t.Errorf("prepaudit %s reads Graph, and is not played", c)
		}
	}
	for _, path := range written(t) {
		if !slices.ContainsFunc(asked, func(r string) bool { return strings.HasPrefix(r, "GET "+path) }) {
			t.Errorf("package graph has the path %s, and no play asks for it", path)
		}
	}
	for _, other := range slices.Concat(afterRefusal, tried) {
		if !slices.Contains(asked, other) {
			t.Errorf("no play asks %s", other)
		}
	}
}

// run plays a command line. That Graph refuses something is no failure of it.
func (p play) run(t *testing.T, l *ledger) {
	p.tenant.Plain = true // so that the ledger can read it
	tenant := p.tenant.Handler()
	name := fmt.Sprintf("prepaudit %.80s (scenario %q, app %t)", p.line, p.tenant.Scenario, p.tenant.AppOnly)
	server := httptest.NewServer(l.watch(name, tenant))
	t.Cleanup(server.Close)
	upn, id := first(t, tenant, "/v1.0/users?$top=1&$select=id,userPrincipalName")
	args := strings.Fields(p.line)
	for i, a := range args {
		args[i] = strings.NewReplacer("|", " ", "UPN", upn, "ID", id).Replace(a)
	}
	s, _, said := world(80)
	s.LookupEnv = func(name string) (string, bool) {
		value, set := map[string]string{"PREPAUDIT_ACCESS_TOKEN": "simulated"}[name]
		return value, set
	}
	args = append(args, "--auth", "token", "--graph-url", server.URL)
	if !slices.Contains([]string{"doctor", "prices", "snapshot"}, args[0]) {
		args = append(args, "--as-of", "2026-11-22")
	}
	verdicts := []int{process.StatusMet, process.StatusUnmet, process.StatusUndecided}
	if status := run(t.Context(), args, s); !slices.Contains(verdicts, status) {
		t.Errorf("%s ends with %d: %s", name, status, said)
	}
}

// first is the first object of a list.
func first(t *testing.T, tenant http.Handler, list string) (upn, id string) {
	r := httptest.NewRequest(http.MethodGet, list, nil)
	r.Header.Set("Authorization", "Bearer simulated")
	w := httptest.NewRecorder()
	tenant.ServeHTTP(w, r)
	var page struct {
		Value []struct{ ID, UserPrincipalName string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || len(page.Value) == 0 {
		t.Fatalf("%s: nothing in %s: %v", list, w.Body, err)
	}
	return page.Value[0].UserPrincipalName, page.Value[0].ID
}

// readers are the commands below one that can be pointed at Graph.
func readers(cmd *cobra.Command, path string) (paths []string) {
	if cmd.Flags().Lookup("graph-url") != nil {
		paths = append(paths, path)
	}
	for _, c := range cmd.Commands() {
		paths = append(paths, readers(c, strings.TrimSpace(path+" "+c.Name()))...)
	}
	return paths
}

var placeHolder = regexp.MustCompile(`\{\w+\}`)

// written are the paths that package graph spells out, as far as their text goes.
func written(t *testing.T) (paths []string) {
	files, err := filepath.Glob("../../graph/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(literal.Value)
			if strings.HasPrefix(text, "/v1.0/") || strings.HasPrefix(text, "/beta/") {
				path, _, _ := strings.Cut(placeHolder.ReplaceAllString(text, "{}"), "?")
				paths = append(paths, path)
			}
			return true
		})
	}
	if len(paths) < 20 {
		t.Fatalf("package graph has %d paths", len(paths))
	}
	return paths
}
