package reports

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"prepaudit/reports/diff"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
)

// input is a story as one side of a comparison.
func (s *story) input(t *testing.T, name string) diff.Input {
	text := write(t, "json", Options{}, s)
	return diff.Input{Name: name, Tell: func(to record.Handler) error {
		return record.Replay(bytes.NewReader(text),
			to)
	}}
}

// week is a tenant a week apart: somebody became ready and somebody blocked, one left and one came, seats and a setting
// changed, and what is found about a thing.
func week(t *testing.T) *diff.Change {
	t.Helper()
	old, now := mixed(t), mixed(t)
	for _, s := range []*story{old, now} {
		for i, row := range s.rows {
			if row.Ready == rules.NotAPerson && i != 5 {
				row.Ready = rules.Ready
			}
		}
		s.sum.Ready = rules.ReadyCount{People: 12, Ready: 9, Blocked: 3}
	}
	now.sum.Ready = rules.ReadyCount{People: 13, Ready: 8, Blocked: 4, Unknown: 1}
	now.rows[5].Ready, now.rows[5].BlockedBy = rules.Blocked, []string{"lic-01/new"}
	now.reading.Finished = now.reading.Finished.AddDate(0, 0, 7)
	now.run.CatalogDate = "2026-11-20"
	cause := now.sum.Causes[0].ID
	now.rows[1].Ready, now.rows[1].BlockedBy = rules.Ready, nil
	now.rows[3].Ready, now.rows[3].BlockedBy = rules.Blocked, []string{cause}
	now.rows[4].Ready = rules.ReadyUnknown
	now.rows[4].User.Licenses = nil
	now.rows = slices.Delete(now.rows, 2, 3)
	came := *now.rows[0]
	user := *came.User
	user.ID, user.DisplayName, user.UPN = guid(77), "Nestor Wilke", "nestor.wilke@contoso.com"
	came.User, came.Ready, came.BlockedBy = &user, rules.Blocked, []string{"mdm-02/x"}
	now.rows = append(now.rows, &came)
	now.sum.Causes = now.sum.Causes[:2]
	now.sum.Causes[1].Does, now.sum.Causes[1].Stops = rules.Stops, 1
	now.sum.Causes = append(now.sum.Causes, rules.Cause{ID: "lic-01/new", Title: "Renew Microsoft 365 E3",
		Who:   "licensing",
		Rules: []string{"LIC-01"}, Stops: 1, Does: rules.Stops, Step: rules.Enroll})
	now.sum.SKUs[0].Enabled, now.sum.SKUs[0].Consumed = 1100, 1099
	now.sum.MDM[0].AppliesTo, now.sum.MDM[0].Groups = "all", nil
	now.sum.Tallies[0].Outcome = rules.Fail
	now.findings[0].Outcome, now.findings[0].Detail = rules.Fail, "no subscription is usable"
	return differing(t, old, now)
}

