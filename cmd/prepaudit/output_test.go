package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// When one report cannot be moved to its place, none is, and the last ones stay.
func TestPublishAllOrNone(t *testing.T) {
	dir := t.TempDir()
	old, blocked, fresh := filepath.Join(dir, "old.json"), filepath.Join(dir, "blocked.xlsx"), filepath.Join(dir, "new", "fresh.txt")
	if err := os.WriteFile(old, []byte("the last report"), 0o600); err != nil {
		t.Fatal(err)
	}
	ts, err := parseTargets([]string{"json=" + old, "table=" + fresh, "xlsx=" + blocked})
	if err != nil {
		t.Fatal(err)
	}
	if err := openTargets(ts, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, target := range ts {
		io.WriteString(target.buf, "the new report")
	}
	// Meanwhile somebody puts a folder where a report should go.
	if err := os.MkdirAll(filepath.Join(blocked, "something"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := publish(ts); err == nil {
		t.Fatal("published over a folder")
	}
	abandon(ts)
	if b, err := os.ReadFile(old); err != nil || string(b) != "the last report" {
		t.Errorf("the last report is %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Dir(fresh)); !os.IsNotExist(err) {
		t.Errorf("the folder of a report that was not published: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
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
