package main

import (
	"slices"
	"testing"

	"prepaudit/cmd/prepaudit/access"
)

// appCmdlets are those that the script for an app may call.
var appCmdlets = []string{"Connect-MgGraph", "ConvertTo-Json", "ForEach-Object", "Invoke-MgGraphRequest", "Out-Null",
	"Resolve-Path", "Start-Sleep", "Where-Object", "Write-Host"}

// The script for PowerShell is well formed, and calls nothing that there is not.
func TestAppByPowerShellSyntax(t *testing.T) {
	for _, where := range access.Places() {
		text, _ := appText(t, where, "powershell")
		seen := parsed(t, text)
		if len(seen.Errors) > 0 || len(seen.Functions) != 3 || len(seen.Commands) < 8 {
			t.Errorf("%s: %+v", where, seen)
		}
		for _, name := range seen.Commands {
			if !slices.Contains(appCmdlets, name) && !slices.Contains(seen.Functions, name) {
				t.Errorf("%s: %s is no command", where, name)
			}
		}
	}
}
