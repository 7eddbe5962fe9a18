package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// file is what a look through a file found. Offsets count bytes of UTF-8.
type file struct {
	path, name string
	collection bool
	nextLink   bool
	count      int   // @odata.count; -1 when absent
	start, end int64 // of the value of "value" with the colon before it, or of the whole entity
	refused    int   // the status, where the answer is a refusal; else 0
}

// utf8 makes UTF-8 of a file, whatever its byte-order mark says: Windows PowerShell writes UTF-16.
func utf8(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(unicode.UTF8.NewDecoder()))
}

// open reads from start to end.
func (f *file) open() (io.ReadCloser, error) {
	opened, err := os.Open(f.path)
	if err != nil {
		return nil, fmt.Errorf("reading saved answers: %w", err)
	}
	r := bufio.NewReaderSize(utf8(opened), 64<<10)
	if _, err := io.CopyN(io.Discard, r, f.start); err != nil {
		opened.Close()
		return nil, fmt.Errorf("reading %s: %w", f.path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, f.end-f.start), opened}, nil
}

// scanFile looks through a file, which must hold one JSON object.
func scanFile(path string) (*file, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe would be waited for
		return nil, broken(path, "it isn't a file", saveAgain)
	}
	opened, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading saved answers: %w", err)
	}
	defer opened.Close()
	r := bufio.NewReader(utf8(opened))
	if head, _ := r.Peek(512); len(bytes.TrimSpace(head)) == 0 {
		return nil, broken(path, "the file is empty", saveAgain)
	} else if bytes.TrimSpace(head)[0] == '<' {
		return nil, broken(path, "it has a web page, not an answer of Graph", saveAgain)
	} else if bytes.TrimSpace(head)[0] == '[' {
		return nil, broken(path, "it has a bare list",
			`save the whole answer, the object with "value", as Graph sent it`)
	}
	f := &file{path: path, name: filepath.Base(path), count: -1}
	dec := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err := f.scan(dec); err != nil {
		return nil, scanError(path, dec, err)
	}
	return f, nil
}

func (f *file) scan(dec *jsontext.Decoder) error {
	tok, err := dec.ReadToken()
	if err != nil {
		return err
	}
	if tok.Kind() != '{' {
		return errors.New("it has no JSON object")
	}
	for dec.PeekKind() != '}' {
		tok, err := dec.ReadToken()
		if err != nil {
			return err
		}
		name, at := tok.String(), dec.InputOffset()
		kind := dec.PeekKind()
		switch {
		case name == "error" && kind == '{':
			v, err := dec.ReadValue()
			if err != nil {
				return err
			}
			f.refused = statusOf(v)
			continue
		case name == "@odata.nextLink" && kind == '"':
			f.nextLink = true
		case name == "@odata.count" && kind == '0':
			tok, err := dec.ReadToken()
			if err != nil {
				return err
			}
			if n, err := tok.Int(); err == nil {
				f.count = int(n)
			}
			continue
		}
		if err := dec.SkipValue(); err != nil {
			return err
		}
		if name == "value" && kind == '[' {
			f.collection, f.start, f.end = true, at, dec.InputOffset()
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if !f.collection {
		f.end = dec.InputOffset()
	}
	if _, err := dec.ReadToken(); err == nil {
		return errors.New("more text follows the JSON object")
	} else if err != io.EOF {
		return err
	}
	return nil
}
