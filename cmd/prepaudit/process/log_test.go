package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

// slowly writes byte by byte, so that whoever doesn't wait tears a line.
type slowly struct{ bytes.Buffer }

func (s *slowly) Write(p []byte) (int, error) {
	for _, b := range p {
		s.WriteByte(b)
	}
	return len(p), nil
}

// Lines of several parts are whole, however many speak at once, and each has the name of its part.
func TestLinesOfParts(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		to := &slowly{}
		whole := &Sys{Stderr: to, JSONLog: asJSON}
		var all sync.WaitGroup
		for i := range 8 {
			part := whole.Beside(fmt.Sprintf("tenant%d", i), io.Discard)
			all.Go(func() {
				for n := range 200 {
					part.Tell(fmt.Sprintf("line %d %s", 2*n, strings.Repeat("x", n%50)))
					part.Tell(fmt.Sprintf("line %d\nand more", 2*n+1))
				}
				whole.Note("one ended")
			})
		}
		all.Wait()
		next := map[string]int{}
		for line := range strings.Lines(to.String()) {
			name, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			if asJSON {
				var one struct{ Tenant, Msg string }
				if err := json.Unmarshal([]byte(line), &one); err != nil {
					t.Fatalf("%v: %s", err, line)
				}
				name, text, _ = strings.Cut(one.Tenant+": "+one.Msg, ": ")
			}
			if name == "prepaudit" || name == "" || text == "and more" {
				continue
			}
			if want := fmt.Sprintf("line %d", next[name]); text != want && !strings.HasPrefix(text, want+" ") &&
				!strings.HasPrefix(text, want+"\n") {
				t.Fatalf("line %d of %s is %q", next[name], name, text)
			}
			next[name]++
		}
		for name, n := range next {
			if n != 400 {
				t.Errorf("%s has %d lines", name, n)
			}
		}
		if len(next) != 8 {
			t.Errorf("%d parts spoke", len(next))
		}
	}
}
