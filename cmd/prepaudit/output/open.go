package output

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

func (t *target) open(ctx context.Context, stdout io.Writer) error {
	if t.path == "-" {
		t.buf = bufio.NewWriterSize(stdout, 64<<10)
		return nil
	}
	path := real(t.path) // the file behind a link is replaced, or made, not the link
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(t.path[len(t.path)-1]):
		return fmt.Errorf("-o %s: %s is a folder", t.format, t.path)
	case errors.Is(err, syscall.ELOOP):
	case err == nil && !info.Mode().IsRegular():
		t.file, err = openSpecial(ctx, path)
	default:
		made, failed := makeFolder(filepath.Dir(path))
		if t.made, err = append(t.made, made...), failed; err == nil {
			t.final = path
			t.file, t.release, err = temporary(path)
		}
	}
	if err != nil {
		return fmt.Errorf("-o %s: %w", t.format, err)
	}
	t.buf = bufio.NewWriterSize(t.file, 256<<10)
	return nil
}

// openSpecial opens a pipe or a device. A pipe that nobody reads blocks, which a minute or Ctrl-C must end.
func openSpecial(ctx context.Context, path string) (*os.File, error) {
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		return o.file, o.err
	case <-time.After(time.Minute):
		return nil, errors.New("nobody reads the pipe")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// makeFolder makes a folder and what is missing above it, and says what it made, the innermost first.
func makeFolder(dir string) (made []string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		made = append(made, d)
	}
	return made, os.MkdirAll(dir, 0o700)
}
