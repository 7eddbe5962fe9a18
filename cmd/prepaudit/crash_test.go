package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// broken is a mistake of this program at one path.
type broken struct {
	http.RoundTripper
	path string
}

func (b broken) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, b.path) {
		var nothing *http.Request
		return nil, nothing.ParseForm()
	}
	return b.RoundTripper.RoundTrip(req)
}

// A panic, in whatever goroutine, ends with what to report, without a stack and without a file; with --verbose the
// stack is where it began.
func TestPanic(t *testing.T) {
	for _, path := range []string{"/organization", "/users", "/members/microsoft.graph.user", "/managedDevices", "/users/$count"} {
		for _, verbose := range []bool{false, true} {
			dir := t.TempDir()
			var out, said bytes.Buffer
			sys := &process.Sys{Stdout: &out, Stderr: &said, Now: time.Now,
				LookupEnv:     func(string) (string, bool) { return "", false },
				LastRequestID: func() string { return "0f1e2d3c" }}
			a := &auditFlags{sys: sys}
			a.through = func(t http.RoundTripper) http.RoundTripper { return broken{t, path} }
			args := []string{"audit", "--demo", "--quiet", "--exclude-upn=ann@*"}
			for _, format := range []string{"json", "xlsx", "csv"} {
				args = append(args, "-o", format+"="+filepath.Join(dir, "new", "r."+format))
			}
			if verbose {
				args = append(args, "--verbose")
			}
			status := command.Run(context.Background(), sys, command.NewRoot(sys, "", nil, a.command()), args)
			if status != process.StatusFailed || out.Len() != 0 {
				t.Errorf("%s: status %d, stdout %q", path, status, out.String())
			}
			for _, want := range []string{
				"prepaudit: this is a bug in prepaudit; no file was written: runtime error: ",
				"\nrequest-id: 0f1e2d3c\n", "Something goes wrong", process.Version(),
				"command `prepaudit audit --demo --exclude-upn --output --quiet",
			} {
				if !strings.Contains(said.String(), want) {
					t.Errorf("%s: stderr lacks %q:\n%s", path, want, said.String())
				}
			}
			if stack := strings.Contains(said.String(), "broken.RoundTrip"); stack != verbose {
				t.Errorf("%s: with --verbose %v there is a stack: %v", path, verbose, stack)
			}
			if strings.Contains(said.String(), "ann@") {
				t.Errorf("%s: a name is told", path)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("%s: left behind: %v, %v", path, left, err)
			}
		}
	}
}

// Whatever is wrong in the answers of Graph, an audit ends with a status of its own and with every report or none.
func TestMutantsInEveryReport(t *testing.T) {
	for seed := range uint64(mutants) {
		dir := t.TempDir()
		var out, said bytes.Buffer
		sys := &process.Sys{Stdout: &out, Stderr: &said, Now: time.Now,
			LookupEnv: func(string) (string, bool) { return "", false }}
		a := &auditFlags{sys: sys}
		a.through = func(t http.RoundTripper) http.RoundTripper { return graphtest.Mutant{Next: t, Seed: seed} }
		args := []string{"audit", "--demo", "--quiet"}
		formats := []string{"json", "xlsx", "html", "sarif", "junit", "markdown", "csv", "parquet"}
		for _, format := range formats {
			args = append(args, "-o", format+"="+filepath.Join(dir, "r."+format))
		}
		status := command.Run(context.Background(), sys, command.NewRoot(sys, "", nil, a.command()), args)
		left, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		left = slices.DeleteFunc(left, func(e os.DirEntry) bool { return strings.HasSuffix(e.Name(), ".incomplete.txt") })
		whole := status == process.StatusMet || status == process.StatusUnmet || status == process.StatusUndecided
		if strings.Contains(said.String(), "mistake in prepaudit") || !whole && status != process.StatusFailed ||
			whole && len(left) != len(formats) || !whole && len(left) != 0 {
			t.Errorf("seed %d: status %d, files %v, stderr %s", seed, status, left, said.String())
		}
	}
}

// mutants is how many audits of them there are, at a tenth of a second each.
const mutants = 30
