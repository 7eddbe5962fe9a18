//go:build linux

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// machine is a place where a template runs: a folder, and a webhook's URL in a file.
func machine(t *testing.T) (dir, program string) {
	t.Helper()
	program, err := exec.LookPath("prepaudit")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	put(t, filepath.Join(dir, "notify-url"), []byte("https://127.0.0.1:1/SECRET\n"))
	return dir, program
}

// nightly runs what a template runs, but for the tenant: it writes its reports, tells why nothing was posted, and says
// nothing that isn't JSON.
func nightly(t *testing.T, dir, program, tenant string, want int, env, args []string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	var out, said bytes.Buffer
	cmd.Env = append(append(os.Environ(), env...), "PREPAUDIT_DEMO="+tenant, "NO_PROXY=*")
	cmd.Stdout, cmd.Stderr = &out, &said
	status := 0
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if status != want || out.Len() > 0 || strings.Contains(said.String(), "SECRET") ||
		!strings.Contains(said.String(), `"level":"WARN","msg":"--notify: the webhook can't be reached: connection refused"`) {
		t.Errorf("%s: exit status %d, want %d: %s\n%s", tenant, status, want, &out, &said)
	}
	objectsOf(t, &said)
	for _, file := range []string{"report.json", "report.html", "licenses.xlsx"} {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Error(err)
		}
	}
}

// The units for systemd are well formed, leave a service little that it doesn't need, and their command works.
func TestSystemd(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		absent(t, "without systemd-analyze the units aren't checked")
	}
	dir, program := machine(t)
	service := string(contents(t, templates, "prepaudit.service"))
	put(t, filepath.Join(dir, "prepaudit.service"), []byte(strings.ReplaceAll(service, "/usr/bin/prepaudit", program)))
	put(t, filepath.Join(dir, "prepaudit.timer"), contents(t, templates, "prepaudit.timer"))
	units := []string{filepath.Join(dir, "prepaudit.service"), filepath.Join(dir, "prepaudit.timer")}
	for _, args := range [][]string{append([]string{"verify", "--man=no"}, units...),
		{"security", "--offline=true", "--threshold=15", units[0]}} { // 1.5 of 10, where 10 is unprotected
		if said, err := exec.Command("systemd-analyze", args...).CombinedOutput(); err != nil ||
			args[0] == "verify" && bytes.Contains(said, []byte("prepaudit")) { // it tells of units of the system too
			t.Errorf("%q: %v\n%s", args, err, said)
		}
	}
	line := regexp.MustCompile(`(?ms)^ExecStart=/usr/bin/prepaudit (.*?[^\\])$`).FindStringSubmatch(service)
	if line == nil {
		t.Fatal("there is no command")
	}
	args := strings.Fields(strings.NewReplacer("\\\n", "", "${CREDENTIALS_DIRECTORY}", dir, "${STATE_DIRECTORY}", dir).Replace(line[1]))
	var env []string
	for _, set := range regexp.MustCompile(`(?m)^Environment=(.*)$`).FindAllStringSubmatch(service, -1) {
		env = append(env, set[1])
	}
	for tenant, want := range simulatedTenants {
		nightly(t, dir, program, tenant, want, env, args)
	}
	if !strings.Contains(service, "\nSuccessExitStatus=3\n") {
		t.Error("blocked people fail the unit")
	}
}

// The manifest for Kubernetes is what Kubernetes takes, and its container's command works. Blocked people fail no job.
func TestKubernetes(t *testing.T) {
	schema := compiled(t, string(contents(t, "../../testdata/schema/kubernetes.json")))
	dir, program := machine(t)
	var args, env []string
	kinds := 0
	for doc := range strings.SplitSeq(string(contents(t, templates, "kubernetes.yaml")), "\n---\n") {
		if err := schema.Validate(yamlOf(t, []byte(doc))); err != nil {
			t.Error(err)
		}
		kinds++
		var cron struct {
			Kind string
			Spec struct {
				JobTemplate struct {
					Spec struct {
						Template struct {
							Spec struct {
								Containers []struct {
									Args []string
									Env  []struct{ Name, Value string }
								}
							}
						}
					}
				} `yaml:"jobTemplate"`
			}
		}
		if err := yaml.Unmarshal([]byte(doc), &cron); err != nil {
			t.Fatal(err)
		}
		if cron.Kind == "CronJob" {
			container := cron.Spec.JobTemplate.Spec.Template.Spec.Containers[0]
			for _, arg := range container.Args {
				args = append(args, strings.NewReplacer("=/data/", "="+dir+"/", "=/secrets/", "="+dir+"/").Replace(arg))
			}
			for _, e := range container.Env {
				env = append(env, e.Name+"="+e.Value)
			}
		}
	}
	if kinds != 3 || len(args) == 0 {
		t.Fatalf("%d documents, %q", kinds, args)
	}
	for tenant, want := range simulatedTenants {
		if want == 3 {
			want = 0
		}
		nightly(t, dir, program, tenant, want, env, args)
	}
	// What it doesn't know, it refuses.
	wrong := strings.Replace(string(contents(t, templates, "kubernetes.yaml")), "concurrencyPolicy: Forbid", "concurencyPolicy: Forbid", 1)
	docs := strings.Split(wrong, "\n---\n")
	if err := schema.Validate(yamlOf(t, []byte(docs[len(docs)-1]))); err == nil {
		t.Error("the schema takes a misspelled key")
	}
}
