package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// said is what an audit of a simulated tenant says, as JSON has it.
type said struct {
	status int
	err    string
	screen string // the terminal's table
	table  string // the same on one line

	Summary struct {
		Complete bool
		Rules    []struct{ ID, Outcome string }
		Missing  []struct{ Dataset, Why, Permission, Hint string }
	}
	Findings []struct{ Rule, Detail string }
	Users    []struct {
		Findings []struct{ Rule, Detail string }
	}
}

// audited audits a tenant of few users.
func audited(t *testing.T, tenant graphtest.Tenant, args ...string) said {
	t.Helper()
	if tenant.Users == 0 {
		tenant.Users = 40
	}
	return auditServed(t, tenant.Handler(), args...)
}

// auditServed audits what a handler answers for Graph.
func auditServed(t *testing.T, graph http.Handler, args ...string) said {
	t.Helper()
	server := httptest.NewServer(graph)
	t.Cleanup(server.Close)
	sys, out, stderr := world(100)
	sys.LookupEnv = withToken
	file := filepath.Join(t.TempDir(), "report.json")
	args = append([]string{"audit", "--auth", "token", "--graph-url", server.URL, "--as-of", "2026-11-22", "-q",
		"--details", "-o", "json=" + file}, args...)
	s := said{status: run(t.Context(), args, sys), err: stderr.String(), screen: out.String()}
	s.table = strings.Join(strings.Fields(s.screen), " ")
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, s.err)
	}
	return s
}

// withToken is an environment with a token.
func withToken(name string) (string, bool) {
	if name == "PREPAUDIT_ACCESS_TOKEN" {
		return "simulated", true
	}
	return "", false
}

// rule is the outcome of one.
func (s *said) rule(id string) string {
	for _, r := range s.Summary.Rules {
		if r.ID == id {
			return r.Outcome
		}
	}
	return "absent"
}

// A tenant without Intune is told in one finding, and every rule that needs Intune does not apply.
func TestNoIntune(t *testing.T) {
	s := audited(t, graphtest.Tenant{Dialects: []string{"no-intune-400"}})
	if s.status != process.StatusUnmet || !s.Summary.Complete || len(s.Summary.Missing) != 0 ||
		s.rule("MDM-04") != "fail" || s.rule("DPP-01") != "not applicable" || s.rule("DEV-01") != "not applicable" ||
		s.rule("INT-03") != "not applicable" {
		t.Errorf("%+v", s)
	}
	if n := strings.Count(s.table, "tenant the tenant has no Intune"); n != 1 { // behind its result and its subject
		t.Errorf("told %d times: %s", n, s.table)
	}
	only := audited(t, graphtest.Tenant{Dialects: []string{"no-intune-400"}}, "--only", "DEV,DPP")
	if only.status != process.StatusMet || !only.Summary.Complete || only.rule("DEV-01") != "not applicable" {
		t.Errorf("%+v", only)
	}
}

// Intune's refusal of a person names role and license, once, and no token and no permission.
func TestIntuneRefuses(t *testing.T) {
	s := audited(t, graphtest.Tenant{Dialects: []string{"intune-401-forbidden"}})
	if s.Summary.Complete || s.rule("MDM-04") != "not evaluated" || len(s.Summary.Missing) < 8 {
		t.Errorf("%+v", s.Summary)
	}
	for _, g := range s.Summary.Missing {
		if g.Permission != "" || !strings.Contains(g.Why, "Intune role or an Intune license") ||
			!strings.Contains(g.Hint, "Allow access to unlicensed admins") {
			t.Errorf("%+v", g)
		}
	}
	if strings.Contains(s.table, "expired") || strings.Count(s.table, "Read Only Operator") != 1 {
		t.Error(s.table)
	}
	// Nothing but refusals is a report too: it says what is missing.
	only := audited(t, graphtest.Tenant{Dialects: []string{"intune-401-forbidden"}}, "--only", "DPP-01,RBA-01")
	if !slices.Contains([]int{process.StatusMet, process.StatusUndecided}, only.status) || only.Summary.Complete {
		t.Errorf("%d %+v", only.status, only.Summary)
	}
}

// A dialect that there is not is told before anything is served, with the nearest name.
func TestUnknownDialect(t *testing.T) {
	sys, out, stderr := world(100)
	status := run(t.Context(), []string{"sim", "--dialect", "device-group-post,no-intune-40"}, sys)
	if status != process.StatusUsage || out.Len() > 0 || !strings.Contains(stderr.String(), "no-intune-400") {
		t.Errorf("%d: %s%s", status, out, stderr)
	}
}
