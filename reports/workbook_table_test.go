package reports

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Tables are what Excel repairs first: a name twice, a column's name twice in any case, a header cell that says
// something else, or rows that end elsewhere than the sheet's.
func TestWorkbookTables(t *testing.T) {
	for _, s := range append(stories(t), told(t)) {
		s.run.Columns = []string{"state", "jobTitle", "city"}
		book := write(t, "xlsx", Options{}, s)
		f, err := excelize.OpenReader(strings.NewReader(string(book)))
		if err != nil {
			t.Fatal(err)
		}
		parts, names := parts(t, book), map[string]bool{}
		for _, sheet := range f.GetSheetList() {
			tables, err := f.GetTables(sheet)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			if len(tables) == 0 {
				t.Errorf("%s: %s has no table", s.name, sheet)
			}
			for _, table := range tables {
				first, last, _ := strings.Cut(table.Range, ":")
				left, top, _ := excelize.CellNameToCoordinates(first)
				right, bottom, _ := excelize.CellNameToCoordinates(last)
				if last := rows[len(rows)-1]; len(last) > 0 && last[0] == "Total" { // below the table
					rows = rows[:len(rows)-1]
				}
				covers := sheet == coverSheet || sheet == "Device versions" || sheet == trendSheet
				if !covers && (top != 1 || left != 1 || bottom != max(2, len(rows))) {
					t.Errorf("%s: table %s is %s, and %s has %d rows",
						s.name, table.Name, table.Range, sheet, len(rows))
				}
				if name := strings.ToLower(table.Name); names[name] {
					t.Errorf("%s: two tables are called %s", s.name, table.Name)
				} else {
					names[name] = true
				}
				titles := columnsOf(t, parts, table.Name)
				if len(titles) != right-left+1 {
					t.Errorf("%s: table %s has %d columns in %s", s.name, table.Name, len(titles), table.Range)
				}
				seen := map[string]bool{}
				for i, title := range titles {
					if lower := strings.ToLower(title); seen[lower] || title == "" {
						t.Errorf("%s: table %s has the column %q twice, or without a name", s.name, table.Name, title)
					} else {
						seen[lower] = true
					}
					if rows[top-1][left-1+i] != title {
						t.Errorf("%s: column %q of table %s has %q in its header",
							s.name, title, table.Name, rows[top-1][left-1+i])
					}
				}
			}
		}
		f.Close()
	}
}

// columnsOf are the names of a table's columns.
func columnsOf(t *testing.T, parts map[string][]byte, table string) []string {
	t.Helper()
	for i := 1; ; i++ {
		part, ok := parts[fmt.Sprintf("xl/tables/table%d.xml", i)]
		if !ok {
			t.Fatalf("no table %s", table)
		}
		var x struct {
			Name    string `xml:"name,attr"`
			Columns []struct {
				Name string `xml:"name,attr"`
			} `xml:"tableColumns>tableColumn"`
		}
		if err := xml.Unmarshal(part, &x); err != nil {
			t.Fatal(err)
		}
		if x.Name != table {
			continue
		}
		var titles []string
		for _, c := range x.Columns {
			titles = append(titles, c.Name)
		}
		return titles
	}
}
