package command

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// A name that is nearly one of an option is told from one that is nothing like any.
func TestNearVariable(t *testing.T) {
	options := []string{"REDACT", "GROUP", "EXCLUDE_GROUP", "TIMEOUT", "OUTPUT", "CLIENT_ID", "CLIENT_SECRET_FILE",
		"MDM", "AUTH", "DEMO", "COLUMNS", "ACCESS_TOKEN", "TOKEN_LIFETIME"}
	for typed, want := range map[string]string{
		"REDACTED": "REDACT", "GROUPS": "GROUP", "TIMEOUTS": "TIMEOUT", "OUTPUTS": "OUTPUT", // plurals and the like
		"CLIENTID": "CLIENT_ID", "redact": "REDACT", "TIMOUT": "TIMEOUT", "EXCLUDE_GROUPS": "EXCLUDE_GROUP",
		"REDACT_KEY": "REDACT", "OUTPUT_FORMAT": "OUTPUT", "TIMEOUTSECONDS": "TIMEOUT", "MDM_SERVICE": "MDM",
		"CLIENT": "CLIENT_ID", "CLIENT_SECRET": "CLIENT_SECRET_FILE", "EXCLUDE": "EXCLUDE_GROUP",
		"TOKEN": "ACCESS_TOKEN",
		"HOME":  "", "MDMA": "MDM", "IMAGE": "", "KEY": "", "ID": "", "X": "", "MY_GROUP": "", "BUILD_DIR": "",
	} {
		if got := nearVariable(typed, options); got != want {
			t.Errorf("nearVariable(%q) = %q, want %q", typed, got, want)
		}
	}
}

// A command that reads or writes data refuses such a name, one that lists tells of it, and the version needs no
// environment.
func TestStrangeVariables(t *testing.T) {
	for _, c := range []struct {
		command, variable string
		status            int
		said              string
	}{
		{"audit", "PREPAUDIT_GROUPS=Pilot", 2, "variable PREPAUDIT_GROUPS isn't an option\n" +
			"hint: did you mean PREPAUDIT_GROUP? "},
		{"audit", "PREPAUDIT_KINDS=all", 2, "did you mean PREPAUDIT_KIND? "}, // of the other command
		{"audit", "PREPAUDIT_BUILD=17", 0, "variable PREPAUDIT_BUILD isn't an option, and was ignored"},
		{"audit", "PREPAUDIT_ACCESS_TOKEN=secret", 0, ""},
		{"audit", "PREPAUDIT_KIND=all", 0, ""},
		{"audit", "PREPAUDIT_TOKEN=secret", 2, "did you mean PREPAUDIT_ACCESS_TOKEN? "}, // which is no option
		{"audit", "PREPAUDIT_VERSION=1.2", 0, ""},
		{"audit", "PREPAUDITOR_GROUPS=Pilot", 0, ""},
		{"list", "PREPAUDIT_GROUPS=Pilot", 0, "variable PREPAUDIT_GROUPS isn't an option, and was ignored"},
		{"version", "PREPAUDIT_GROUPS=Pilot", 0, ""},
	} {
		var said strings.Builder
		sys := &process.Sys{Stdout: io.Discard, Stderr: &said,
			LookupEnv: func(string) (string, bool) { return "", false },
			Environ:   func() []string { return []string{"HOME=/", c.variable} }}
		audit := &cobra.Command{Use: "audit", Run: func(*cobra.Command, []string) {}}
		audit.Flags().StringArray("output", nil, "")
		audit.Flags().StringArray("group", nil, "")
		audit.Flags().String("auth", "", "")
		list := &cobra.Command{Use: "list", Run: func(*cobra.Command, []string) {}}
		list.Flags().String("kind", "", "")
		status := Run(t.Context(), sys, NewRoot(sys, "", nil, audit, list, NewVersion(sys)), []string{c.command})
		if status != c.status || !strings.Contains(said.String(), c.said) || c.said == "" && said.Len() > 0 {
			t.Errorf("%s with %s ends with %d: %s", c.command, c.variable, status, &said)
		}
		if strings.Contains(said.String(), "Pilot") {
			t.Errorf("the value of a variable is said: %s", &said)
		}
	}
}
