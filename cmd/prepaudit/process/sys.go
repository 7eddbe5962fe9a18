// Package process is what commands know of the process they run in: streams, clock and environment, exit statuses, and
// the errors that lead to them. It knows no command.
package process

import (
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"golang.org/x/term"

	"prepaudit/cmd/prepaudit/probe"
)

// Sys is the world that a command runs in, so that a test can make another.
type Sys struct {
	Stdout, Stderr io.Writer
	LookupEnv      func(string) (string, bool)
	Environ        func() []string // as of os.Environ; nil where only LookupEnv tells
	Now            func() time.Time
	// Columns of the terminal behind stdout and stderr; 0 where there is none.
	OutWidth, ErrWidth int
	// Terminal says that somebody sits at one, who sees standard error and can answer: a window or a code may ask.
	Terminal bool
	Prober   func(timeout time.Duration) *probe.Prober
	// LastRequestID is that of the last answer of Graph, for reports of mistakes; nil where none is read.
	LastRequestID func() string
	// Hide puts pseudonyms in place of names; nil where nobody asked for them.
	Hide func(string) string
	// JSONLog has standard error be one JSON object a line.
	JSONLog bool

	// Name is that of a part, see Beside; "" for the whole.
	Name string

	worst   atomic.Pointer[func()]
	writing sync.Mutex // of Stderr
	whole   *Sys       // of which it is a part; nil for all
}

// Beside is the world of a part of a command that runs beside others: nobody sits before it, and what it says has its
// name.
func (s *Sys) Beside(name string, stdout io.Writer) *Sys {
	return &Sys{Stdout: stdout, Stderr: s.Stderr, LookupEnv: s.LookupEnv, Environ: s.Environ, Now: s.Now, Prober: s.Prober,
		JSONLog: s.JSONLog, Name: name, whole: s}
}

// Getenv is a variable; "" when it is not set.
func (s *Sys) Getenv(name string) string {
	value, _ := s.LookupEnv(name)
	return value
}

// AtWorst sets what is done when the process must end though a command does not.
func (s *Sys) AtWorst(f func()) { s.worst.Store(&f) }

// Worst does what was set.
func (s *Sys) Worst() {
	if f := s.worst.Load(); f != nil {
		(*f)()
	}
}

// System is the world of this process.
func System() *Sys {
	return &Sys{
		Stdout: os.Stdout, Stderr: os.Stderr, LookupEnv: os.LookupEnv, Environ: os.Environ, Now: time.Now,
		OutWidth: columns(os.Stdout), ErrWidth: columns(os.Stderr),
		Terminal: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		Prober:   func(timeout time.Duration) *probe.Prober { return probe.System(os.Getenv, timeout) },
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

// ColorWords are the modes of Color.
var ColorWords = []string{"auto", "always", "never"}

// Color decides about ANSI colors on stdout. https://no-color.org: any value but the empty one says no.
func (s *Sys) Color(mode string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return s.OutWidth > 0 && s.Getenv("NO_COLOR") == "" && s.Getenv("TERM") != "dumb"
}

// Printable is s with what could steer a terminal or break a line shown as a replacement character, and without
// "##", with which commands of Azure DevOps begin wherever they stand in a line. Errors carry names from the directory.
func Printable(s string) string {
	var last rune
	return strings.Map(func(r rune) rune {
		again := r == '#' && last == '#'
		last = r
		if !again && (r == ' ' || unicode.IsGraphic(r) &&
			!unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}
