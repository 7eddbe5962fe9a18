package main

import (
	"io"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"golang.org/x/term"

	"prepaudit/cmd/prepaudit/probe"
)

// sys is the world that a command runs in, so that a test can make another.
type sys struct {
	stdout, stderr io.Writer
	lookupenv      func(string) (string, bool)
	now            func() time.Time
	// Columns of the terminal behind stdout and stderr; 0 where there is none.
	outWidth, errWidth int
	prober             func(timeout time.Duration) *probe.Prober

	worst atomic.Pointer[func()]
}

// getenv is a variable; "" when it is not set.
func (s *sys) getenv(name string) string {
	value, _ := s.lookupenv(name)
	return value
}

// atWorst sets what is done when the process must end though a command does not.
func (s *sys) atWorst(f func()) { s.worst.Store(&f) }

func system() *sys {
	return &sys{
		stdout: os.Stdout, stderr: os.Stderr, lookupenv: os.LookupEnv, now: time.Now,
		outWidth: columns(os.Stdout), errWidth: columns(os.Stderr),
		prober: func(timeout time.Duration) *probe.Prober { return probe.System(os.Getenv, timeout) },
	}
}

func columns(f *os.File) int {
	if !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		return w
	}
	return 80
}

// color decides about ANSI colours on stdout. https://no-color.org: any value but the empty one says no.
func (s *sys) color(mode string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return s.outWidth > 0 && s.getenv("NO_COLOR") == "" && s.getenv("TERM") != "dumb"
}

// printable is s with what could steer a terminal or break a line shown as a replacement character, and without
// "##", with which commands of Azure DevOps begin wherever they stand in a line. Errors carry names from the directory.
func printable(s string) string {
	var last rune
	return strings.Map(func(r rune) rune {
		again := r == '#' && last == '#'
		last = r
		if !again && (r == ' ' || unicode.IsGraphic(r) && !unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}
