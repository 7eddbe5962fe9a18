package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// --open hands the page that was written to the program of the desktop, once all is written, and only where somebody
// sits at a terminal. A report is none the worse for a browser that does not open.
func TestOpen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have no program of a known name on PATH")
	}
	for _, c := range []struct {
		name, opener string
		width        int
		args         []string
		status       int
		opened, said string
	}{
		{"opened", "echo \"$1\" >OPENED", 80, []string{"-o", "html=DIR/my page #1.html"}, process.StatusUnmet,
			"file://DIR/my%20page%20%231.html", ""},
		{"fails", "exit 3", 80, []string{"-o", "html=DIR/page.html"}, process.StatusUnmet, "",
			"prepaudit: warning: DIR/page.html was not opened: exit status 3"},
		{"no opener", "", 80, []string{"-o", "html=DIR/page.html"}, process.StatusUnmet, "",
			"prepaudit: warning: DIR/page.html was not opened: "},
		{"no terminal", "echo \"$1\" >OPENED", 0, []string{"-o", "html=DIR/page.html"}, process.StatusUnmet, "",
			"prepaudit: warning: DIR/page.html was not opened: there is no terminal"},
		{"no page", "echo \"$1\" >OPENED", 80, []string{"-o", "json=DIR/report.json"}, process.StatusUsage, "",
			"-o html=report.html"},
		{"page on standard output", "echo \"$1\" >OPENED", 80, []string{"-o", "html=-"}, process.StatusUsage, "",
			"-o html=report.html"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			in := func(s string) string { return strings.ReplaceAll(s, "DIR", dir) }
			note, bin := filepath.Join(dir, "opened"), filepath.Join(dir, "bin")
			if err := os.Mkdir(bin, 0o700); err != nil {
				t.Fatal(err)
			}
			if c.opener != "" {
				script := "#!/bin/sh\n" + strings.ReplaceAll(c.opener, "OPENED", "'"+note+"'") + "\n"
				if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			t.Setenv("PATH", bin)
			var stderr bytes.Buffer
			sys := process.System()
			sys.Stdout, sys.Stderr, sys.ErrWidth, sys.OutWidth = &bytes.Buffer{}, &stderr, c.width, 0
			args := []string{"audit", "--demo", "-q", "--open", "--only", "LIC-02"}
			for _, arg := range c.args {
				args = append(args, in(arg))
			}
			if got := run(t.Context(), args, sys); got != c.status {
				t.Fatalf("ends with %d, want %d: %s", got, c.status, &stderr)
			}
			opened, err := os.ReadFile(note)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(string(opened)); got != in(c.opened) {
				t.Errorf("opened %q, want %q", got, in(c.opened))
			}
			if got := stderr.String(); c.said == "" && strings.Contains(got, "warning") || !strings.Contains(got, in(c.said)) {
				t.Errorf("says %q, want %q", got, in(c.said))
			}
			page := filepath.Join(dir, "page.html")
			if _, err := os.Stat(page); c.status == process.StatusUsage && !os.IsNotExist(err) {
				t.Errorf("%s: %v, want %v", page, err, fs.ErrNotExist)
			}
		})
	}
}
