package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	older = flag.String("older", "", "hold this folder of reports against that of -newer")
	newer = flag.String("newer", "", "the folder of reports that is held against that of -older")
)

// mostLines are shown of the differences of one file.
const mostLines = 3

// Each difference between two folders of TestEveryReport fails. Without folders, those made here must be found.
func TestCompareReports(t *testing.T) {
	if *older != "" || *newer != "" {
		for _, d := range compared(t, *older, *newer) {
			t.Error(d)
		}
		return
	}
	one, two := t.TempDir(), t.TempDir()
	x := strings.Repeat("x", 500)
	for name, text := range map[string]string{
		"same": "a\n", "sub/gone": "", "sub/changed": "a\nb\nc\n", "long": x + "y", "longer": "a\n",
	} {
		put(t, filepath.Join(one, name), []byte(text))
	}
	for name, text := range map[string]string{
		"same": "a\n", "sub/new": "", "sub/changed": "a\nB\nc\n", "long": x + "z", "longer": "a\nb\n",
	} {
		put(t, filepath.Join(two, name), []byte(text))
	}
	x = "…" + x[:60]
	want := []string{
		"long differs\n  line 1\n    - " + x + "y\n    + " + x + "z",
		"longer differs\n  line 2\n    - nothing\n    + b",
		"sub/changed differs\n  line 2\n    - b\n    + B",
		"sub/gone is in the older folder only",
		"sub/new is in the newer folder only",
	}
	if got := compared(t, one, two); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := compared(t, one, one); len(got) > 0 {
		t.Errorf("a folder differs from itself: %q", got)
	}
}

// compared names each file that is on one side only, and the first lines that differ of each other one.
func compared(t *testing.T, older, newer string) (differences []string) {
	one, two := filesIn(t, older), filesIn(t, newer)
	if len(one)+len(two) == 0 {
		t.Fatal("there is no file to compare")
	}
	names := maps.Clone(one)
	maps.Copy(names, two)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch {
		case !two[name]:
			differences = append(differences, name+" is in the older folder only")
		case !one[name]:
			differences = append(differences, name+" is in the newer folder only")
		default:
			a, errA := os.ReadFile(filepath.Join(older, name))
			b, errB := os.ReadFile(filepath.Join(newer, name))
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			if !bytes.Equal(a, b) {
				differences = append(differences, name+" differs"+lines(a, b))
			}
		}
	}
	return differences
}

func filesIn(t *testing.T, dir string) map[string]bool {
	files := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(name)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// lines are the first lines that differ, each from a little before where it does.
func lines(a, b []byte) string {
	var said strings.Builder
	for n, shown := 1, 0; (len(a) > 0 || len(b) > 0) && shown < mostLines; n++ {
		var x, y string
		x, a = nextLine(a)
		y, b = nextLine(b)
		if x == y {
			continue
		}
		shown++
		at := 0
		for at < min(len(x), len(y)) && x[at] == y[at] {
			at++
		}
		fmt.Fprintf(&said, "\n  line %d\n    - %s\n    + %s", n, around(x, at), around(y, at))
	}
	return said.String()
}

// nextLine cuts one line off; at the end it is "nothing".
func nextLine(b []byte) (line string, rest []byte) {
	if len(b) == 0 {
		return "nothing", nil
	}
	first, rest, _ := bytes.Cut(b, []byte("\n"))
	return string(first), rest
}

// around is a line at a byte, and what stands near it.
func around(line string, at int) string {
	before, after := "", ""
	from, to := max(0, at-60), min(len(line), at+100)
	if from > 0 {
		before = "…"
	}
	if to < len(line) {
		after = "…"
	}
	return before + strings.ToValidUTF8(line[from:to], "�") + after
}
