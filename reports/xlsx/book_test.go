package xlsx

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A table that is longer than a sheet can be goes on in further sheets, each with the header.
func TestTablesGoOn(t *testing.T) {
	var out bytes.Buffer
	b, err := New(&out, "Cover")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	b.most = 6
	var sheets []*Sheet
	for _, name := range []string{"Users", "Devices", "Run"} {
		s, err := b.Sheet(name, []Column{{"Name", 20, Text}, {"Number", 10, Number}})
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, s)
	}
	for i := range 13 {
		for _, s := range sheets[:2] {
			if err := s.Add([]Cell{Text.Of("a"), Number.Of(i)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, s := range sheets {
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Write(Properties{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Cover", "Users", "Devices", "Run", "Users 2", "Devices 2", "Users 3", "Devices 3"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
	for _, names := range [][]string{{"Users", "Users 2", "Users 3"}, {"Devices", "Devices 2", "Devices 3"}} {
		n := 0
		for _, name := range names {
			rows, err := f.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) > 6 || rows[0][0] != "Name" {
				t.Errorf("%s has %d rows and begins with %q", name, len(rows), rows[0])
			}
			tables, err := f.GetTables(name)
			if err != nil || len(tables) != 1 || tables[0].Range[:3] != "A1:" {
				t.Errorf("%s has the tables %+v, %v", name, tables, err)
			}
			n += len(rows) - 1
		}
		if n != 13 {
			t.Errorf("%s hold %d rows, want 13", names, n)
		}
	}
}
