package network

import (
	"fmt"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

// probing tells on a terminal how far the probes are. It lasts seconds, so a log is told nothing.
type probing struct {
	sys   *process.Sys
	shown int // columns
	quiet bool
}

func newProbing(sys *process.Sys, quiet bool) *probing {
	return &probing{sys: sys, quiet: quiet || sys.ErrWidth == 0 || sys.JSONLog}
}

// set is called one at a time.
func (p *probing) set(n, all int) {
	if p.quiet || n%5 != 0 && n != all {
		return
	}
	line := fmt.Sprintf("probing %d of %d", n, all)
	if len(line) >= p.sys.ErrWidth {
		return
	}
	fmt.Fprintf(p.sys.Stderr, "\r%s", line)
	p.shown = max(p.shown, len(line))
}

// done takes the line away.
func (p *probing) done() {
	if p.shown > 0 {
		fmt.Fprintf(p.sys.Stderr, "\r%s\r", strings.Repeat(" ", p.shown))
	}
}
