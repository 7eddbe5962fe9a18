package output

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// opened is a run that has begun to write to a file.
func opened(t *testing.T, path string) *Output {
	t.Helper()
	o, err := OpenFiles(t.Context(), process.System(), Options{Targets: []string{"a=" + path}, Quiet: true}, []string{"a"}, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	return o
}

func write(t *testing.T, o *Output, text string) {
	t.Helper()
	err := o.WriteFiles(t.Context(), func(_ string, w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	o.Close()
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// A run removes what others left that were killed, and nothing else: not what one that is alive writes.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".r.json.prepaudit-123", ".r.json.prepaudit-123.old", ".r.xlsx.prepaudit-9", // left
		".r.json.swp", ".prepaudit-12", "r.prepaudit-12", ".r.prepaudit-12x", "r.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	alive := opened(t, filepath.Join(dir, "r.json"))
	write(t, opened(t, filepath.Join(dir, "other.json")), "other")
	write(t, alive, "whole")
	want := []string{".prepaudit-12", ".r.json.swp", ".r.prepaudit-12x", "other.json", "r.json", "r.prepaudit-12"}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Two runs with one target do not disturb each other: both end, and the file is that of the last.
func TestTwoRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.json")
	first, second := opened(t, path), opened(t, path)
	for _, run := range []struct {
		*Output
		text string
	}{{second, "second"}, {first, "first"}} {
		write(t, run.Output, run.text)
		if b, err := os.ReadFile(path); err != nil || string(b) != run.text {
			t.Errorf("the file is %q, %v, want %q", b, err, run.text)
		}
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

// A link to a file that is not there yet stays a link, and the file is made.
func TestLinkToNothing(t *testing.T) {
	for name, make := range map[string]func(link, dir string) error{
		"relative": func(link, dir string) error { return os.Symlink("../share/r.json", link) },
		"absolute": func(link, dir string) error { return os.Symlink(filepath.Join(dir, "share", "r.json"), link) },
		"of links": func(link, dir string) error {
			if err := os.Symlink("share", filepath.Join(dir, "s")); err != nil {
				return err
			}
			if err := os.Symlink("../s/r.json", filepath.Join(dir, "links", "next")); err != nil {
				return err
			}
			return os.Symlink("next", link)
		},
	} {
		dir := t.TempDir()
		for _, d := range []string{"share", "links"} {
			if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		link := filepath.Join(dir, "links", "r.json")
		if err := make(link, dir); err != nil {
			t.Skipf("links cannot be made here: %v", err)
		}
		write(t, opened(t, link), "report")
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s: the link is gone: %v, %v", name, info, err)
		}
		if b, err := os.ReadFile(filepath.Join(dir, "share", "r.json")); err != nil || string(b) != "report" {
			t.Errorf("%s: the file is %q, %v", name, b, err)
		}
	}
}

func TestLinkInACircle(t *testing.T) {
	link := filepath.Join(t.TempDir(), "r.json")
	if err := os.Symlink("r.json", link); err != nil {
		t.Skipf("links cannot be made here: %v", err)
	}
	o, err := OpenFiles(t.Context(), process.System(), Options{Targets: []string{"a=" + link}, Quiet: true}, []string{"a"}, "")
	if err == nil {
		o.Close()
		t.Error("a link to itself is written")
	}
}
