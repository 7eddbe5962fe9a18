package main

import (
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// scriptTable reads one of the tables of a script back, by its variable.
func scriptTable(t *testing.T, script, name string) (rows []map[string]string) {
	t.Helper()
	_, text, found := strings.Cut(script, "$"+name+" = @(@'\r\n")
	text, _, ended := strings.Cut(text, "\r\n'@ | ConvertFrom-Csv)")
	if !found || !ended {
		t.Fatalf("there is no table %s in\n%s", name, script)
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// planned are simulated tenants, with whom a plan is for, whose plans differ in what they do.
var planned = []string{
	"contoso", "contoso --scope members --include-unlicensed", "suspended", "suspended --scope members",
	"education --scope members --include-unlicensed", "unlicensed", "hostile --scope members", "healthy", byGroup,
}

// changing are the cmdlets that change a tenant, with the module that has them and the permission that they take.
var changing = map[string][2]string{
	"Set-MgGroupLicense":        {"Groups", "LicenseAssignment.ReadWrite.All"},
	"Set-MgUserLicense":         {"Users.Actions", "LicenseAssignment.ReadWrite.All"},
	"New-MgGroupMember":         {"Groups", "GroupMember.ReadWrite.All"},
	"Remove-MgGroupMemberByRef": {"Groups", "GroupMember.ReadWrite.All"},
	"Update-MgUser":             {"Users", "User.ReadWrite.All"},
	"Invoke-MgLicenseUser":      {"Users.Actions", "User.ReadWrite.All"},
}

var (
	moduleName = regexp.MustCompile(`ModuleName = 'Microsoft\.Graph\.([A-Za-z.]+)'`)
	scopeName  = regexp.MustCompile(`'([A-Za-z]+\.ReadWrite\.All)'`)
)

// A script is UTF-8 with a byte-order mark and the line ends of Windows, whatever people are called. It calls nothing
// that changes a tenant without -WhatIf, and asks for the permissions and modules of what it calls alone.
func TestPlanScripts(t *testing.T) {
	called := map[string]bool{}
	for _, line := range planned {
		script := openDesk(t, line).script()
		if !strings.HasPrefix(script, "\ufeff# ") || strings.Count(script, "\n") != strings.Count(script, "\r\n") {
			t.Errorf("%s: the beginning or the ends of lines are not those of Windows: %.40q", line, script)
		}
		for _, row := range strings.Split(script, "\r\n") {
			for name := range changing {
				if strings.Contains(row, name) && !strings.HasSuffix(strings.TrimRight(row, " }"), "@with") {
					t.Errorf("%s: without -WhatIf: %s", line, row)
				}
			}
		}
		scopes, modules := []string{}, []string{"Authentication", "Identity.DirectoryManagement"}
		if strings.Contains(script, "Get-MgUser ") {
			modules = append(modules, "Users")
		}
		for name, needs := range changing {
			if strings.Contains(script, name+" ") {
				called[name] = true
				modules, scopes = append(modules, needs[0]), append(scopes, needs[1])
			}
		}
		for _, of := range []struct {
			asked  *regexp.Regexp
			needed []string
		}{{moduleName, modules}, {scopeName, scopes}} {
			var asked []string
			for _, found := range of.asked.FindAllStringSubmatch(script, -1) {
				asked = append(asked, found[1])
			}
			slices.Sort(asked)
			slices.Sort(of.needed)
			if needed := slices.Compact(of.needed); !slices.Equal(asked, needed) {
				t.Errorf("%s: asks for %q and needs %q", line, asked, needed)
			}
		}
		if located := strings.Contains(script, "$UsageLocation"); located != strings.Contains(script, "Update-MgUser") {
			t.Errorf("%s: -UsageLocation is a parameter: %v", line, located)
		}
	}
	for name := range changing {
		if !called[name] {
			t.Errorf("no plan calls %s", name)
		}
	}
}

// What PowerShell parses of a script, with names that quote, is what was meant: no error, and no command but these.
func TestPlanScriptSyntax(t *testing.T) {
	known := []string{"Connect-MgGraph", "ConvertFrom-Csv", "Get-MgContext", "Get-MgSubscribedSku",
		"Get-MgUser", "Out-Null", "Start-Sleep", "Where-Object", "Write-Host", "Write-Warning"}
	for _, line := range planned {
		script := openDesk(t, line).script()
		seen := parsed(t, strings.TrimPrefix(script, "\ufeff"))
		if len(seen.Errors) > 0 || len(seen.Functions) < 3 || len(seen.Commands) < 10 {
			t.Errorf("%s: %+v", line, seen)
		}
		for _, name := range seen.Commands {
			if _, changes := changing[name]; !changes && !slices.Contains(known, name) && name != "$Do" &&
				!slices.Contains(seen.Functions, name) {
				t.Errorf("%s: %s is no command", line, name)
			}
		}
	}
}
