package xlsx

import (
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

func TestSerial(t *testing.T) {
	for day, want := range map[string]float64{
		"1900-03-01T00:00:00Z": 61,
		"2026-11-22T12:00:00Z": 46348.5,
		"2192-05-01T00:00:00Z": 106774,
		"9999-12-31T00:00:00Z": 2958465,
	} {
		at, err := time.Parse(time.RFC3339, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := serial(at); got != want {
			t.Errorf("%s is day %v, want %v", day, got, want)
		}
		if back, err := excelize.ExcelDateToTime(want, false); err != nil || !back.Equal(at) {
			t.Errorf("day %v is %v, %v", want, back, err)
		}
	}
}

// Every character that there is comes out of a cell as XML, or spelled out where XML knows no such character.
func TestCellsAreXML(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r > 0x3000 && r < 0xd7ff && r%64 != 0 { // letters
			continue
		}
		text := cellText("a" + string(r) + "b")
		var back string
		if err := xml.Unmarshal([]byte("<t>"+string(appendXML(nil, text))+"</t>"), &back); err != nil {
			t.Fatalf("U+%04X as %q: %v", r, text, err)
		}
		if back != text {
			t.Fatalf("U+%04X comes back as %q, not %q", r, back, text)
		}
	}
	for text, want := range map[string]string{
		" a ": " a ", "<&>": "&lt;&amp;&gt;", "_x0041_": "_x005F_x0041_", "_x00e9_x0041_": "_x005F_x00e9_x005F_x0041_",
		"_x+041_": "_x+041_", "__x": "__x", "_x004": "_x004",
	} {
		if got := string(appendXML(nil, cellText(text))); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
	if strings.Contains(cellText("a\xed\xa0\x80b"), "\xed") {
		t.Error("a lone surrogate is left")
	}
}

func TestLongestCell(t *testing.T) {
	for letter, n := range map[string]int{"a": 40000, "長": 40000, "👩": 20000} {
		s := strings.Repeat(letter, n)
		got := cellText(s)
		units := 0
		for _, r := range got {
			if units++; r > 0xffff {
				units++
			}
		}
		if units > excelize.TotalCellChars || units < excelize.TotalCellChars-2 || !strings.HasSuffix(got, "…") {
			t.Errorf("%.9q is cut to %d units", s, units)
		}
	}
}

// Rows that wait in a temporary file are nowhere to be found once the process is gone, however it went.
func TestTemporaryHasNoName(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	if err := os.WriteFile(filepath.Join(dir, "prepaudit-12.tmp"), []byte("left"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &sheetRows{cols: [][]byte{[]byte("A")}, late: &lateTexts{}}
	text := strings.Repeat("x", mostBuffered)
	r.beginRow(1, nil, nil)
	if err := errors.Join(r.cell(0, 0, text), r.endRow()); err != nil || r.tmp == nil {
		t.Fatalf("no temporary file: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || runtime.GOOS != "windows" && len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	var b strings.Builder
	if err := errors.Join(r.writeTo(&b), r.close()); err != nil || !strings.Contains(b.String(), text) {
		t.Errorf("the rows are not whole: %d bytes, %v", b.Len(), err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
