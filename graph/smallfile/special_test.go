//go:build !windows

package smallfile

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What is no file ends with an error that says so; a pipe that somebody writes is read.
func TestSpecial(t *testing.T) {
	if _, err := Read("/dev/zero", 1024); err == nil || !strings.Contains(err.Error(), "device") {
		t.Errorf("/dev/zero: %v", err)
	}
	pipe := func() string {
		path := filepath.Join(t.TempDir(), "pipe")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	written := pipe()
	go func() {
		time.Sleep(50 * time.Millisecond)
		f, err := os.OpenFile(written, os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		_, _ = f.WriteString("sec")
		time.Sleep(50 * time.Millisecond)
		_, _ = f.WriteString("ret")
	}()
	if got, err := Read(written, 1024); err != nil || string(got) != "secret" {
		t.Errorf("a pipe: %q, %v", got, err)
	}
	for name, open := range map[string]int{"nobody writes": os.O_RDONLY, "nothing is written": os.O_RDWR} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := pipe()
			f, err := os.OpenFile(path, open|syscall.O_NONBLOCK, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			began := time.Now()
			_, err = Read(path, 1024)
			if err == nil || !strings.Contains(err.Error(), "pipe") || time.Since(began) > 2*patience {
				t.Errorf("after %v: %v", time.Since(began), err)
			}
		})
	}
}
