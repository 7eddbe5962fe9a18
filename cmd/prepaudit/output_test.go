package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

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
			old, last, fresh := filepath.Join(dir, "old.json"), filepath.Join(dir, "last.xlsx"), filepath.Join(dir, "new", "fresh.txt")
			if err := os.WriteFile(old, []byte("the last report"), 0o600); err != nil {
				t.Fatal(err)
			}
			ts, err := parseTargets([]string{"json=" + old, "table=" + fresh, "xlsx=" + last})
			if err != nil {
				t.Fatal(err)
			}
			if err := openTargets(t.Context(), ts, io.Discard); err != nil {
				t.Fatal(err)
			}
			for _, target := range ts {
				io.WriteString(target.buf, "the new report")
			}
			spoil(t, ts)
			if err := publish(ts); err == nil {
				t.Fatal("published")
			}
			abandon(ts)
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

// A full disk, a closed pipe and a folder that takes no files end in an error for every format. No file appears, and
// nothing is left behind.
func TestEveryFormatFails(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("/dev/full and /proc are Linux's")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	report, beside := filepath.Join(dir, "report.json"), filepath.Join(dir, "beside.csv")
	sys := process.System()
	sys.Stdout, sys.Stderr = io.Discard, io.Discard
	if status := run(t.Context(), []string{"audit", "--demo=healthy", "-q", "-o", "json=" + report}, sys); status != process.StatusMet {
		t.Fatalf("status %d", status)
	}
	for _, format := range formatNames() {
		for _, place := range []string{"/dev/full", "-", "/proc/report", filepath.Join(report, "report")} {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			var said strings.Builder
			sys := process.System()
			sys.Stdout, sys.Stderr = io.Discard, &said
			if place == "-" {
				sys.Stdout = w
			}
			status := run(t.Context(), []string{"render", report, "-o", format + "=" + place, "-o", "csv=" + beside}, sys)
			w.Close()
			if status != process.StatusFailed || !strings.Contains(said.String(), "-o "+format) {
				t.Errorf("%s to %s: status %d, %s", format, place, status, said.String())
			}
			for _, folder := range []string{dir, os.Getenv("TMPDIR")} {
				if left, err := os.ReadDir(folder); err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != "report.json" {
					t.Errorf("%s to %s leaves %v, %v", format, place, left, err)
				}
			}
		}
	}
}

// A pipe that nobody reads does not hold an interrupted run.
func TestPipeWithoutReader(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := makePipe(pipe); err != nil {
		t.Skipf("pipes cannot be made here: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	status := run(ctx, []string{"audit", "--demo=healthy", "-o", "table=" + pipe}, &process.Sys{
		Stdout: io.Discard, Stderr: io.Discard, Now: time.Now, LookupEnv: func(string) (string, bool) { return "", false },
	})
	if status != process.StatusInterrupted {
		t.Errorf("status %d, want %d", status, process.StatusInterrupted)
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
