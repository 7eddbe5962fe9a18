package reports

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestEveryFormatIsListed fails when a format of this package cannot be asked for.
func TestEveryFormatIsListed(t *testing.T) {
	var listed []string
	for _, f := range Formats {
		w, err := New(f.Name, io.Discard, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := w.(io.Closer); ok {
			defer c.Close()
		}
		listed = append(listed, strings.TrimPrefix(fmt.Sprintf("%T", w), "*reports."))
		if f.About == "" {
			t.Errorf("%s says nothing about itself", f.Name)
		}
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Summary" {
				continue
			}
			star, ok := fn.Recv.List[0].Type.(*ast.StarExpr)
			if !ok {
				continue // several is no format of its own
			}
			name, ok := star.X.(*ast.Ident)
			if !ok {
				continue // opened hands the rows of a table on
			}
			handsOn := name.Name == "redacted" || name.Name == "split"
			if !handsOn && !slices.Contains(listed, name.Name) {
				t.Errorf("%s writes reports, but stands in no line of Formats", name)
			}
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	_, err := New("pdf", io.Discard, Options{})
	var known []string
	for _, f := range Formats {
		known = append(known, f.Name)
	}
	want := `no format "pdf"; there are ` + strings.Join(known, ", ")
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// full is a disk with room for n more bytes.
type full struct{ n int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.n {
		n := f.n
		f.n = 0
		return n, errFull
	}
	f.n -= len(p)
	return len(p), nil
}

func TestFullDisk(t *testing.T) {
	s := mixed(t)
	for range 60 { // more than one chunk of JSON
		s.rows = append(s.rows, s.rows[:13]...)
	}
	for _, f := range Formats {
		t.Run(f.Name, func(t *testing.T) {
			size := len(write(t, f.Name, Options{}, s))
			for _, n := range []int{0, 1, size / 7, size / 3, size / 2, size * 9 / 10, size - 30, size - 1} {
				if err := s.play(planned(t, f.Name, &full{n}, Options{})); !errors.Is(err, errFull) {
					t.Errorf("room for %d of %d bytes: %v", n, size, err)
				}
			}
			var b bytes.Buffer
			if err := s.play(planned(t, f.Name, &b, Options{})); err != nil {
				t.Error(err)
			}
		})
	}
}
