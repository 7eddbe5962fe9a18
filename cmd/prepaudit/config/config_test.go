package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

// program is commands that share some flags.
func program() []Command {
	audit, render := pflag.NewFlagSet("audit", pflag.ContinueOnError), pflag.NewFlagSet("render", pflag.ContinueOnError)
	audit.String("tenant", "", "the `TENANT` to read")
	audit.String("auth", "auto", "how to sign in: `METHOD`")
	audit.StringArray("group", nil, "only the members of `GROUP`")
	audit.String("scope", "", "the people of `SCOPE`")
	audit.StringSlice("only", nil, "check only this rule `ID`")
	audit.Duration("timeout", 0, "stop after `TIME`")
	audit.Int("parallel", 0, "send up to `N` requests")
	audit.Bool("open", false, "open the page")
	render.Duration("timeout", time.Second, "stop after `TIME`")
	for _, flags := range []*pflag.FlagSet{audit, render} {
		flags.StringArrayP("output", "o", nil, "write a report: `FORMAT=FILE`")
		flags.String("out-dir", "", "write into `DIR`")
		flags.Bool("details", false, "show every change")
	}
	user := pflag.NewFlagSet("user", pflag.ContinueOnError)
	user.StringArrayP("output", "o", nil, "write the answer: `FORMAT[=FILE]`")
	return []Command{{"audit", audit}, {"render", render}, {"user", user}}
}

// write writes a configuration into a folder of its own, and gives its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Tenants stand in their order, each with its own values, and with its name where it has no tenant.
func TestTenants(t *testing.T) {
	path := write(t, `tenants:
  fabrikam:
    tenant: fabrikam.com
    group: [Pilot, "Sales, EMEA"]
    out-dir: reports/fabrikam
  contoso.com:
    auth: device-code
`)
	f, err := Load(path, false, program())
	if err != nil {
		t.Fatal(err)
	}
	all := f.Tenants()
	if len(all) != 2 || all[0].Name != "fabrikam" || all[1].Name != "contoso.com" {
		t.Fatalf("%+v", all)
	}
	for key, want := range map[string]string{"tenant": "fabrikam.com", "group": "Pilot;Sales, EMEA",
		"out-dir": filepath.Join(filepath.Dir(path), "reports", "fabrikam")} {
		if got := strings.Join(all[0].Values[key], ";"); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if got := all[1].Values["tenant"]; len(got) != 1 || got[0] != "contoso.com" {
		t.Errorf("a tenant without an address is %q", got)
	}
}
