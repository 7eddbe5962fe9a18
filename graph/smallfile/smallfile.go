// Package smallfile reads files that somebody names on a command line and that are small: keys, certificates, tables.
// None can hold a run up or fill its memory, whatever it turns out to be.
package smallfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// patience is how long a pipe may take to bring all of its contents.
const patience = 5 * time.Second

// Read reads a file of so many bytes at most. A pipe, as a shell's <(command) is one, has five seconds; a device is none.
func Read(path string, most int64) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe that nobody writes to is opened too
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, failed(path, errors.New("it is a folder"))
	case mode&fs.ModeDevice != 0:
		return nil, failed(path, errors.New("it is a device, not a file"))
	}
	b, err := readWithin(f, most+1, info.Mode()&fs.ModeNamedPipe != 0)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, failed(path, fmt.Errorf("it is a pipe that did not come to its end in %v", patience))
	case err != nil:
		return nil, err
	case int64(len(b)) > most:
		return nil, failed(path, fmt.Errorf("it is larger than %d KiB", most>>10))
	}
	return b, nil
}

// readWithin reads so much at most. A pipe without a writer is at its end: it is read again until one came.
func readWithin(f *os.File, most int64, pipe bool) ([]byte, error) {
	if !pipe {
		return io.ReadAll(io.LimitReader(f, most))
	}
	end := time.Now().Add(patience)
	if err := f.SetReadDeadline(end); err != nil {
		return nil, err
	}
	for {
		b, err := io.ReadAll(io.LimitReader(f, most))
		if len(b) > 0 || err != nil {
			return b, err
		}
		if time.Now().After(end) {
			return nil, os.ErrDeadlineExceeded
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Text is Read for text: UTF-8, or UTF-16 with a byte-order mark, as Windows PowerShell writes it. The mark is no part
// of what is returned.
func Text(path string, most int64) ([]byte, error) {
	b, err := Read(path, most)
	if err != nil {
		return nil, err
	}
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), b)
	if err != nil {
		return nil, failed(path, err)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, failed(path, errors.New("it isn't text: neither UTF-8 nor UTF-16 with a byte-order mark"))
	}
	return text, nil
}

func failed(path string, err error) error { return &fs.PathError{Op: "read", Path: path, Err: err} }
