package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
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
			status := command.Run(context.Background(), sys, command.NewRoot(sys, "", a.command()), args)
			if status != process.StatusFailed || out.Len() != 0 {
				t.Errorf("%s: status %d, stdout %q", path, status, out.String())
			}
			for _, want := range []string{
				"prepaudit: this is a mistake in prepaudit, and no file was written: runtime error: ",
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
