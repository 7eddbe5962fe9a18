package reports

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"prepaudit/reports/planning"
	"prepaudit/reports/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file under testdata/golden/reports.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("..", "testdata", "golden", "reports", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (make it with: go test ./reports -update)", err)
	}
	if !bytes.Equal(got, want) {
		g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
		for i := range min(len(g), len(w)) {
			if !bytes.Equal(g[i], w[i]) {
				t.Fatalf("%s differs at line %d:\n got %.300s\nwant %.300s\n(if it should: go test ./reports -update)", path, i+1, g[i], w[i])
			}
		}
		t.Fatalf("%s: got %d lines, want %d", path, len(g), len(w))
	}
}

// planned makes what writes a format, and plans before.
func planned(t *testing.T, format string, w io.Writer, o Options) record.Handler {
	t.Helper()
	to, err := New(format, w, o)
	if err != nil {
		t.Fatal(err)
	}
	return planning.Before(to, planning.Options{})
}

// write plays a story through a format.
func write(t *testing.T, format string, o Options, s *story) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.play(planned(t, format, &b, o)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
