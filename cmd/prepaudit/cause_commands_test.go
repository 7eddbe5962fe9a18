package main

import (
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// withoutCommand are causes that no request to Graph changes or shows, by how their ids begin.
var withoutCommand = map[string]string{
	"net-":    "the network is none of Graph's",
	"further": "it stands for several",
}

// ofCommands are the cmdlets of commands: those of Microsoft.Graph and Microsoft.Graph.Beta.
var ofCommands = []string{
	"ForEach-Object", "Get-MgIdentityConditionalAccessPolicy", "Get-MgServicePrincipal", "Get-MgUser", "Invoke-MgGraphRequest", "Invoke-MgLicenseUser",
	"New-MgDeviceAppManagementMobileAppAssignment", "New-MgGroupMember", "New-MgGroupOwner", "Remove-MgDevice",
	"Set-MgGroupLicense", "Set-MgOrganizationMobileDeviceManagementAuthority", "Set-MgUserLicense",
	"Update-MgBetaDeviceManagementDeviceEnrollmentConfiguration", "Update-MgBetaPolicyMobileDeviceManagementPolicy",
	"Update-MgIdentityConditionalAccessPolicy", "Where-Object",
}

// everyCause are the causes of all scenarios but those that are like another, by their ids.
func everyCause(t *testing.T) map[string]rules.Cause {
	t.Helper()
	all := map[string]rules.Cause{}
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue
		}
		for _, more := range [][]string{nil, {"--scope", "members"}} {
			report := filepath.Join(t.TempDir(), "report.json")
			for _, c := range summaryOf(t, report, append(more, "--demo="+sc.Name)...).Causes {
				all[sc.Name+" "+c.ID] = c
			}
		}
	}
	return all
}

// Whatever a cause asks for, one request to Graph does it or shows it, in both shells; what changes something says in
// PowerShell and for a POSIX shell what it would do, until -WhatIf and echo are removed.
func TestEveryCauseHasCommands(t *testing.T) {
	changes := 0
	for name, c := range everyCause(t) {
		none := slices.ContainsFunc(slices.Collect(maps.Keys(withoutCommand)), func(begins string) bool {
			return strings.HasPrefix(c.ID, begins)
		})
		if has := c.PowerShell != "" && c.Bash != ""; has == none || (c.PowerShell == "") != (c.Bash == "") {
			t.Errorf("%s: %q, %q", name, c.PowerShell, c.Bash)
		}
		reads := strings.HasPrefix(c.PowerShell, "Invoke-MgGraphRequest -Uri '/")
		does := strings.Contains(c.PowerShell, " -WhatIf") && strings.Contains(c.Bash, "echo az ")
		if does == reads && !none {
			t.Errorf("%s neither shows something nor says what it would do: %s\n%s", name, c.PowerShell, c.Bash)
		} else if does {
			changes++
		}
		if reads != strings.HasPrefix(c.Bash, "az rest --url 'https://graph.microsoft.com/") {
			t.Errorf("%s does different things in two shells:\n%s\n%s", name, c.PowerShell, c.Bash)
		}
		for _, why := range append(breaks(c.PowerShell, "PowerShell"), breaks(c.Bash, "POSIX")...) {
			t.Errorf("%s: %s: %q, %q", name, why, c.PowerShell, c.Bash)
		}
	}
	if changes < 20 {
		t.Errorf("%d commands change something", changes)
	}
}

// The commands are PowerShell, and call nothing that there is not.
func TestCommandsArePowerShell(t *testing.T) {
	var script strings.Builder
	for _, c := range everyCause(t) {
		script.WriteString(c.PowerShell + "\n")
	}
	seen := parsed(t, script.String())
	if len(seen.Errors) > 0 || len(seen.Commands) < 20 {
		t.Errorf("%+v", seen)
	}
	for _, name := range seen.Commands {
		if !slices.Contains(ofCommands, name) {
			t.Errorf("%s is no command", name)
		}
	}
}

// tellAZ prints what az is given, and answers what stands in another command.
const tellAZ = `#!/usr/bin/env bash
case "$*" in
*" --query "*) echo '{"of":"another command"}' ;;
rest*) printf '%s\n' "$@" ;;
esac
`

