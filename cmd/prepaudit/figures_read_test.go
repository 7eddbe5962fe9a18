package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"prepaudit/reports/record"
)

// produced is one run in every format with figures, as it is read back from the files.
type produced struct {
	*testing.T
	users   []*readUser
	devices []struct {
		Kind    string `json:"kind"`
		Release string `json:"release"`
		UserID  string `json:"userId"`
	}
	sum  *record.Summary
	csv  map[string][]map[string]string // by table, each row by its columns
	book *excelize.File
}

// readUser is what of a user is added up.
type readUser struct {
	ID        string   `json:"id"`
	UPN       string   `json:"userPrincipalName"`
	Devices   *int     `json:"windowsDevices"`
	Class     string   `json:"class"`
	Ready     string   `json:"ready"`
	BlockedBy []string `json:"blockedBy"`
	Causes    []string `json:"causes"`
	Licenses  []struct {
		SKU string `json:"skuId"`
	} `json:"assignedLicenses"`
}

// figureTables are those of CSV and Parquet by their formats.
var figureTables = map[string]string{
	"users": "", "findings": ":findings", "devices": ":devices", "assignments": ":assignments", "causes": ":causes",
	"plan-products": ":plan-products", "plan": ":plan", "renewals": ":renewals",
}

// produce runs an audit into files.
func produce(t *testing.T, args ...string) *produced {
	dir := t.TempDir()
	file := func(format string) string { return filepath.Join(dir, strings.ReplaceAll(format, ":", "-")) }
	args = append([]string{"audit", "--quiet"}, args...)
	formats := []string{"json", "xlsx"}
	for _, format := range figureTables {
		formats = append(formats, "csv"+format, "parquet"+format)
	}
	for _, f := range formats {
		args = append(args, "-o", f+"="+file(f))
	}
	s, _, said := world(80)
	run(t.Context(), args, s)
	if _, err := os.Stat(file("json")); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	p := &produced{T: t, csv: map[string][]map[string]string{}}
	text := p.read(file("json"))
	var whole struct {
		Users   []*readUser
		Devices json.RawMessage
		Summary *record.Summary
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if err := json.Unmarshal(whole.Devices, &p.devices); err != nil {
		t.Fatal(err)
	}
	p.users, p.sum = whole.Users, whole.Summary
	for table, format := range figureTables {
		p.csv[table] = p.table(file("csv"+format), file("parquet"+format))
	}
	var err error
	if p.book, err = excelize.OpenFile(file("xlsx")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.book.Close() })
	return p
}

func (p *produced) read(file string) []byte {
	p.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		p.Fatal(err)
	}
	return b
}

// table reads a CSV, which the Parquet file must have as many rows as.
func (p *produced) table(csvFile, parquetFile string) (rows []map[string]string) {
	p.Helper()
	all, err := csv.NewReader(bytes.NewReader(p.read(csvFile))).ReadAll()
	if err != nil {
		p.Fatal(err)
	}
	for _, line := range all[1:] {
		rows = append(rows, keyed(all[0], line))
	}
	r := parquet.NewReader(bytes.NewReader(p.read(parquetFile)))
	defer r.Close()
	if int(r.NumRows()) != len(rows) {
		p.Errorf("%s has %d rows, and the CSV %d", filepath.Base(parquetFile), r.NumRows(), len(rows))
	}
	columns, buf := r.Schema().Columns(), make([]parquet.Row, 1)
	for i := 0; ; i++ {
		n, err := r.ReadRows(buf)
		for _, v := range buf[0][:n*len(buf[0])] {
			name := columns[v.Column()][0]
			if (name == "ready" || name == "order" || name == "stops") && v.String() != rows[i][name] {
				p.Errorf("%s, row %d: %s is %s, and %s in the CSV", parquetFile, i, name, v, rows[i][name])
			}
		}
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			p.Fatal(err)
		}
	}
}

func keyed(heads, line []string) map[string]string {
	row := map[string]string{}
	for i, head := range heads {
		if i < len(line) {
			row[head] = line[i]
		}
	}
	return row
}

// sheet is a sheet whose table begins in its first row, without what is added up below it. One that says why it has no
// rows has none.
func (p *produced) sheet(name string) (rows []map[string]string) {
	p.Helper()
	all, err := p.book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		p.Fatal(err)
	}
	for _, line := range all[1:] {
		if len(line) > 1 && line[0] != "Total" {
			rows = append(rows, keyed(all[0], line))
		}
	}
	return rows
}

// total is the row that a sheet is added up in.
func (p *produced) total(name string) map[string]string {
	p.Helper()
	all, err := p.book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		p.Fatal(err)
	}
	for _, line := range all[1:] {
		if line[0] == "Total" {
			return keyed(all[0], line)
		}
	}
	p.Errorf("sheet %s has no total", name)
	return nil
}

// below is a table of a sheet that has several, by what its header begins with.
func (p *produced) below(name, head string) (rows [][]string) {
	p.Helper()
	all, err := p.book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		p.Fatal(err)
	}
	within := false
	for _, line := range all {
		empty := strings.Join(line, "") == ""
		switch {
		case strings.HasPrefix(strings.Join(line, "|"), head):
			within = true
		case within && empty:
			return rows
		case within:
			rows = append(rows, line)
		}
	}
	return rows
}

func (p *produced) number(s string) int {
	p.Helper()
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		p.Error(err)
	}
	return n
}

// same reports figures that differ.
func (p *produced) same(what string, got, want int) {
	p.Helper()
	if got != want {
		p.Errorf("%s: %d, want %d", what, got, want)
	}
}
