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

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
)

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
	status := run(t.Context(), []string{"audit", "--demo=healthy", "-q", "-o", "json=" + report}, sys)
	if status != process.StatusMet {
		t.Fatalf("status %d", status)
	}
	for _, format := range output.FormatNames() {
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
			args := []string{"render", report, "-o", format + "=" + place, "-o", "csv=" + beside}
			status := run(t.Context(), args, sys)
			w.Close()
			if status != process.StatusFailed || !strings.Contains(said.String(), "-o "+format) {
				t.Errorf("%s to %s: status %d, %s", format, place, status, said.String())
			}
			for _, folder := range []string{dir, os.Getenv("TMPDIR")} {
				left, err := os.ReadDir(folder)
				if err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != "report.json" {
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
		Stdout: io.Discard, Stderr: io.Discard, Now: time.Now,
		LookupEnv: func(string) (string, bool) { return "", false },
	})
	if status != process.StatusInterrupted {
		t.Errorf("status %d, want %d", status, process.StatusInterrupted)
	}
}
