package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Free products, of which a tenant has a million seats, are folded at the end of the workbook's sheets, and one line of
// the page; everything is still there.
func TestFreeProductsFolded(t *testing.T) {
	dir := t.TempDir()
	file, page := filepath.Join(dir, "w.xlsx"), filepath.Join(dir, "p.html")
	runs(t, "audit", "-q", "--demo", "-o", "xlsx="+file, "-o", "html="+page)
	p := book(t, file)
	for _, sheet := range []string{"Products", "Subscriptions"} {
		hidden := 0
		for i, row := range p.sheet(sheet) {
			free := strings.Contains(row["Part number"], "FABRIC") || strings.Contains(row["Part number"], "POWER_BI_STANDARD") ||
				strings.Contains(row["Part number"], "FLOW_FREE")
			visible, err := p.book.GetRowVisible(sheet, i+2)
			level, again := p.book.GetRowOutlineLevel(sheet, i+2)
			if err != nil || again != nil || visible == free || (level == 1) != free {
				t.Errorf("sheet %s: %s is visible: %v, level %d, %v, %v", sheet, row["Part number"], visible, level, err, again)
			}
			if free {
				hidden++
			}
		}
		p.same("free products on sheet "+sheet, hidden, 2)
	}
	html, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(html), "2 free products: Microsoft Fabric (Free), ") ||
		strings.Contains(string(html), "POWER_BI_STANDARD") {
		t.Error("the page has a row for free products, or doesn't say which they are")
	}
}
