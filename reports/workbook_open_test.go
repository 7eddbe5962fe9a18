package reports

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bookFile is a story's workbook as a file.
func bookFile(t *testing.T, s *story) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), s.name+".xlsx")
	if err := os.WriteFile(path, write(t, "xlsx", Options{}, s), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Microsoft's own validator of Office documents finds nothing in any workbook: what it finds, Excel repairs.
func TestWorkbookIsValid(t *testing.T) {
	validator := module(t, ".bin/ooxml-validator")
	for _, s := range append(stories(t), told(t)) {
		out, err := exec.Command(validator, bookFile(t, s)).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte(`"ok": true`)) {
			t.Errorf("%s: %v\n%.3000s", s.name, err, out)
		}
	}
}

// LibreOffice opens the workbook and finds the rows that belong there.
func TestWorkbookInLibreOffice(t *testing.T) {
	office := program(t, "soffice", "libreoffice")
	for _, s := range []*story{mixed(t), hostile(t)} {
		book := bookFile(t, s)
		cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to",
			"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
			"--outdir", filepath.Dir(book), book)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		sheets := map[string]int{
			"Users": len(s.rows), "Devices": len(s.devices), "Requirements": len(s.sum.Matrix), "Summary": -1,
		}
		if s.trend != nil {
			sheets[trendSheet] = -1
		}
		for sheet, want := range sheets {
			f, err := os.Open(strings.TrimSuffix(book, ".xlsx") + "-" + sheet + ".csv")
			if err != nil {
				t.Error(err)
				continue
			}
			r := csv.NewReader(f)
			r.FieldsPerRecord = -1
			rows, err := r.ReadAll()
			f.Close()
			if err != nil || want >= 0 && len(rows) != want+1 {
				t.Errorf("%s, %s: %d rows, want %d and the header; %v", s.name, sheet, len(rows), want, err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if strings.HasPrefix(cell, "#") && strings.HasSuffix(cell, "!") || strings.HasPrefix(cell, "Err:") {
						t.Errorf("%s, %s: the cell %q is an error of a formula", s.name, sheet, cell)
					}
				}
			}
		}
	}
}

// On paper the answer and the license plan take a page each.
func TestWorkbookOnPaper(t *testing.T) {
	office, reader := program(t, "soffice", "libreoffice"), program(t, "pdftotext")
	book := bookFile(t, answered(t))
	cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", "pdf",
		"--outdir", filepath.Dir(book), book)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := exec.Command(reader, "-layout", strings.TrimSuffix(book, ".xlsx")+".pdf", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]int{} // by what the foot of each says
	for page := range strings.SplitSeq(string(text), "\f") {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		sheet, _, _ := strings.Cut(lines[len(lines)-1], "  ")
		pages[strings.TrimSpace(sheet)]++
	}
	if pages["Summary"] != 1 || pages["Plan"] != 1 {
		t.Errorf("pages are %v", pages)
	}
}
