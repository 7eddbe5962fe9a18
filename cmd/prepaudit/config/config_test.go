package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
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
	if all := f.Tenants(); strings.Join(all, " ") != "fabrikam contoso.com" {
		t.Errorf("tenants %q", all)
	}
	for name, want := range map[string]string{
		"fabrikam": "group=Pilot;Sales, EMEA out-dir=" + filepath.Join(filepath.Dir(path), "reports", "fabrikam") +
			" tenant=fabrikam.com",
		"contoso.com": "auth=device-code tenant=contoso.com",
		"CONTOSO.com": "auth=device-code tenant=contoso.com",
		"other.com":   "",
	} {
		flags := program()[0].Flags
		if err := flags.Set("tenant", name); err != nil {
			t.Fatal(err)
		}
		set, err := f.Apply("audit", flags)
		if err != nil {
			t.Error(err)
		}
		var got []string
		for _, v := range set {
			got = append(got, v.Name+"="+strings.Join(v.Values, ";"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	flags := program()[0].Flags
	if err := flags.Set("tenant", "fabrkam"); err != nil {
		t.Fatal(err)
	}
	_, err = f.Apply("audit", flags)
	if !process.IsUsage(err) || !strings.HasPrefix(process.HintOf(err), "did you mean fabrikam? ") {
		t.Errorf("%v; %s", err, process.HintOf(err))
	}
}
