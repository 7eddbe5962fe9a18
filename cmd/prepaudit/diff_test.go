package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
)

// reportOf is the JSON report of an audit with these arguments.
func reportOf(t *testing.T, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.json")
	sys, _, said := world(80)
	status := run(t.Context(), append([]string{"audit", "-q", "--as-of", "2026-11-22", "-o", "json=" + file}, args...),
		sys)
	if status == process.StatusFailed || status == process.StatusUsage {
		t.Fatalf("%q: %s", args, said)
	}
	return file
}

// What a comparison shows at the widths of a small, a usual and a wide terminal: of a change that was made, of two
// tenants that have little in common, and of a report that lacks much.
func TestDiffScreens(t *testing.T) {
	dir, screens := t.TempDir(), map[string]string{}
	for name, from := range map[string]string{"old": reportOf(t, "--demo"),
		"fixed":   reportOf(t, "--demo", "--what-if", "1,2"),
		"healthy": reportOf(t, "--demo=healthy"), "refused": reportOf(t, "--demo=refused")} {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, name+".json"), text)
	}
	t.Run("in the folder", func(t *testing.T) {
		t.Chdir(dir) // the screen has the names of the files
		for _, name := range []string{"fixed", "healthy", "refused"} {
			for _, width := range []int{80, 120, 200} {
				sys, out, said := world(width)
				if status := run(t.Context(), []string{"diff", "old.json", name + ".json", "--color", "never"},
					sys); status != 0 {
					t.Fatalf("%s: %d, %s", name, status, said)
				}
				screens[fmt.Sprintf("diff-%s.%d.txt", name, width)] = out.String()
				for line := range strings.Lines(out.String()) {
					if n := displaywidth.String(strings.TrimSuffix(line, "\n")); n > width {
						t.Errorf("%d columns: %s", n, line)
					}
				}
			}
		}
	})
	for name, screen := range screens {
		goldenScreen(t, name, screen)
	}
}

// The JSON of a comparison is what its schema says, of every pair of some simulated tenants.
func TestDiffsFitTheSchema(t *testing.T) {
	schema := compiled(t, record.DiffSchema())
	files := []string{reportOf(t, "--demo"), reportOf(t, "--demo=healthy"), reportOf(t, "--demo=refused"),
		reportOf(t, "--demo", "--only", "LIC", "--mdm", "other", "--scope", "members"),
		filepath.Join("..", "..", "testdata", "older", "schema1.json")}
	kinds := map[string]bool{}
	for _, older := range files {
		for _, newer := range files {
			sys, out, said := world(100)
			switch status := run(t.Context(), []string{"diff", older, newer, "-q", "-o", "json"}, sys); {
			case status == process.StatusFailed && strings.Contains(said.String(), "tenant"):
				continue
			case status != 0:
				t.Fatalf("%s, %s: %d, %s", older, newer, status, said)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s, %s: %.2000v", older, newer, err)
			}
			for _, p := range doc.(map[string]any)["changedPeople"].([]any) {
				kinds[p.(map[string]any)["change"].(string)] = true
			}
		}
	}
	if len(kinds) < 5 {
		t.Errorf("people changed in these ways only: %v", kinds)
	}
}

// A report of schema version 1 is compared with itself, and a hostile one is no panic.
func TestDiffOlder(t *testing.T) {
	older := filepath.Join("..", "..", "testdata", "older", "schema1.json")
	sys, out, said := world(80)
	if status := run(t.Context(), []string{"diff", older, older, "--exit-code"}, sys); status == process.StatusFailed ||
		strings.Contains(out.String(), "fixed") || strings.Contains(out.String(), "became") {
		t.Errorf("%d: %s%s", status, out, said)
	}
	text, err := os.ReadFile(older)
	if err != nil {
		t.Fatal(err)
	}
	// Rules without results and causes that nobody explains.
	for _, change := range [][2]string{{`"outcome"`, `"outc0me"`}, {`"causes"`, `"c"`}, {`"id"`, `"i"`}} {
		file := filepath.Join(t.TempDir(), "odd.json")
		put(t, file, bytes.ReplaceAll(text, []byte(change[0]), []byte(change[1])))
		sys, _, _ := world(80)
		run(t.Context(), []string{"diff", older, file, "-o", "json"}, sys)
		run(t.Context(), []string{"diff", file, older}, sys)
	}
}
