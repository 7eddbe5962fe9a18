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
				got := write(t, "table", Options{Width: width}, s)
				golden(t, fmt.Sprintf("%s.%d.txt", s.name, width), got)
				checkLines(t, got, width)
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

// The first screen of the smallest terminal says how it stands, what decides that, what to do, and for whom.
func TestTableFirstScreen(t *testing.T) {
	s := mixed(t)
	for range 5 { // more than there is room for
		s.sum.Tallies = append(s.sum.Tallies, s.sum.Tallies[1])
	}
	s.sum.Tallies = append(s.sum.Tallies, rules.Tally{Rule: enrolment})
	screen := strings.Join(strings.Split(string(write(t, "table", Options{Width: 80}, s)), "\n")[:24], "\n")
	for _, want := range []string{"NOT READY", "Complete", "LIC-02", intune.Title + ": 7 fail",
		intune.Remediation[:20], "and 2 more rules", "Not checked: MDM-02", "Tenant",
		"In scope"} {
		if !strings.Contains(screen, want) {
			t.Errorf("the first screen does not say %q:\n%s", want, screen)
		}
	}
}

// Without --details a rule that decides nothing is named, and not more.
func TestTableNamesTheRest(t *testing.T) {
	s := mixed(t)
	brief, whole := string(write(t, "table", Options{Width: 100}, s)),
		string(write(t, "table", Options{Width: 100, Details: true}, s))
	if !strings.Contains(brief, "warning: MDM-02\n") || strings.Contains(brief,
		enrolment.Title) || !strings.Contains(whole, enrolment.Title) {
		t.Errorf("a warning is a line of its own with --details only:\n%s\n%s", brief, whole)
	}
}

func TestTableColourRepeatsWords(t *testing.T) {
	for _, s := range stories(t) {
		plain := write(t, "table", Options{Width: 100}, s)
		coloured := write(t, "table", Options{Width: 100, Color: true}, s)
		if !bytes.Contains(coloured, []byte("\x1b[")) {
			t.Errorf("%s: no colour", s.name)
		}
		coloured = regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAll(coloured, nil)
		if !bytes.Equal(coloured, plain) {
			t.Errorf("%s: without its colours the table differs:\n%s\n%s", s.name, coloured, plain)
		}
	}
}

func TestTableWithoutTerminal(t *testing.T) {
	s := mixed(t)
	if got, want := write(t, "table", Options{}, s),
		write(t, "table", Options{Width: 100}, s); !bytes.Equal(got, want) {
		t.Errorf("without a width:\n%s", got)
	}
	narrow := write(t, "table", Options{Width: 1}, s)
	checkLines(t, narrow, 60)
	text, _, _ := bytes.Cut(narrow, []byte("\n  In scope ")) // the first columns
	checkLines(t, text, 40)
	checkLines(t, write(t, "table", Options{Width: 1000}, s), 160)
}