func differing(t *testing.T, old, now *story) *diff.Change {
	t.Helper()
	c, err := diff.Of(old.input(t, "old.json"), now.input(t, "new.json"), "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// unlike is what hostile names become in both reports, of which one says something else of everybody.
func unlike(t *testing.T) *diff.Change {
	t.Helper()
	old, now := hostile(t), hostile(t)
	for i, row := range now.rows {
		if row.Ready == rules.Ready {
			row.Ready, row.BlockedBy = rules.Blocked, []string{now.sum.Causes[0].ID}
		}
		now.sum.MDM[0].Groups = hostileNames[:8]
		if i%3 == 0 {
			row.User.Licenses = nil
		}
	}
	now.sum.Causes = append(now.sum.Causes, rules.Cause{ID: "\x1b[31m", Title: "=1+1\u202e", Rules: []string{"LIC-02"},
		Stops: 3,
		Does:  rules.Stops, Step: rules.Enroll})
	for i := range now.findings {
		now.findings[i].Detail += "!"
		now.findings[i].Subject.ID = fmt.Sprint(i)
	}
	now.run.Version, now.run.CatalogDate = "\x1b[2J::error::", "<script>"
	return differing(t, old, now)
}

func writeDiff(t *testing.T, format string, c *diff.Change, earlier *Decisions, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDiff(&b, format, c, earlier, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Each format of a comparison, as a reader gets it; hostile names act in none.
func TestDiffFormats(t *testing.T) {
	for name, of := range map[string]func(*testing.T) *diff.Change{"diff": week, "diff-hostile": unlike} {
		c := of(t)
		for _, width := range []int{80, 120, 200} {
			got := writeDiff(t, "table", c, nil, Options{Width: width})
			golden(t, fmt.Sprintf("%s.%d.txt", name, width), got)
			checkLines(t, got, width)
		}
		for format, ending := range map[string]string{"json": "json", "markdown": "md", "html": "html",
			"xlsx": "xlsx.txt"} {
			got := writeDiff(t, format, c, nil, Options{})
			if format == "xlsx" {
				got = dump(t, got)
			}
			for _, r := range string(got) {
				if plain.Hidden(r) && r != '\n' && r != '\t' {
					t.Errorf("%s, %s holds %U", name, format, r)
					break
				}
			}
			golden(t, name+"."+ending, got)
		}
	}
}

// A workbook of a comparison is one that Excel opens as it is, has no formula, and is the same each time.
func TestDiffWorkbookIsValid(t *testing.T) {
	for name, of := range map[string]func(*testing.T) *diff.Change{"diff": week, "diff-hostile": unlike} {
		c := of(t)
		book := writeDiff(t, "xlsx", c, nil, Options{})
		if again := writeDiff(t, "xlsx", c, nil, Options{}); !bytes.Equal(again, book) {
			t.Errorf("%s differs from one writing to the next", name)
		}
		for part, text := range parts(t, book) {
			if strings.HasPrefix(part, "xl/worksheets/") && bytes.Contains(text, []byte("<f>")) {
				t.Errorf("%s, %s has a formula", name, part)
			}
		}
		path := filepath.Join(t.TempDir(), name+".xlsx")
		if err := os.WriteFile(path, book, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(module(t, ".bin/ooxml-validator"), path).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte(`"ok": true`)) {
			t.Errorf("%s: %v\n%.3000s", name, err, out)
		}
	}
}

// Nothing that axe-core calls serious or critical, light and dark, and nothing runs off the screen; the page has no
// script.
func TestDiffPageAccessible(t *testing.T) {
	axe, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, said := browser(t)
	for name, of := range map[string]func(*testing.T) *diff.Change{"diff": week, "diff-hostile": unlike} {
		path := filepath.Join(t.TempDir(), name+".html")
		text := writeDiff(t, "html", of(t), nil, Options{})
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("<script")) {
			t.Errorf("%s has a script", name)
		}
		for _, width := range []int64{360, 1280} {
			over := open[int](t, ctx, "file://"+path, width, `document.documentElement.scrollWidth - innerWidth`)
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](string(axe)+`;axe.run().then(r => r.violations
				.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" ")))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Errorf("%s, %d wide: %.600s", name, width, f)
			}
			if over > 0 {
				t.Errorf("%s is %d wider than a screen of %d", name, over, width)
			}
		}
	}
	if lines := said(); len(lines) > 0 {
		t.Errorf("the page %q", lines)
	}
}

// filled is a workbook in which somebody wrote; of says what, by sheet and cell.
func filled(t *testing.T, book []byte, change func(f *excelize.File)) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	path := filepath.Join(t.TempDir(), "earlier.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func setCell(t *testing.T, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

// rowsOf are the rows of a sheet.
func rowsOf(t *testing.T, book []byte, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func read(t *testing.T, path string) *Decisions {
	t.Helper()
	d, err := xlsx.ReadDecisions(path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What somebody wrote beside a person is beside that person in the next workbook, whatever order the rows have; what
// was written of others is on a sheet of its own, and comes back when they do. Lines stay lines, and a formula is a
// text.
func TestKeepDecisions(t *testing.T) {
	c := week(t)
	first := writeDiff(t, "xlsx", c, nil, Options{})
	people := rowsOf(t, first, "People")
	ids := map[string]string{}
	path := filled(t, first, func(f *excelize.File) {
		for i, row := range people[1:] {
			ids[row[1]] = row[11]
			setCell(t, f, "People", fmt.Sprintf("M%d", i+2), "Megan "+row[1])
			setCell(t, f, "People", fmt.Sprintf("N%d", i+2), "ok")
		}
		setCell(t, f, "People", "O2", "=1+1\nsecond line <b> _x005F_x0041_")
		if err := f.SetCellFormula("People", "O3", `HYPERLINK("https://evil.example","x")`); err != nil {
			t.Fatal(err)
		}
		setCell(t, f, "People", "L40", "not an id")
		setCell(t, f, "People", "O40", "written below the table")
	})
	second := writeDiff(t, "xlsx", c, read(t, path), Options{})
	for i, row := range rowsOf(t, second, "People")[1:] {
		if row[12] != "Megan "+row[1] || row[13] != "ok" {
			t.Errorf("row %d has %q", i, row)
		}
	}
	rows := rowsOf(t, second, "People")
	if want := "=1+1\nsecond line <b> _x0041_"; rows[1][14] != want {
		t.Errorf("the comment is %q, want %q", rows[1][14], want)
	}
	if want := `[=HYPERLINK("https://evil.example","x")]`; rows[2][14] != want {
		t.Errorf("the formula is %q, want %q", rows[2][14], want)
	}
	if left := rowsOf(t, second, "Earlier decisions"); len(left) != 2 || left[1][6] != "written below the table" {
		t.Errorf("left: %q", left)
	}
	for part, text := range parts(t, second) {
		if strings.HasPrefix(part, "xl/worksheets/") && bytes.Contains(text, []byte("<f>")) {
			t.Errorf("%s has a formula", part)
		}
	}
	// A week in which nothing changed lists nobody, and keeps everything.
	quiet := differing(t, mixed(t), mixed(t))
	third := writeDiff(t, "xlsx", quiet, read(t, filled(t, second, func(*excelize.File) {})), Options{})
	if left := rowsOf(t, third, "Earlier decisions"); len(left) != len(people)+1 {
		t.Errorf("%d rows are left of %d people and one more: %q", len(left)-1, len(people)-1, left)
	}
	// And the week after that they are back.
	fourth := writeDiff(t, "xlsx", c, read(t, filled(t, third, func(*excelize.File) {})), Options{})
	if got, want := rowsOf(t, fourth, "People"), rowsOf(t, second, "People"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after a quiet week:\n%q\nwant\n%q", got, want)
	}
}

// Nothing that somebody wrote is lost when a person is there twice, when sheets have other names, when columns have
// other places, and when only one of the columns is there.
func TestKeepDecisionsUnlike(t *testing.T) {
	c := week(t)
	first := writeDiff(t, "xlsx", c, nil, Options{})
	id := rowsOf(t, first, "People")[1][11]
	path := filled(t, first, func(f *excelize.File) {
		for _, sheet := range []string{"Notes", "Other"} {
			if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetSheetName("People", "Leute"); err != nil {
			t.Fatal(err)
		}
		for cell, text := range map[string]string{"A3": "COMMENT", "C3": " object ID ", "A4": "from notes",
			"C4": strings.ToUpper(id),
			"A5": "from notes again", "C5": id, "A6": "from notes", "C6": id, "A7": "nobody's"} {
			setCell(t, f, "Notes", cell, text)
		}
		setCell(t, f, "Other", "A1", "Comment")
		setCell(t, f, "Other", "A2", "without an id")
		setCell(t, f, "Leute", "O2", "from people")
	})
	d := read(t, path)
	got := writeDiff(t, "xlsx", c, d, Options{})
	all := fmt.Sprint(rowsOf(t, got, "People"), rowsOf(t, got, "Earlier decisions"))
	for _, want := range []string{"from people", "from notes", "from notes again", "nobody's"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is lost: %s", want, all)
		}
	}
	if lines := strings.Join(KeptDecisions(d), "\n"); !strings.Contains(lines, `sheet "Other" can't be kept`) {
		t.Errorf("said: %s", lines)
	}
}

// A file that is no workbook, or has none of the columns, is an error that says what to give; pseudonyms don't get
// names.
func TestKeepDecisionsRefused(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.xlsx")
	if err := os.WriteFile(text, []byte("not a workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	bare := excelize.NewFile()
	setCell(t, bare, "Sheet1", "A1", "Comment")
	without := filepath.Join(dir, "without.xlsx")
	if err := bare.SaveAs(without); err != nil {
		t.Fatal(err)
	}
	// A workbook that was cut, and a zip that is none.
	whole := writeDiff(t, "xlsx", week(t), nil, Options{})
	cut, zipped := filepath.Join(dir, "cut.xlsx"), filepath.Join(dir, "zip.xlsx")
	if err := os.WriteFile(cut, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	if _, err := w.Create("xl/worksheets/sheet1.xml"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(zipped, z.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{text: "isn't a workbook", cut: "isn't a workbook", zipped: "zip.xlsx", without: `no sheet of`,
		filepath.Join(dir, "missing.xlsx"): "no such file"} {
		if _, err := ReadDecisions(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	c := week(t)
	d := read(t, filled(t, writeDiff(t, "xlsx", c, nil, Options{}), func(f *excelize.File) {
		setCell(t, f, "People", "O2", "x")
	}))
	if d.Fits(c.Tenant.ID, false, c.Knows) != nil || d.Fits(c.Tenant.ID, true, c.Knows) == nil {
		t.Error("names stand beside pseudonyms")
	}
}

// A hundred thousand rows with something written in each are read in bounded memory and time, and none is lost.
func TestKeepDecisionsMany(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds")
	}
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	const n = 100_000
	for i := range n + 1 {
		row := []any{"Object id", "Reviewer", "Decision", "Comment"}
		if i > 0 {
			row = []any{guid(i).String(), "r", "d", fmt.Sprint("comment ", i)}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "many.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	d := read(t, path)
	if wrote := d.Take(guid(70_000).String()); wrote[2] != "comment 70000" {
		t.Errorf("%q", wrote)
	}
	if took, left, _ := d.Counts(); took != 1 || left != n-1 {
		t.Errorf("%d taken, %d left", took, left)
	}
}

// What was written in another tenant isn't carried into this one: its id is in the properties of a workbook and on its
// first sheet, and either is enough. A workbook of an older version has neither; then people tell.
func TestKeepDecisionsOfAnotherTenant(t *testing.T) {
	c, other := week(t), "7a3c2b10-5d1e-4c6f-8a9b-0c1d2e3f4a5b"
	nobody := func(string) bool { return false }
	saved := func(change func(f *excelize.File)) *Decisions {
		t.Helper()
		return read(t, filled(t, writeDiff(t, "xlsx", c, nil, Options{}), func(f *excelize.File) {
			setCell(t, f, "People", "O2", "x")
			change(f)
		}))
	}
	set := func(f *excelize.File, keywords string) {
		if err := f.SetDocProps(&excelize.DocProperties{Keywords: keywords}); err != nil {
			t.Fatal(err)
		}
	}
	uncovered := func(f *excelize.File) {
		if err := f.DeleteSheet(coverSheet); err != nil {
			t.Fatal(err)
		}
	}
	bare := func(f *excelize.File) { set(f, "minutes of the meeting"); uncovered(f) }
	for name, of := range map[string]struct {
		change func(f *excelize.File)
		tenant string
		knows  func(string) bool
		says   string // "" where it fits
	}{
		"as it was":           {func(*excelize.File) {}, c.Tenant.ID, nobody, ""},
		"in upper case":       {func(*excelize.File) {}, strings.ToUpper(c.Tenant.ID), nobody, ""},
		"of another":          {func(*excelize.File) {}, other, c.Knows, "is of another tenant"},
		"no properties":       {func(f *excelize.File) { set(f, "x") }, other, c.Knows, "is of another tenant"},
		"no first sheet":      {uncovered, other, c.Knows, "is of another tenant"},
		"neither, known":      {bare, other, c.Knows, ""},
		"neither, unknown":    {bare, other, nobody, "it isn't known of which tenant"},
		"no tenant, known":    {func(*excelize.File) {}, "", c.Knows, ""},
		"no tenant, unknown":  {func(*excelize.File) {}, "", nobody, "it isn't known of which tenant"},
		"nothing was written": {func(f *excelize.File) { bare(f); setCell(t, f, "People", "O2", "") }, other, nobody, ""},
	} {
		err := saved(of.change).Fits(of.tenant, false, of.knows)
		if of.says == "" && err != nil || of.says != "" && (err == nil || !strings.Contains(err.Error(), of.says)) {
			t.Errorf("%s: %v, want %q", name, err, of.says)
		}
	}
}
