package xlsx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A text that is known last stands in every cell that points to it, however many rows wait in a file, and makes their
// rows as high as it needs.
func TestLateTexts(t *testing.T) {
	var out bytes.Buffer
	b, err := New(&out, "Cover")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s, err := b.Sheet("Users", []Column{{"Name", 20, Text}, {"Why", 10, Wrapped}})
	if err != nil {
		t.Fatal(err)
	}
	long, none := new(string), new(string)
	const rows = 5000
	for i := range rows {
		cells := []Cell{Text.Of(strings.Repeat("x", 100)), Wrapped.Of([]*string{long, none}[i%2])}
		if i == rows-1 {
			cells[0] = Link.Of(Hyperlink{Text: "first", URL: "#'Users'!A2"})
		}
		if err := s.Add(cells); err != nil {
			t.Fatal(err)
		}
	}
	if s.rows.tmp == nil {
		t.Fatal("no row waits in a file: the test tests nothing")
	}
	*long = "<said> late, and in more than one line"
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(Properties{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range rows {
		want, least := "", 15.0
		if i%2 == 0 {
			want, least = *long, 60
		}
		if got, err := f.GetCellValue("Users", fmt.Sprintf("B%d", i+2)); got != want || err != nil {
			t.Fatalf("row %d says %q, %v", i, got, err)
		}
		if i < 4 {
			if h, err := f.GetRowHeight("Users", i+2); h != least || err != nil {
				t.Errorf("row %d is %v high, want %v, %v", i, h, least, err)
			}
		}
	}
	if ok, to, err := f.GetCellHyperLink("Users", fmt.Sprintf("A%d", rows+1)); !ok || to != "'Users'!A2" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}

// Only addresses of the web are links: a report may be rendered from a file that somebody wrote.
func TestLinksAreOfTheWeb(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, url := range []string{"file:///etc/passwd", "javascript:alert(1)", "", "https://example.com/"} {
		cell := fmt.Sprintf("A%d", i+1)
		if err := (Hyperlink{Text: "x", URL: url}).set(f, "Sheet1", cell); err != nil {
			t.Fatal(err)
		}
		if ok, _, _ := f.GetCellHyperLink("Sheet1", cell); ok != strings.HasPrefix(url, "https://") {
			t.Errorf("%q is a link: %v", url, ok)
		}
	}
}
