package audit

import (
	"io"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
)

// A bar is drawn over itself: a terminal that cannot move its cursor back gets lines, as a log does.
func TestProgressBar(t *testing.T) {
	for _, c := range []struct {
		term  string
		width int
		bar   bool
	}{{"dumb", 80, false}, {"xterm", 80, true}, {"", 80, true}, {"xterm", 0, false}} {
		p := newProgress(&process.Sys{Stderr: io.Discard, Now: time.Now, ErrWidth: c.width,
			LookupEnv: func(name string) (string, bool) { return c.term, name == "TERM" && c.term != "" }}, false)
		if got := p.bar != nil; got != c.bar {
			t.Errorf("TERM=%s, %d columns: a bar %v, want %v", c.term, c.width, got, c.bar)
		}
		p.done()
	}
}