// In bash a command gives az what it is to have: an address of Graph, and a body that is JSON.
func TestCommandsAreBash(t *testing.T) {
	need(t, "bash")
	bin := t.TempDir()
	put(t, filepath.Join(bin, "az"), []byte(tellAZ))
	if err := os.Chmod(filepath.Join(bin, "az"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range everyCause(t) {
		cmd := exec.Command("bash", "-euc", strings.ReplaceAll(c.Bash, "echo az", "az"))
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
		text, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %s: %v: %s", name, c.Bash, err, text)
		}
		given := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		for i, arg := range given {
			switch {
			case i > 0 && given[i-1] == "--url" && !strings.HasPrefix(arg, "https://graph.microsoft.com/"):
				t.Errorf("%s asks %s", name, arg)
			case i > 0 && given[i-1] == "--body" && !json.Valid([]byte(arg)):
				t.Errorf("%s: %s is no JSON", name, arg)
			}
		}
	}
}

// queryAZ answers what Graph has of a policy, by the query that it is given, and prints the body of a change.
const queryAZ = `#!/usr/bin/env python3
import json, sys
import jmespath
args = dict(zip(sys.argv[2::2], sys.argv[3::2]))
if "--query" in args:
	apps = {"includeApplications": ["All"], "excludeApplications": json.loads("APPS")}
	print(json.dumps(jmespath.search(args["--query"], {"conditions": {"applications": apps}})))
else:
	print(args["--body"])
`

// The list of excluded applications is replaced as a whole: the command for the Azure CLI sends what is there by then,
// and the application. As it is printed it sends nothing.
func TestExclusionsAreAddedTo(t *testing.T) {
	need(t, "bash", "python3")
	if err := exec.Command("python3", "-c", "import jmespath").Run(); err != nil {
		t.Skip("without jmespath for Python the query of a command is not played")
	}
	report := filepath.Join(t.TempDir(), "report.json")
	causes := summaryOf(t, report, "--demo").Causes
	i := slices.IndexFunc(causes, func(c rules.Cause) bool { return strings.Contains(c.Bash, "excludeApplications") })
	if i < 0 {
		t.Fatal("no command excludes an application")
	}
	for apps, want := range map[string]string{`["A","B"]`: `["A", "B", "` + tenant.IntuneEnrollmentApp + `"]`,
		"[]": `["` + tenant.IntuneEnrollmentApp + `"]`, "null": `["` + tenant.IntuneEnrollmentApp + `"]`} {
		bin := t.TempDir()
		put(t, filepath.Join(bin, "az"), []byte(strings.Replace(queryAZ, "APPS", strings.ReplaceAll(apps, `"`, `\"`), 1)))
		if err := os.Chmod(filepath.Join(bin, "az"), 0o700); err != nil {
			t.Fatal(err)
		}
		play := func(command string) string {
			cmd := exec.Command("bash", "-euc", command)
			cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
			text, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			return strings.TrimSpace(string(text))
		}
		want = `{"conditions": {"applications": {"excludeApplications": ` + want + `}}}`
		if got := play(strings.Replace(causes[i].Bash, "echo az", "az", 1)); got != want {
			t.Errorf("%s: %s, want %s", apps, got, want)
		}
		if got := play(causes[i].Bash); !strings.HasPrefix(got, "az rest --method PATCH ") || !strings.HasSuffix(got, want) {
			t.Errorf("%s: it would be %s", apps, got)
		}
	}
}

// notSimulated are addresses that only Graph answers: prepaudit itself asks for the same in another way.
var notSimulated = []string{"/authentication/methods", "/ownedDevices"}

// What shows how things are is a request that Graph takes, of the person and of the things that are there.
func TestCommandsShow(t *testing.T) {
	need(t, "bash", "curl", "jq")
	for _, sc := range []string{"contoso", "neglected", "unlicensed", "suspended", "associated", "education"} {
		handler := (&graphtest.Tenant{Scenario: sc}).Handler()
		server := httptest.NewServer(handler)
		upn, _ := first(t, handler, "/v1.0/users?$top=1&$select=id,userPrincipalName")
		bin := t.TempDir()
		put(t, filepath.Join(bin, "az"), []byte(fakeAZ))
		if err := os.Chmod(filepath.Join(bin, "az"), 0o700); err != nil {
			t.Fatal(err)
		}
		played := map[string]bool{}
		for _, c := range summaryOf(t, filepath.Join(t.TempDir(), "report.json"), "--demo="+sc).Causes {
			simulated := !slices.ContainsFunc(notSimulated, func(part string) bool { return strings.Contains(c.Bash, part) })
			if !strings.HasPrefix(c.Bash, "az rest --url '") || !simulated || played[c.Bash] {
				continue
			}
			played[c.Bash] = true
			cmd := exec.Command("bash", "-c", strings.NewReplacer("https://graph.microsoft.com", server.URL, "users/UPN",
				"users/"+upn).Replace(c.Bash))
			cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "TMPDIR="+t.TempDir(), "NO_PROXY=*")
			text, err := cmd.CombinedOutput()
			if err != nil && !(c.ID == "dir-04" && strings.Contains(string(text), "404") || strings.Contains(string(text),
				"ResourceNotFound")) {
				t.Errorf("%s: %s: %s\n%s", sc, c.ID, c.Bash, text)
			}
		}
		server.Close()
		if len(played) < 3 {
			t.Errorf("%s: %d requests were played", sc, len(played))
		}
	}
}
