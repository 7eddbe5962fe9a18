package tenants

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/crash"
	"prepaudit/reports/record"
)

// So many at once and no more, every tenant once, and a panic is a failure of its tenant alone.
func TestRun(t *testing.T) {
	for _, atOnce := range []int{1, 4, 16, 100} {
		synctest.Test(t, func(t *testing.T) {
			var under, most, panics atomic.Int64
			ended := 0
			all := Run(t.Context(), 40, atOnce, func(i int) record.Audited {
				n := under.Add(1)
				defer under.Add(-1)
				for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
				}
				time.Sleep(time.Duration(1+i%7) * time.Second)
				if i == 11 {
					panic("tenant 11 has something that nobody thought of")
				}
				return record.Audited{Name: fmt.Sprint(i), State: record.Complete}
			}, func(i int, a *record.Audited, caught *crash.Panic) {
				ended++ // without a lock: one at a time
				if caught != nil {
					panics.Add(int64(i))
				}
			})
			if most.Load() != int64(min(atOnce, 40)) || ended != 40 || panics.Load() != 11 {
				t.Errorf("%d at once: %d were, %d ended, panics %d", atOnce, most.Load(), ended, panics.Load())
			}
			for i, a := range all {
				switch {
				case i == 11 && (a.State != record.Failed || a.ExitStatus != 1 || !strings.Contains(a.Why, "nobody thought of")):
					t.Errorf("the panic is told as %+v", a)
				case i != 11 && (a.Name != fmt.Sprint(i) || a.State != record.Complete):
					t.Errorf("tenant %d is %+v", i, a)
				}
			}
		})
	}
}

// Once it is interrupted nothing begins any more. What ended stands.
func TestRunInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(2500*time.Millisecond, cancel)
		began := atomic.Int64{}
		all := Run(ctx, 10, 2, func(int) record.Audited {
			began.Add(1)
			select {
			case <-time.After(time.Second):
				return record.Audited{State: record.Complete}
			case <-ctx.Done():
				return record.Audited{State: record.NotRead, Why: "interrupted"}
			}
		}, func(int, *record.Audited, *crash.Panic) {})
		for i, a := range all {
			want := record.NotRead
			if i < 4 {
				want = record.Complete
			}
			if a.State != want || (a.Why == "") != (i < 4) {
				t.Errorf("tenant %d is %+v", i, a)
			}
		}
		if began.Load() != 6 {
			t.Errorf("%d began", began.Load())
		}
	})
}

// slowly writes byte by byte, so that whoever doesn't wait tears a line.
type slowly struct{ bytes.Buffer }

func (s *slowly) Write(p []byte) (int, error) {
	for _, b := range p {
		s.WriteByte(b)
	}
	return len(p), nil
}

// Lines of several tenants are whole, however they are written, and each has the name of its tenant.
func TestLines(t *testing.T) {
	to := &slowly{}
	lines := NewLines(to)
	var writers []io.WriteCloser
	for i := range 8 {
		writers = append(writers, lines.Of(fmt.Sprintf("tenant%d", i)))
	}
	Run(t.Context(), 8, 8, func(i int) record.Audited {
		for n := range 200 {
			fmt.Fprintf(writers[i], "line %d ", n)
			io.WriteString(writers[i], strings.Repeat("x", n%50))
			io.WriteString(writers[i], " end\nand ")
			io.WriteString(writers[i], "another\n")
		}
		io.WriteString(writers[i], "without an end")
		writers[i].Close()
		return record.Audited{}
	}, func(i int, _ *record.Audited, _ *crash.Panic) { fmt.Fprintf(lines, "prepaudit: %d ended\n", i) })
	next := map[string]int{}
	for line := range strings.Lines(to.String()) {
		name, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			t.Fatalf("%q has no name", line)
		}
		n := next[name]
		next[name]++
		want := fmt.Sprintf("line %d %s end", n/2, strings.Repeat("x", n/2%50))
		switch {
		case name == "prepaudit":
			continue
		case n == 400:
			want = "without an end"
		case n%2 == 1:
			want = "and another"
		}
		if text != want {
			t.Fatalf("line %d of %s is %q, want %q", n, name, text, want)
		}
	}
	for name, n := range next {
		if name == "prepaudit" && n != 8 || name != "prepaudit" && n != 401 {
			t.Errorf("%s has %d lines", name, n)
		}
	}
}

func TestCheckNames(t *testing.T) {
	taken := []string{"summary.json"}
	if err := CheckNames([]string{"contoso", "Fabrikam.com", "a-b_c.9", "com10", "console", "x.con"}, taken); err != nil {
		t.Error(err)
	}
	for _, bad := range [][]string{
		{""}, {"."}, {".."}, {"a/b"}, {`a\b`}, {"a:b"}, {"a b"}, {"a."}, {"-a"}, {".a"}, {"a\x00"}, {"a\nb"}, {"ü"}, {"aux"},
		{"Con"}, {"nul.txt"}, {"LPT1"}, {"com1.d"}, {"a", "b", "A"}, {"Summary.JSON"}, {strings.Repeat("a", 65)}, {"~"}, {"$x"},
		{"%x"}, {"*"}, {"a|b"},
	} {
		if CheckNames(bad, taken) == nil {
			t.Errorf("%q are good", bad)
		}
	}
}
