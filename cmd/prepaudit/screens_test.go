package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/graph/graphtest"
)

// ruleID is what no reader knows.
var ruleID = regexp.MustCompile(`\b[A-Z]{2,3}-[0-9]{2}\b`)

// What an audit of each scenario shows at the widths of a small, a usual and a wide terminal. All of it fits on a screen
// of 24 lines together with the next prompt, and what is to be clicked is never cut.
func TestScreens(t *testing.T) {
	for _, sc := range graphtest.Scenarios() {
		report := filepath.Join(t.TempDir(), sc.Name+".json")
		sys, _, stderr := world(80)
		run(t.Context(), []string{"audit", "--demo=" + sc.Name, "-q", "-o", "json=" + report}, sys)
		first := firstFix(t, report, stderr.String())
		for _, width := range []int{80, 120, 200} {
			t.Run(fmt.Sprintf("%s-%d", sc.Name, width), func(t *testing.T) {
				sys, out, _ := world(width)
				run(t.Context(), []string{"render", report, "--color", "never"}, sys)
				screen := out.String()
				checkScreen(t, screen, width, first)
				if width == 80 {
					checkCauses(t, report, screen)
				}
				goldenScreen(t, fmt.Sprintf("%s.%d.txt", sc.Name, width), screen)
			})
		}
	}
}

// firstFix is that of the first cause of a report that stops somebody, without its address; "" where there is none.
func firstFix(t *testing.T, report, said string) string {
	t.Helper()
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var doc struct {
		Summary struct {
			Causes []struct {
				Fix   string
				Stops int
			}
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for _, c := range doc.Summary.Causes {
		if c.Stops > 0 {
			fix, _, _ := strings.Cut(c.Fix, " https://")
			return strings.NewReplacer("Microsoft Entra admin", "Entra admin", "Microsoft Intune admin", "Intune admin").Replace(fix)
		}
	}
	return ""
}

func checkScreen(t *testing.T, screen string, width int, fix string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
	for _, line := range lines {
		if n := displaywidth.String(line); n > width {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !strings.Contains(lines[0], ": ") || strings.Contains(strings.Join(lines[1:], "\n"), "INCOMPLETE") {
		t.Errorf("the verdict is not said once, in the first line:\n%s", screen)
	}
	if ids := ruleID.FindString(screen); ids != "" {
		t.Errorf("%s is said without its title:\n%s", ids, screen)
	}
	top := strings.Join(lines[:min(len(lines), 24)], "\n")
	if flat := strings.Join(strings.Fields(top), " "); !strings.Contains(flat, strings.Join(strings.Fields(fix), " ")) {
		t.Errorf("the first 24 lines do not have all of %q:\n%s", fix, screen)
	}
	if len(lines) > 23 {
		t.Errorf("%d lines:\n%s", len(lines), screen)
	}
}

// What stops people, or makes a required rule fail, takes three lines at most on a small terminal, and its screen names
// three at least.
func checkCauses(t *testing.T, report, screen string) {
	t.Helper()
	sys, out, _ := world(80)
	run(t.Context(), []string{"render", report, "--color", "never", "--details"}, sys)
	_, changes, found := strings.Cut(out.String(), "\nWhat to change\n")
	changes, _, _ = strings.Cut(changes, "\n\n")
	all := causeLines.FindAllString(changes+"\n", -1)
	urgent := 0
	for _, cause := range all {
		if !strings.Contains(strings.Join(strings.Fields(cause), " "), ", blocks ") {
			continue
		}
		if urgent++; strings.Count(cause, "\n") > 3 {
			t.Errorf("takes more than three lines:\n%s", cause)
		}
	}
	if shown := len(causeLines.FindAllString(screen, -1)); shown < min(urgent, 3) || found && len(all) == 0 {
		t.Errorf("%d of %d causes that stop people are on the screen:\n%s", shown, urgent, screen)
	}
}

// causeLines is one cause on a screen.
var causeLines = regexp.MustCompile(`(?m)^[ 0-9]\d\. .*\n(?:    .*\n)*`)

// goldenScreen compares a screen with its file, or writes it.
func goldenScreen(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "golden", "screens", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (make it with: go test ./cmd/prepaudit -run TestScreens -update)", err)
	}
	if got != string(want) {
		t.Errorf("%s is another screen (if it should: go test ./cmd/prepaudit -run TestScreens -update):\n%s", path, got)
	}
}
