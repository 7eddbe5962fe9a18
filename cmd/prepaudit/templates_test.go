package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const templates = "../../.github/templates/"

type azureStep struct {
	Bash, Task, Publish string
	Env                 map[string]string
	Inputs              map[string]string
}

func azureSteps(t *testing.T) []azureStep {
	t.Helper()
	var pipeline struct{ Steps []azureStep }
	if err := yaml.Unmarshal(contents(t, templates, "azure-pipelines.yml"), &pipeline); err != nil {
		t.Fatal(err)
	}
	return pipeline.Steps
}

type job struct {
	Script    []string
	Variables map[string]string
}

func gitlabJob(t *testing.T) job {
	t.Helper()
	var pipeline struct{ Prepaudit job }
	if err := yaml.Unmarshal(contents(t, templates, "gitlab-ci.yml"), &pipeline); err != nil {
		t.Fatal(err)
	}
	return pipeline.Prepaudit
}

// rehearsed runs a script of a template as its pipeline would, but for the tenant: a simulated one.
func rehearsed(t *testing.T, dir, script string, env ...string) (status int, printed string) {
	t.Helper()
	cmd := exec.Command("bash", "-c", script)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), string(out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0, string(out)
}

// simulatedTenants are how an audit of each ends.
var simulatedTenants = map[string]int{"healthy": 0, "contoso": 3, "app-only": 0}

// The template for Azure Pipelines installs, audits, gives the summary and the files, and keeps the exit status.
func TestAzurePipelines(t *testing.T) {
	doc := yamlOf(t, contents(t, templates, "azure-pipelines.yml"))
	if err := compiled(t, string(contents(t, "../../testdata/schema/azure-pipelines.json"))).Validate(doc); err != nil {
		t.Error(err)
	}
	steps := azureSteps(t)
	server := published(t, latest, "prepaudit_linux_amd64.tar.gz", "", false) + latest
	for tenant, want := range simulatedTenants {
		dir := t.TempDir()
		env := []string{"AGENT_TEMPDIRECTORY=" + dir, "RELEASES=" + strings.TrimSuffix(server, "/"), "PREPAUDIT_DEMO=" + tenant}
		for key, value := range steps[2].Env {
			env = append(env, key+"="+value)
		}
		if status, printed := rehearsed(t, dir, steps[1].Bash, env...); status != 0 {
			t.Fatalf("%d: %s", status, printed)
		}
		status, printed := rehearsed(t, dir, steps[2].Bash, env...)
		summary := regexp.MustCompile(`##vso\[task.uploadsummary\](.+)\n`).FindStringSubmatch(printed)
		if status != want || summary == nil || !strings.HasPrefix(string(contents(t, summary[1])), "# ") {
			t.Errorf("%s: %d, %s", tenant, status, printed)
		}
		here := strings.NewReplacer("$(Agent.TempDirectory)", dir)
		for _, file := range []string{here.Replace(steps[3].Inputs["searchFolder"]) + "/" + steps[3].Inputs["testResultsFiles"],
			here.Replace(steps[4].Publish) + "/prepaudit.html"} {
			if _, err := os.Stat(file); err != nil {
				t.Error(err)
			}
		}
	}
	dir, forged := t.TempDir(), published(t, latest, "prepaudit_linux_amd64.tar.gz", "", true)+latest
	status, printed := rehearsed(t, dir, steps[1].Bash, "AGENT_TEMPDIRECTORY="+dir,
		"RELEASES="+strings.TrimSuffix(forged, "/"))
	if status == 0 || !strings.Contains(printed, "prepaudit_linux_amd64.tar.gz: FAILED") {
		t.Errorf("a file that isn't that of its checksum: %d, %s", status, printed)
	}
}

// So does the template for GitLab, whose token isn't among the files that the job keeps.
func TestGitLab(t *testing.T) {
	gitlab := gitlabJob(t)
	server := published(t, latest, "prepaudit_linux_amd64.tar.gz", "", false) + latest
	for tenant, want := range simulatedTenants {
		dir, temporary := t.TempDir(), t.TempDir()
		var env []string
		for key, value := range gitlab.Variables {
			env = append(env, key+"="+value)
		}
		env = append(env, "RELEASES="+strings.TrimSuffix(server, "/"), "PREPAUDIT_DEMO="+tenant, "AZURE_TOKEN=a.b.c",
			"TMPDIR="+temporary)
		status, printed := rehearsed(t, dir, "set -eo pipefail\n"+strings.Join(gitlab.Script, "\n"), env...)
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		if status != want || len(files) != 2 {
			t.Errorf("%s: %d, %q, %s", tenant, status, files, printed)
		}
		if tokens, _ := filepath.Glob(filepath.Join(temporary, "*", "token")); len(tokens) != 1 {
			t.Errorf("%s: the token is in %q", tenant, tokens)
		}
	}
	forged := published(t, latest, "prepaudit_linux_amd64.tar.gz", "", true) + latest
	status, printed := rehearsed(t, t.TempDir(), "set -eo pipefail\n"+strings.Join(gitlab.Script, "\n"),
		"RELEASES="+strings.TrimSuffix(forged, "/"), "PREPAUDIT_DEMO=healthy", "AZURE_TOKEN=a.b.c")
	if status == 0 || !strings.Contains(printed, "prepaudit_linux_amd64.tar.gz: FAILED") {
		t.Errorf("a file that isn't that of its checksum: %d, %s", status, printed)
	}
}
