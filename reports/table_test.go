package reports

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/reports/plain"
	"prepaudit/rules"
)

func TestTable(t *testing.T) {
	for _, s := range stories(t) {
		for _, width := range []int{80, 140} {
			t.Run(fmt.Sprintf("%s-%d", s.name, width), func(t *testing.T) {
				for name, details := range map[string]bool{"": false, ".details": true} {
					got := write(t, "table", Options{Width: width, Details: details}, s)
					golden(t, fmt.Sprintf("%s%s.%d.txt", s.name, name, width), got)
					checkLines(t, got, width)
				}
			})
		}
	}
}

// checkLines holds what every terminal and every log relies on.
func checkLines(t *testing.T, got []byte, width int) {
	t.Helper()
	if !utf8.Valid(got) {
		t.Error("invalid UTF-8")
	}
	for i, line := range strings.Split(string(got), "\n") {
		if n := displaywidth.String(line); n > width {
			t.Errorf("line %d takes %d columns of %d: %s", i+1, n, width, line)
		}
		for _, r := range line {
			if plain.Hidden(r) {
				t.Errorf("line %d holds %U: %q", i+1, r, line)
			}
		}
		for _, command := range []string{"::error", "::set-output", "##vso", "##["} {
			if strings.Contains(line, command) {
				t.Errorf("line %d holds a workflow command: %s", i+1, line)
			}
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("line %d ends in spaces: %q", i+1, line)
		}
	}
}

// The first screen of the smallest terminal says how it stands, what to change first and where, and for whom; a change
// that there is no room for is counted, and what is to be clicked is whole at any width.
func TestTableFirstScreen(t *testing.T) {
	s := mixed(t)
	first := s.sum.Causes[0]
	for range 12 { // more than there is room for
		s.sum.Causes = append([]rules.Cause{first}, s.sum.Causes...)
	}
	for _, width := range []int{40, 80, 200} {
		screen := string(write(t, "table", Options{Width: width}, s))
		if n := strings.Count(screen, "\n"); width >= 80 && n >= 24 {
			t.Errorf("%d lines:\n%s", n, screen)
		}
		flat := strings.ReplaceAll(strings.Join(strings.Fields(screen), " "), "): ", ") ") // where to click begins no line
		warning := "Warnings: Turn on automatic enrollment (4 people)"
		if width < 80 {
			warning = "Warnings: 3." // changes come first
		}
		for _, want := range []string{"NOT READY: 9 of 13 people can prepare a PC: 3 are blocked, 1 unknown", "All data read",
			"1. " + first.Title + " (licensing, blocks 3, then at least 12 ready) " + first.Fix, " more, ", "Checked: the 13",
			warning, "--details"} {
			if !strings.Contains(flat, want) {
				t.Errorf("%d columns do not say %q:\n%s", width, want, screen)
			}
		}
	}
}

// Without --details nothing is said by the id of a rule.
func TestTableNamesTitles(t *testing.T) {
	s := mixed(t)
	brief, whole := string(write(t, "table", Options{Width: 100}, s)),
		string(write(t, "table", Options{Width: 100, Details: true}, s))
	id := regexp.MustCompile(`\b[A-Z]{3}-[0-9]{2}\b`)
	if found := id.FindString(brief); found != "" || !id.MatchString(whole) {
		t.Errorf("%q in\n%s", found, brief)
	}
}

// A rule that fails for no cause is named all the same, and so is what could not be checked and for want of what.
func TestTableWithoutCauses(t *testing.T) {
	s := mixed(t)
	s.sum.Causes = nil
	if got := string(write(t, "table", Options{Width: 80}, s)); !strings.Contains(got, "Fails: "+intune.Title+" (") {
		t.Errorf("no failure in\n%s", got)
	}
	got := strings.Join(strings.Fields(string(write(t, "table", Options{Width: 80}, incomplete(t)))), " ")
	for _, want := range []string{"Not all data read (3 datasets are missing or incomplete; 3 of 2,500 users)",
		"Couldn't be checked: " + intune.Title + "; " + enrollment.Title, "Missing permissions (see `prepaudit permissions --check`): Policy.Read.All."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestTableColorRepeatsWords(t *testing.T) {
	for _, s := range stories(t) {
		plain := write(t, "table", Options{Width: 100}, s)
		colored := write(t, "table", Options{Width: 100, Color: true}, s)
		if !bytes.Contains(colored, []byte("\x1b[")) {
			t.Errorf("%s: no color", s.name)
		}
		colored = regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAll(colored, nil)
		if !bytes.Equal(colored, plain) {
			t.Errorf("%s: without its colors the table differs:\n%s\n%s", s.name, colored, plain)
		}
	}
}

func TestTableWithoutTerminal(t *testing.T) {
	s := mixed(t)
	if got, want := write(t, "table", Options{}, s),
		write(t, "table", Options{Width: 100}, s); !bytes.Equal(got, want) {
		t.Errorf("without a width:\n%s", got)
	}
	checkLines(t, write(t, "table", Options{Width: 1}, s), 40)
	checkLines(t, write(t, "table", Options{Width: 1, Details: true}, s), 60)
	checkLines(t, write(t, "table", Options{Width: 1000}, s), 160)
}
