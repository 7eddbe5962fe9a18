package output

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"prepaudit/cmd/prepaudit/process"
)

// When one report cannot be moved to its place, none is, and the last ones stay.
func TestPublishAllOrNone(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, ts []*target){
		"a folder is in the way": func(t *testing.T, ts []*target) {
			if err := os.MkdirAll(filepath.Join(ts[2].final, "something"), 0o700); err != nil {
				t.Fatal(err)
			}
		},
		"the new report is gone": func(t *testing.T, ts []*target) {
			if err := os.Remove(ts[2].file.Name()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			old, last := filepath.Join(dir, "old.json"), filepath.Join(dir, "last.xlsx")
			fresh := filepath.Join(dir, "new", "fresh.txt")
			if err := os.WriteFile(old, []byte("the last report"), 0o600); err != nil {
				t.Fatal(err)
			}
			values := []string{"a=" + old, "b=" + fresh, "c=" + last}
			o, err := OpenFiles(t.Context(), process.System(), Options{Targets: values, Quiet: true}, []string{"a", "b", "c"}, "")
			if err != nil {
				t.Fatal(err)
			}
			err = o.WriteFiles(t.Context(), func(format string, w io.Writer) error {
				if format == "c" {
					spoil(t, o.targets)
				}
				_, err := io.WriteString(w, "the new report")
				return err
			})
			if err == nil {
				t.Fatal("published")
			}
			o.Close()
			if b, err := os.ReadFile(old); err != nil || string(b) != "the last report" {
				t.Errorf("the last report is %q, %v", b, err)
			}
			if _, err := os.Stat(filepath.Dir(fresh)); !os.IsNotExist(err) {
				t.Errorf("the folder of a report that was not published: %v", err)
			}
			left, err := filepath.Glob(filepath.Join(dir, ".*"))
			if err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestSamePath(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("a.json", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.json", "link.json"); err != nil {
		t.Skipf("links cannot be made here: %v", err)
	}
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"a.json", "./a.json", true},
		{"a.json", filepath.Join(dir, "a.json"), true},
		{"a.json", "link.json", true},
		{"new.json", filepath.Join(dir, "new.json"), true},
		{"a.json", "b.json", false},
		{"-", "-", true},
		{"-", "./-", false},
	} {
		if got := samePath(tt.a, tt.b); got != tt.same {
			t.Errorf("samePath(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}
