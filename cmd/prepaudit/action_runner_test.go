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

// step is one of a composite action, or of a job.
type step struct {
	ID, Name, If, Uses, Run, Shell string
	Env, With                      map[string]string
}

type action struct {
	Inputs  map[string]struct{ Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct{ Steps []step }
}

// runner plays a composite action as GitHub's runner does: expressions, conditions, files that steps write to, and the
// shell with its options. It runs nothing that an action uses, and notes with what that was called.
type runner struct {
	*testing.T
	dir     string
	known   map[string]string // what expressions name
	env     []string
	used    map[string]map[string]string
	summary string
	printed string
	status  int // of the first step that failed
}

var expression = regexp.MustCompile(`\$\{\{ (.+?) \}\}`)

// value is what an expression gives: names, texts, comparisons, && and ||.
func (r *runner) value(text string) string {
	if left, right, found := strings.Cut(text, " || "); found {
		if v := r.value(left); v != "" && v != "false" {
			return v
		}
		return r.value(right)
	}
	if left, right, found := strings.Cut(text, " && "); found {
		if v := r.value(left); v == "" || v == "false" {
			return v
		}
		return r.value(right)
	}
	for _, operator := range []string{" == ", " != "} {
		if left, right, found := strings.Cut(text, operator); found {
			if (r.value(left) == r.value(right)) == (operator == " == ") {
				return "true"
			}
			return "false"
		}
	}
	if inner, found := strings.CutPrefix(text, "'"); found {
		return strings.TrimSuffix(inner, "'")
	}
	v, found := r.known[text]
	if !found && !strings.HasPrefix(text, "steps.") { // a step that didn't run has no outputs
		r.Fatalf("unknown in an expression: %s", text)
	}
	return v
}

func (r *runner) expand(text string) string {
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		return r.value(expression.FindStringSubmatch(found)[1])
	})
}

// play runs an action with inputs and gives its outputs.
func (r *runner) play(file string, inputs map[string]string) map[string]string {
	r.Helper()
	var a action
	if err := yaml.Unmarshal(contents(r.T, file), &a); err != nil {
		r.Fatal(err)
	}
	for name, input := range a.Inputs {
		r.known["inputs."+name] = input.Default
	}
	for name, value := range inputs {
		if _, found := a.Inputs[name]; !found {
			r.Fatalf("the action has no input %s", name)
		}
		r.known["inputs."+name] = value
	}
	r.known["!cancelled()"], r.used = "true", map[string]map[string]string{}
	for _, s := range a.Runs.Steps {
		goes := r.status == 0
		if s.If != "" {
			goes = r.expand(s.If) == "true"
		}
		if goes {
			r.step(s)
		}
	}
	r.summary = string(contents(r.T, r.dir, "summary"))
	outputs := map[string]string{}
	for name, output := range a.Outputs {
		outputs[name] = r.expand(output.Value)
	}
	return outputs
}

func (r *runner) step(s step) {
	r.Helper()
	if s.Uses != "" {
		name, _, _ := strings.Cut(s.Uses, "@")
		r.used[name] = map[string]string{}
		for key, value := range s.With {
			r.used[name][key] = r.expand(value)
		}
		return
	}
	if s.Shell != "bash" {
		r.Fatalf("step %q has shell %q", s.Name, s.Shell)
	}
	env := append(os.Environ(), r.env...)
	path := os.Getenv("PATH")
	for line := range strings.Lines(string(contents(r.T, r.dir, "path"))) {
		path = strings.TrimSpace(line) + ":" + path
	}
	output := filepath.Join(r.dir, "output")
	env = append(env, "PATH="+path, "RUNNER_TEMP="+r.dir, "GITHUB_PATH="+filepath.Join(r.dir, "path"),
		"GITHUB_OUTPUT="+output, "GITHUB_STEP_SUMMARY="+filepath.Join(r.dir, "summary"))
	for key, value := range s.Env {
		env = append(env, key+"="+r.expand(value))
	}
	put(r.T, output, nil)
	script := filepath.Join(r.dir, "script.sh")
	put(r.T, script, []byte(r.expand(s.Run)))
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	cmd.Dir, cmd.Env = r.dir, env
	out, err := cmd.CombinedOutput()
	r.printed += string(out)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.Fatal(err)
	}
	if exit != nil && r.status == 0 {
		r.status = exit.ExitCode()
	}
	for line := range strings.Lines(string(contents(r.T, output))) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		r.known["steps."+s.ID+".outputs."+key] = value
	}
}
