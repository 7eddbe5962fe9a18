package temporary

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
)

// Rows come back as they were, in memory and from the file, as often as they are asked for; an error ends it, and nothing
// is left behind.
func TestRows(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	for _, n := range []int{0, 1, 3, 40_000} {
		var r Rows
		row := func(i int) []byte { return []byte(strings.Repeat("ü\x00", i%100)) }
		for i := range n {
			if err := r.Add(row(i)); err != nil {
				t.Fatal(err)
			}
		}
		if on := r.file != nil; on != (n > 10_000) {
			t.Errorf("%d rows in a file: %v", n, on)
		}
		stop := errors.New("stop")
		if err := r.Each(func([]byte) error { return stop }); n > 0 && err != stop {
			t.Errorf("an error ends as %v", err)
		}
		for range 2 {
			i := 0
			err := r.Each(func(got []byte) error {
				if !bytes.Equal(got, row(i)) {
					t.Fatalf("row %d is %q", i, got)
				}
				i++
				return nil
			})
			if err != nil || i != n {
				t.Errorf("%d of %d rows: %v", i, n, err)
			}
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}
