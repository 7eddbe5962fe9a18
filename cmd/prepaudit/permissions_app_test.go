package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"prepaudit/cmd/prepaudit/access"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
)

// appText is what --app prints.
func appText(t *testing.T, where, form string, args ...string) (text, about string) {
	t.Helper()
	sys, out, said := world(100)
	args = append([]string{"permissions", "--app", where, "--as", form}, args...)
	if status := run(t.Context(), args, sys); status != process.StatusMet {
		t.Fatalf("%v: %d %s", args, status, said)
	}
	return out.String(), said.String()
}

// apps are all places, with what is typed for each: a subject that shells would take apart.
func apps(t *testing.T, args ...string) (all []described, pemFile string) {
	selected, err := rules.Select(onlyOf(args), nil, rules.Flags())
	if err != nil {
		t.Fatal(err)
	}
	user := slices.Contains(args, "--user")
	if user {
		selected = slices.DeleteFunc(selected, func(r *rules.Rule) bool { return !r.OfOneUser() })
	}
	pemFile, certificate := certified(t)
	for _, a := range []described{
		{where: "desk", delegated: true},
		{where: "github", issuer: "https://token.actions.githubusercontent.com",
			subject: `repo:contoso@55/it's $HOME; audits@82:ref:refs/heads/main & *`},
		{where: "azure-devops", issuer: "https://login.microsoftonline.com/0000-$x/v2.0", subject: "/eid1/c/pub/a/b/sc/1 2/3"},
		{where: "gitlab", issuer: "https://gitlab.com", subject: "project_path:contoso/audits:ref_type:branch:ref:main"},
		{where: "certificate", certificate: certificate},
		{where: "managed-identity"},
	} {
		a.selected, a.all, a.user = selected, len(args) == 0 || user, user
		all = append(all, a)
	}
	return all, pemFile
}

func onlyOf(args []string) []string {
	if i := slices.Index(args, "--only"); i >= 0 {
		return strings.Split(args[i+1], ",")
	}
	return nil
}

// certified is a file with a key, a certificate and the one that signed it, as many programs write it.
func certified(t *testing.T) (name, certificate string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "prepaudit"},
		NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	block := func(kind string, of []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: of}) }
	text := slices.Concat(block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)), block("CERTIFICATE", der),
		block("CERTIFICATE", []byte("of somebody else")))
	name = filepath.Join(t.TempDir(), "prep audit.pem")
	put(t, name, text)
	return name, base64.StdEncoding.EncodeToString(der)
}

// managedID is the object id of a managed identity.
const managedID = "c0ffee00-0000-0000-0000-000000000001"

// selections are what --app is asked with.
var selections = [][]string{nil, {"--only", "LIC"}, {"--only", "RBA-01"}, {"--user"}}

// directoryAZ is as much of the Azure CLI as a script that makes an app uses.
const directoryAZ = `#!/usr/bin/env bash
[ "$*" = "cloud show --query endpoints.microsoftGraphResourceId --output tsv" ] && { echo "$GRAPH/"; exit; }
[ "$1" = rest ] || { echo "az $*: not known" >&2; exit 2; }
shift
given=() query=.
while [ $# -gt 0 ]; do
	case $1 in
	--method) given+=(-X "$(tr a-z A-Z <<<"$2")"); shift ;;
	--url) url=$2; shift ;;
	--headers) given+=(-H "${2/=/: }"); shift ;;
	--body) given+=(--data-binary "$2" -H 'Content-Type: application/json'); shift ;;
	--query) query=.$(sed "s/\[?\(.*\)=='\(.*\)'\]/[]|select(.\1==\"\2\")|/" <<<"$2"); shift ;;
	--output) [ "$2" = none ] && query=empty; shift ;;
	*) echo "az rest $1: not known" >&2; exit 2 ;;
	esac
	shift
done
status=$(curl -s -g -o "$TMPDIR/body" -w '%{http_code}' "${given[@]}" "$url")
[ "$status" -lt 400 ] || { echo "ERROR: $status $(cat "$TMPDIR/body")" >&2; exit 1; }
jq -r "$query" "$TMPDIR/body"
`

