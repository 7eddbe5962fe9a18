package main

import (
	"bytes"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/rules"
)

// What a person is asked for only reads, and is enough: a token of exactly that leaves nothing unread, of whatever
// rules are selected.
func TestConsentIsEnough(t *testing.T) {
	server := httptest.NewServer((&graphtest.Tenant{Scenario: "healthy"}).Handler())
	defer server.Close()
	var families []string
	for _, r := range rules.Catalog() {
		family, _, _ := strings.Cut(r.ID, "-")
		if !slices.Contains(families, family) {
			families = append(families, family)
		}
	}
	for _, family := range append(families, "") {
		selection := &selection{otherMDM: "intune"}
		args := []string{"--graph-url", server.URL, "--auth", "token", "-q"}
		if family != "" {
			selection.only = []string{family}
			args = append(args, "--only", family)
		}
		of := func(permissions func(*audit.Run) []string) func(string) (string, bool) {
			run, err := selection.run(process.System())
			if err != nil {
				t.Fatal(err)
			}
			asks := permissions(run)
			for _, name := range asks {
				if !graph.Reads(name) {
					t.Errorf("%s asks for %s", family, name)
				}
			}
			token := tokenOf(map[string]any{"idtyp": "user", "scp": strings.Join(asks, " ")})
			return func(name string) (string, bool) {
				if name != "PREPAUDIT_ACCESS_TOKEN" {
					return "", false
				}
				return token, true
			}
		}
		var out, said bytes.Buffer
		sys := process.System()
		sys.Stdout, sys.Stderr = &out, &said
		sys.LookupEnv = of((*audit.Run).Permissions)
		run(t.Context(), append([]string{"audit"}, args...), sys)
		if !strings.Contains(out.String(), "All data read") {
			t.Errorf("audit --only %s: %s%s", family, &out, &said)
		}
		if !slices.ContainsFunc(rules.Catalog(), func(r *rules.Rule) bool {
			return strings.HasPrefix(r.ID, family) && r.OfOneUser()
		}) {
			continue
		}
		out.Reset()
		sys.LookupEnv = of((*audit.Run).PermissionsOfUser)
		if status := run(t.Context(), append([]string{"user", "aarav.demir@contoso.com"}, args...), sys); status != 0 ||
			strings.Contains(out.String(), ".Read") { // the name of a missing permission
			t.Errorf("user --only %s ends with %d: %s%s", family, status, &out, &said)
		}
	}
}
