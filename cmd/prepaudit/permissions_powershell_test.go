package main

import (
	"net/http/httptest"
	"slices"
	"strings"
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

// The script for PowerShell makes the app that is described, once and again, and grants admin consent only where that is
// asked, with no more scopes than it takes.
func TestAppByPowerShell(t *testing.T) {
	play := player(t)
	for _, args := range selections {
		all, pemFile := apps(t, args...)
		for _, a := range all {
			t.Run(a.where+strings.Join(args, ""), func(t *testing.T) {
				d := newDirectory(t)
				server := httptest.NewServer(d)
				defer server.Close()
				text, _ := appText(t, a.where, "powershell", args...)
				names := map[string][]string{"github": {"Subject"}, "gitlab": {"Subject"}, "azure-devops": {"Subject", "Issuer"},
					"certificate": {"Certificate"}, "managed-identity": {"Identity"}}[a.where]
				given := map[string][]string{"github": {a.subject}, "gitlab": {a.subject},
					"azure-devops": {a.subject, a.issuer}, "certificate": {pemFile}, "managed-identity": {managedID}}[a.where]
				a.play(d, func(given ...string) error {
					with := map[string]any{}
					for i, value := range given {
						if value == "consent" {
							with["Consent"] = true
						} else {
							with[names[i]] = value
						}
					}
					err := play(text, server.URL, with)
					if err != nil {
						t.Log(err)
					}
					return err
				}, given, []string{"consent"}, false)
			})
		}
	}
}