// The script for az makes the app that is described, once and again, and grants admin consent only where that is asked.
func TestAppByAZ(t *testing.T) {
	need(t, "bash", "curl", "jq", "awk")
	for _, args := range selections {
		all, pemFile := apps(t, args...)
		for _, a := range all {
			if len(args) > 0 && !a.delegated && a.where != "github" {
				continue // the same script but for its permissions
			}
			t.Run(a.where+strings.Join(args, ""), func(t *testing.T) {
				t.Parallel()
				d := newDirectory(t)
				server := httptest.NewServer(d)
				defer server.Close()
				bin := t.TempDir()
				script := filepath.Join(bin, "app.sh")
				text, about := appText(t, a.where, "az", args...)
				put(t, script, []byte(text))
				put(t, filepath.Join(bin, "az"), []byte(directoryAZ))
				if err := os.Chmod(filepath.Join(bin, "az"), 0o700); err != nil || about != "" {
					t.Fatal(err, about)
				}
				play := func(given ...string) error {
					cmd := exec.Command("bash", append([]string{script}, given...)...)
					cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "TMPDIR="+t.TempDir(), "NO_PROXY=*",
						"GRAPH="+server.URL)
					said, err := cmd.CombinedOutput()
					if err != nil {
						t.Logf("%s", said)
					}
					return err
				}
				given := map[string][]string{"github": {a.subject}, "gitlab": {a.subject},
					"azure-devops": {a.subject, a.issuer}, "certificate": {pemFile}, "managed-identity": {managedID}}[a.where]
				a.play(d, play, given, []string{"consent"}, true)
			})
		}
	}
}

