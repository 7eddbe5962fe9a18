package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// A Parquet file holds what the CSV holds, under the same names, but for the guards of the CSV.
func TestParquet(t *testing.T) {
	for _, s := range stories(t) {
		for i, table := range machineTables {
			suffix := ":" + table(&record.Run{}).titled().name
			if i == 0 {
				suffix = ""
			}
			t.Run(s.name+suffix, func(t *testing.T) {
				want, err := csv.NewReader(bytes.NewReader(write(t, "csv"+suffix, Options{}, s))).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				names, got := readParquet(t, write(t, "parquet"+suffix, Options{}, s))
				if len(names) != len(want[0]) {
					t.Fatalf("columns %v, want %v", names, want[0])
				}
				if len(got) != len(want)-1 {
					t.Fatalf("%d rows, want %d", len(got), len(want)-1)
				}
				for r, row := range got {
					for c, cell := range row {
						at := slices.Index(want[0], names[c])
						if at < 0 {
							t.Fatalf("no column %s in the CSV", names[c])
						}
						if cell = guarded(cell); cell != want[r+1][at] {
							t.Errorf("row %d, %s: %.60q, want %.60q", r, names[c], cell, want[r+1][at])
						}
					}
				}
			})
		}
	}
}

// A file says which version of the columns it has, under a name that readers look for.
func TestParquetVersion(t *testing.T) {
	file := write(t, "parquet", Options{}, mixed(t))
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := f.Lookup("prepaudit.schemaVersion"); !ok || got != strconv.Itoa(record.SchemaVersion) {
		t.Errorf("prepaudit.schemaVersion is %q, want %d", got, record.SchemaVersion)
	}
}

// A file says whether its run is complete, and what is missing as the JSON report does.
func TestParquetComplete(t *testing.T) {
	for _, s := range stories(t) {
		file := write(t, "parquet", Options{}, s)
		f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := f.Lookup("prepaudit.complete"); got != strconv.FormatBool(s.sum.Complete) {
			t.Errorf("%s: prepaudit.complete is %q, want %v", s.name, got, s.sum.Complete)
		}
		text, _ := f.Lookup("prepaudit.missing")
		var missing []struct{ Dataset tenant.Dataset }
		if err := json.Unmarshal([]byte(text), &missing); err != nil || len(missing) != len(s.sum.Missing) {
			t.Errorf("%s: prepaudit.missing is %s: %v", s.name, text, err)
			continue
		}
		for i, g := range s.sum.Missing {
			if missing[i].Dataset != g.Dataset {
				t.Errorf("%s: %s is missing, want %s", s.name, missing[i].Dataset, g.Dataset)
			}
		}
	}
}

// What stands beside a CSV is nothing where the run is complete, and names every dataset that is missing.
func TestIncomplete(t *testing.T) {
	told := 0
	for _, s := range stories(t) {
		text := string(Incomplete(s.summary()))
		if (text == "") != s.sum.Complete {
			t.Errorf("%s is complete: %v, and beside it stands %q", s.name, s.sum.Complete, text)
		}
		for _, g := range s.sum.Missing {
			if !s.sum.Complete && !strings.Contains(text, "\n"+string(g.Dataset)+": ") {
				t.Errorf("%s: %s is not named in %q", s.name, g.Dataset, text)
			}
			told++
		}
		if strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), plain.Hidden) {
			t.Errorf("%s: something hidden in %q", s.name, text)
		}
	}
	if told == 0 {
		t.Error("no story lacks anything")
	}
}

// readParquet reads a file with its columns in the order that the file has them in; null is "".
func readParquet(t *testing.T, file []byte) (names []string, rows [][]string) {
	t.Helper()
	r := parquet.NewReader(bytes.NewReader(file))
	defer r.Close()
	for _, path := range r.Schema().Columns() {
		names = append(names, path[0])
	}
	buf := make([]parquet.Row, 1)
	for {
		n, err := r.ReadRows(buf)
		if n == 1 {
			row := make([]string, len(names))
			for _, v := range buf[0] {
				if v.IsNull() {
					continue
				}
				switch v.Kind() {
				case parquet.Int64:
					row[v.Column()] = strconv.FormatInt(v.Int64(), 10)
				case parquet.Boolean:
					row[v.Column()] = strconv.FormatBool(v.Boolean())
				default:
					row[v.Column()] = string(v.ByteArray())
				}
			}
			rows = append(rows, row)
		}
		if err == io.EOF {
			return names, rows
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
