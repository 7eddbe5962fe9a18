package reports

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/record"
)

// parts unzips a workbook.
func parts(t *testing.T, book []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if m[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// dump is a workbook as text: each sheet, each row, cells between bars.
func dump(t *testing.T, book []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		tables, err := f.GetTables(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s", name)
		for _, table := range tables {
			fmt.Fprintf(&b, ", table %s %s", table.Name, table.Range)
		}
		b.WriteByte('\n')
		for _, r := range rows {
			for i := range r {
				if len(r[i]) > 200 {
					r[i] = fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(r[i][:100], ""), len(r[i]))
				}
			}
			b.WriteString(strings.TrimRight(strings.Join(r, " | "), " ") + "\n")
		}
	}
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	for _, s := range stories(t) {
		t.Run(s.name, func(t *testing.T) {
			book := write(t, "xlsx", Options{}, s)
			golden(t, s.name+".xlsx.txt", dump(t, book))
			for name, part := range parts(t, book) {
				if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
					continue
				}
				d := xml.NewDecoder(bytes.NewReader(part))
				for {
					tok, err := d.Token()
					if err == io.EOF {
						break
					}
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					e, ok := tok.(xml.StartElement)
					if ok && e.Name.Local == "f" && !strings.HasPrefix(name, "xl/charts/") {
						t.Errorf("%s holds a formula", name)
					}
				}
			}
			again := write(t, "xlsx", Options{}, s)
			first := parts(t, book)
			for name, part := range parts(t, again) {
				if !bytes.Equal(part, first[name]) {
					t.Errorf("%s differs from one writing to the next", name)
				}
			}
			if !bytes.Equal(book, again) {
				t.Error("the same parts make another file the second time")
			}
		})
	}
}

// TestWorkbookLeavesNothingBehind holds that temporary files, which hold users, go.
func TestWorkbookLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := mixed(t)
	sum := s.summary()
	for name, end := range map[string]func(h record.Handler) error{
		"End":   func(h record.Handler) error { return h.Summary(sum) },
		"Close": func(h record.Handler) error { return h.(io.Closer).Close() },
		"full disk": func(h record.Handler) error {
			if err := h.Summary(sum); !errors.Is(err, errFull) {
				return fmt.Errorf("the error is %w", err)
			}
			return nil
		},
	} {
		var out io.Writer = io.Discard
		if name == "full disk" {
			out = &full{}
		}
		h, err := New("xlsx", out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		w := record.Translate(h)
		if err := w.Run(&s.run); err != nil {
			t.Fatal(err)
		}
		for range 30000 {
			if err := w.User(s.rows[0]); err != nil {
				t.Fatal(err)
			}
		}
		if runtime.GOOS == "linux" && !holdsOpen(t, dir) {
			t.Fatal("no temporary file was made: the test tests nothing")
		}
		if err := end(h); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if files, _ := os.ReadDir(dir); len(files) != 0 {
			t.Errorf("%s leaves %d files", name, len(files))
		}
		if runtime.GOOS == "linux" && holdsOpen(t, dir) {
			t.Errorf("%s leaves a file open", name)
		}
	}
}

// holdsOpen reports whether this process has a file open that is or was in the folder.
func holdsOpen(t *testing.T, dir string) bool {
	t.Helper()
	open, err := filepath.Glob("/proc/self/fd/*")
	if err != nil || len(open) == 0 {
		t.Fatalf("the open files are not told: %v", err)
	}
	return slices.ContainsFunc(open, func(fd string) bool {
		file, err := os.Readlink(fd)
		return err == nil && strings.HasPrefix(file, dir)
	})
}