// play makes an app, and grants it consent, twice each, and compares what comes of it. quotes says that a subject with
// quotes is refused: a shell would have to write JSON with it.
func (a *described) play(d *directory, play func(given ...string) error, given, consent []string, quotes bool) {
	principal := "principal-of-app-of-prepaudit-" + a.where
	for range 2 {
		if a.where == "managed-identity" {
			principal = managedID
			d.sps[principal] = map[string]any{"id": principal}
			consent = given
			break
		}
		if err := play(given...); err != nil {
			d.t.Fatal(err)
		}
		a.made(d, "made")
		if len(d.grants)+len(d.roles) != 0 {
			d.t.Error("consent is granted unasked")
		}
	}
	for range 2 {
		before := d.changes
		if err := play(consent...); err != nil {
			d.t.Fatal(err)
		}
		a.consented(d, principal, "consented")
		if d.changes == before && len(d.grants) > 0 {
			d.t.Error("a grant isn't brought up to date")
		}
	}
	for _, wrong := range [][]string{{}, {`with "quotes"`}, {`with \`}} {
		if a.where == "desk" || len(wrong) > 0 && (a.certificate != "" || !quotes && a.subject != "") {
			continue
		}
		if before := d.changes; play(wrong...) == nil || d.changes != before {
			d.t.Errorf("%q is taken", wrong)
		}
	}
}

// A script for bash is well formed, and what shellcheck knows of a good one.
func TestAppByAZSyntax(t *testing.T) {
	need(t, "bash")
	checks := [][]string{{"bash", "-n"}, {"shellcheck", "--shell=bash", "-"}}
	if _, err := exec.LookPath("shellcheck"); err != nil {
		checks = checks[:1] // TestActionShell says so
	}
	for _, where := range access.Places() {
		text, _ := appText(t, where, "az")
		for _, check := range checks {
			cmd := exec.Command(check[0], check[1:]...)
			cmd.Stdin = strings.NewReader(text)
			if said, err := cmd.CombinedOutput(); err != nil || len(said) > 0 {
				t.Errorf("%s: %v: %s", where, err, said)
			}
		}
	}
}

// The lines that then use the app are YAML where they are of a pipeline, and a command line that prepaudit takes.
func TestAppIsUsed(t *testing.T) {
	for _, where := range access.Places() {
		text, _ := appText(t, where, "az")
		_, use, _ := strings.Cut(text, "\n# Then:\n")
		use, _, _ = strings.Cut(use, "\nset -euo pipefail\n")
		use = strings.ReplaceAll("\n"+use, "\n#   ", "\n")
		var lines any
		if err := yaml.Unmarshal([]byte(use), &lines); err != nil {
			t.Errorf("%s: %v\n%s", where, err, use)
		}
		_, isPipeline := lines.(map[string]any)
		if want := slices.Contains([]string{"github", "azure-devops", "gitlab"}, where); isPipeline != want {
			t.Errorf("%s: is it a pipeline? %v", where, lines)
		}
		commands := 0
		for _, text := range textsIn(lines) {
			args, is := strings.CutPrefix(strings.TrimSpace(text), "prepaudit audit ")
			if !is {
				continue
			}
			commands++
			cmd := newAudit(process.System())
			if err := cmd.ParseFlags(strings.Fields(args)); err != nil || cmd.Flags().NArg() > 0 {
				t.Errorf("%s: %s: %v, %v", where, text, err, cmd.Flags().Args())
			}
		}
		if commands != 1 {
			t.Errorf("%s: %d commands in %v", where, commands, lines)
		}
	}
}

// textsIn are the texts of a YAML document.
func textsIn(v any) (texts []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			texts = append(texts, textsIn(one)...)
		}
	case map[string]any:
		for _, one := range v {
			texts = append(texts, textsIn(one)...)
		}
	}
	return texts
}

// A manifest asks for the permissions that the rules need; a person is told the rest.
func TestAppManifest(t *testing.T) {
	for _, args := range selections {
		all, _ := apps(t, args...)
		for _, a := range all {
			if a.where == "managed-identity" {
				continue
			}
			text, about := appText(t, a.where, "manifest", args...)
			about = strings.Join(strings.Fields(about), " ")
			var app struct {
				Required json.RawMessage `json:"requiredResourceAccess"`
				Public   bool            `json:"isFallbackPublicClient"`
				Keys     any             `json:"keyCredentials"`
			}
			if err := json.Unmarshal([]byte(text), &app); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if got := a.names(t, app.Required); !slices.Equal(got, a.least()) || app.Public != a.delegated || app.Keys != nil {
				t.Errorf("%s %v: %v, want %v; %+v", a.where, args, got, a.least(), app)
			}
			if a.subject != "" != strings.Contains(about, "api://AzureADTokenExchange") || !strings.Contains(about, "Grant admin consent") ||
				!strings.Contains(about, "prepaudit audit") {
				t.Errorf("%s: %s", a.where, about)
			}
		}
	}
	sys, _, said := world(80)
	if status := run(t.Context(), strings.Fields("permissions --app managed-identity --as manifest"), sys); status !=
		process.StatusUsage || !strings.Contains(said.String(), "no manifest") {
		t.Errorf("%d %s", status, said)
	}
}

// No form has a secret, nor more than it says; all say what an app can't read, and how it is used.
func TestAppSays(t *testing.T) {
	secret := regexp.MustCompile(`(?i)passwordCredential|addPassword|client[-_]?secret|private key|\.ReadWrite\.`)
	ask := regexp.MustCompile(`'Application\.ReadWrite\.All'|'(?:AppRoleAssignment|DelegatedPermissionGrant)\.ReadWrite\.All'`)
	for _, where := range access.Places() {
		for _, form := range access.Forms() {
			if where == "managed-identity" && form == "manifest" {
				continue
			}
			text, about := appText(t, where, form)
			if form == "powershell" {
				text = ask.ReplaceAllString(text, "") // what the one who runs it may do
			}
			if found := secret.FindString(text); found != "" {
				t.Errorf("%s %s: %s", where, form, found)
			}
			said := strings.Join(strings.Fields(strings.NewReplacer("#", " ", "//", " ").Replace(text+about)), " ")
			if app := where != "desk"; strings.Contains(said, "Graph shows mobileDeviceManagementPolicies") != app ||
				strings.Contains(said, "--allow-incomplete mobileDeviceManagementPolicies,mobileAppManagementPolicies") != app {
				t.Errorf("%s %s: what an app can't read: %s", where, form, said)
			}
			if !strings.Contains(said, "prepaudit audit") || strings.Contains(said, "ALLOW") || strings.Contains(said, "\x00") {
				t.Errorf("%s %s: how it is used: %s", where, form, said)
			}
			if text, _ := appText(t, where, form, "--only", "RBA-01"); strings.Contains(text, "--allow-incomplete") {
				t.Errorf("%s %s: RBA-01 takes nothing that an app can't read", where, form)
			}
		}
	}
	for line, want := range map[string]string{
		"--app here":                "it takes desk, github",
		"--app github --as word":    "it takes powershell, az",
		"--as az":                   "--as is the form of --app",
		"--app github --check":      "exclude each other",
		"--app github --only LIC-9": `no rule "LIC-9"`,
	} {
		sys, _, said := world(80)
		if status := run(t.Context(), append([]string{"permissions"}, strings.Fields(line)...), sys); status !=
			process.StatusUsage || !strings.Contains(said.String(), want) {
			t.Errorf("%s: %d %s", line, status, said)
		}
	}
}
