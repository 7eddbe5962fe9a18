package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// scriptFor is what prepaudit requests prints.
func scriptFor(t *testing.T, args ...string) string {
	t.Helper()
	sys, out, said := world(100)
	if status := run(t.Context(), append([]string{"requests"}, args...), sys); status != process.StatusMet {
		t.Fatalf("%v: %d %s", args, status, said)
	}
	return out.String()
}

// need leaves a test out where a program is missing, and says so.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("without %s a script cannot be played: %v", name, err)
		}
	}
}

// fakeAZ is as much of the Azure CLI as a script uses: what Graph answers, indented, or its refusal on standard error.
const fakeAZ = `#!/usr/bin/env bash
[ "$1" = rest ] || { echo "az $*: not known" >&2; exit 2; }
shift
headers=()
while [ $# -gt 0 ]; do
	case $1 in
	--url) url=$2; shift ;;
	--headers) headers=(-H "${2/=/: }"); shift ;;
	--method) [ "$2" = get ] || exit 2; shift ;;
	--resource | --output) shift ;;
	--only-show-errors) ;;
	*) echo "az rest $1: not known" >&2; exit 2 ;;
	esac
	shift
done
status=$(curl -s -g -o "$TMPDIR/body" -w '%{http_code}' -H 'Authorization: Bearer simulated' "${headers[@]}" "$url")
if [ "$status" -ge 400 ]; then
	echo "ERROR: Refused($(cat "$TMPDIR/body"))" >&2
	exit 1
fi
jq . "$TMPDIR/body"
`

// savedBy plays the script against a tenant and returns the folder.
func savedBy(t *testing.T, tenant graphtest.Tenant, args ...string) string {
	t.Helper()
	need(t, "bash", "curl", "jq")
	server := httptest.NewServer(tenant.Handler())
	t.Cleanup(server.Close)
	bin, folder := t.TempDir(), filepath.Join(t.TempDir(), "answers")
	script := filepath.Join(bin, "save.sh")
	put(t, script, []byte(scriptFor(t, append([]string{"--shell", "az"}, args...)...)))
	put(t, filepath.Join(bin, "az"), []byte(fakeAZ))
	if err := os.Chmod(filepath.Join(bin, "az"), 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", script, folder)
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "TMPDIR="+t.TempDir(), "NO_PROXY=*",
		"PREPAUDIT_GRAPH_URL="+server.URL)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return folder
}

// auditFrom audits saved answers.
func auditFrom(t *testing.T, folder string, args ...string) said {
	t.Helper()
	sys, _, stderr := world(100)
	file := filepath.Join(t.TempDir(), "report.json")
	args = append([]string{"audit", "--from", folder, "--as-of", "2026-11-22", "-q", "-o", "json=" + file}, args...)
	s := said{status: run(t.Context(), args, sys), err: stderr.String()}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, s.err)
	}
	return s
}

// What the script saves is all that an audit reads, and it ends as the audit of the tenant itself. Saved answers do not
// tell the number of users, nor which groups have members with errors.
func TestSavedByScript(t *testing.T) {
	t.Parallel()
	for _, tenant := range []graphtest.Tenant{
		{Users: 1100}, {Scenario: "healthy", Users: 60}, {Scenario: "education", Users: 60}, {Scenario: "unlicensed", Users: 40},
		{Scenario: "healthy", Users: 40, Dialects: []string{"no-intune-400"}},
		{Scenario: "healthy", Users: 40, Dialects: []string{"device-group-old-shape", "apple-policies"}},
		{Scenario: "healthy", Users: 40, AppOnly: true},
	} {
		folder := savedBy(t, tenant)
		if _, err := os.Stat(filepath.Join(folder, "users.page2.json")); (err == nil) != (tenant.Users > 999) {
			t.Errorf("%s: a second page of users: %v", tenant.Scenario, err)
		}
		live, saved := audited(t, tenant), auditFrom(t, folder)
		name := tenant.Scenario + strings.Join(tenant.Dialects, "+")
		if saved.status != live.status || saved.Summary.Complete != live.Summary.Complete {
			t.Errorf("%s: ends with %d, complete %v; live %d, %v: %+v", name, saved.status, saved.Summary.Complete,
				live.status, live.Summary.Complete, saved.Summary.Missing)
		}
		want := outcomes(live)
		for id, got := range outcomes(saved) {
			if got != want[id] {
				t.Errorf("%s: %s is %s, live %s", name, id, got, want[id])
			}
		}
		for _, g := range saved.Summary.Missing {
			if strings.Contains(g.Why, "there is no file") {
				t.Errorf("%s: %s: %s", name, g.Dataset, g.Why)
			}
		}
	}
}

// With --only a script saves what these rules read, and nothing else.
func TestScriptOfSomeRules(t *testing.T) {
	t.Parallel()
	tenant := graphtest.Tenant{Users: 60}
	for _, only := range []string{"LIC", "MDM-06", "DPP", "DEV-05", "OOB,CA", "RBA-01", "INT"} {
		folder := savedBy(t, tenant, "--only", only)
		for _, g := range auditFrom(t, folder, "--only", only).Summary.Missing {
			if strings.Contains(g.Why, "there is no file") {
				t.Errorf("--only %s: %s: %s", only, g.Dataset, g.Why)
			}
		}
		_, err := os.Stat(filepath.Join(folder, "managedDevices.json"))
		if saved := err == nil; saved != (only == "DEV-05") {
			t.Errorf("--only %s: devices are saved: %v", only, saved)
		}
	}
}

var scriptCall = regexp.MustCompile(`(?m)^([Ss]ave|[Ee]ach) '([^']*)' '/?([^']*)'(?: (.*))?$`)

// Both scripts make the same requests, and name no shell's own characters.
func TestScriptsAgree(t *testing.T) {
	calls := func(shell string) (all []string) {
		for _, call := range scriptCall.FindAllStringSubmatch(scriptFor(t, "--shell", shell), -1) {
			ids := strings.NewReplacer("','", " ", "' '", " ", "'", "").Replace(call[4])
			all = append(all, strings.ToLower(call[1])+" "+call[2]+" "+call[3]+" "+ids)
		}
		return all
	}
	az, powerShell := calls("az"), calls("powershell")
	if len(az) < 40 || !slices.Equal(az, powerShell) {
		t.Errorf("%d and %d requests:\n%s\n\n%s", len(az), len(powerShell), strings.Join(az, "\n"),
			strings.Join(powerShell, "\n"))
	}
	text := scriptFor(t, "--shell", "powershell")
	for _, pair := range []string{"{}", "()", "[]"} {
		if strings.Count(text, pair[:1]) != strings.Count(text, pair[1:]) {
			t.Errorf("%s do not match in the script for PowerShell", pair)
		}
	}
	if strings.Contains(text, "SCOPES") || !strings.Contains(text, "'User.Read.All'") {
		t.Error("the script for PowerShell asks for no permissions")
	}
	sys, _, said := world(100)
	if status := run(t.Context(), []string{"requests", "--shell", "fish"}, sys); status != process.StatusUsage {
		t.Errorf("--shell fish: %d %s", status, said)
	}
}

// The script for bash is well formed.
func TestScriptSyntax(t *testing.T) {
	need(t, "bash")
	cmd := exec.Command("bash", "-n")
	cmd.Stdin = strings.NewReader(scriptFor(t, "--shell", "az"))
	if text, err := cmd.CombinedOutput(); err != nil || len(text) > 0 {
		t.Errorf("%v: %s", err, text)
	}
}
