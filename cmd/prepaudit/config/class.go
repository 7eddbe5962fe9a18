package config

import (
	"slices"
	"strings"
)

// never are flags without a key: those that are no setting, and those that must be seen where a command is typed. --demo
// makes a report of nobody, --all-tenants many of others, and --open opens a window.
var never = []string{"help", "version", Flag, "demo", "open", "all-tenants"}

// harmless may stand in a file that was found: it says who and what is shown, and every report says the same.
var harmless = strings.Fields(`tenant scope group include-disabled include-guests include-unlicensed
	confirm-plans columns output out-dir split-by details bom prices redact-columns color quiet verbose
	parallel timeout last runs log-format tenants-at-once`)

type reason struct{ why, flags string }

// reserved are flags that only a file that was named may set, with the reason. A flag that is nowhere here is one too.
var reserved = []reason{
	{"it says where Graph or the sign-in is", "graph-url cloud ca-file"},
	{"it says how to sign in", "auth client-id client-secret-file certificate certificate-password-file " +
		"federated-token-file"},
	{"it changes what is checked, or what fails", "only skip mdm exclude-group exclude-upn as-of expiry-days fail-on " +
		"allow-incomplete lifecycle exceptions baseline max-blocked"},
	{"it changes where data comes from", "from with max-age network endpoints region keep-decisions"},
	{"it shows changes that nobody made", "what-if buy by allow-frontline"},
	{"it asks for one more permission", "sign-in-activity"},
	{"it says where data goes", "notify notify-url-file notify-state history history-dsn-file"},
	{"it says which pseudonyms people have", "redact"},
	{"it changes what the command does", "check user app as resume mdm-policies exit-code"},
}

// refused says why a key can't be set; "" where it can.
func (k *key) refused(found bool) string {
	name := k.flag.Name
	if !found || slices.Contains(harmless, name) {
		return ""
	}
	for _, r := range reserved {
		if slices.Contains(strings.Fields(r.flags), name) {
			return r.why
		}
	}
	return "it may be unsafe there"
}

// Classes are the flags of which somebody decided whether a file that was found may set them.
func Classes() []string {
	all := slices.Concat(never, harmless)
	for _, r := range reserved {
		all = append(all, strings.Fields(r.flags)...)
	}
	return all
}
