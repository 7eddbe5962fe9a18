package login

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	guid   = regexp.MustCompile(`(?i)^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	domain = regexp.MustCompile(`(?i)^[a-z0-9-]+(\.[a-z0-9-]+)+\.?$`)
	digits = regexp.MustCompile(`(?i)^[0-9a-f{}-]{8,}$`)
)

// quotes are those that a shell didn't take off: cmd.exe knows no single ones, and a word processor makes curly ones.
const quotes = "\"'`“”‘’„«»"

// checkTenant refuses what can be no tenant, and says what was probably meant.
func checkTenant(s string) error {
	if s == "" || guid.MatchString(s) || domain.MatchString(s) || s == "organizations" || s == "common" {
		return nil
	}
	hint := "give a domain or the tenant ID: Entra admin center > Entra ID > Overview has \"Primary domain\" and " +
		"\"Tenant ID\""
	_, behind, at := strings.Cut(s, "@")
	switch {
	case strings.ContainsAny(s, quotes):
		hint = "give it without the quotes: " + strings.Trim(s, quotes+" ")
	case strings.Contains(s, "://"):
		hint = "give the domain alone, without https://"
	case at && domain.MatchString(behind):
		hint = "give the domain alone: " + behind
	case digits.MatchString(s):
		hint = "a tenant ID has 32 digits, like 00000000-0000-0000-0000-000000000000; a domain does as well"
	case domain.MatchString(s + ".x"):
		hint = "give the whole domain, like " + s + ".onmicrosoft.com; " + hint
	}
	return &Error{Reason: fmt.Sprintf("the tenant %.100q is neither a GUID nor a domain", s), hint: hint}
}

// checkClientID refuses what can be no app.
func checkClientID(s string) error {
	if s == "" || guid.MatchString(s) {
		return nil
	}
	hint := "an app is named by its id, not by its name: Entra admin center > Entra ID > App registrations > the app " +
		"> \"Application (client) ID\""
	switch {
	case strings.ContainsAny(s, quotes):
		hint = "give it without the quotes: " + strings.Trim(s, quotes+" ")
	case digits.MatchString(s):
		hint = "an id has 32 digits, like 00000000-0000-0000-0000-000000000000; " + hint
	}
	return &Error{Reason: fmt.Sprintf("the app %.100q is no GUID", s), hint: hint}
}
