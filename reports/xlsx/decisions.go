package xlsx

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// DecisionNames are the columns that people fill in.
var DecisionNames = [3]string{"Reviewer", "Decision", "Comment"}

// idName is the column by which a row is known; TenantName stands before the id of the tenant, on any sheet.
const (
	idName     = "Object id"
	TenantName = "Tenant id"
)

// Decision is what somebody wrote in one row of an earlier workbook. Text is as it was written: it may be anything.
type Decision struct {
	ID, Name, UPN, Sheet string
	Wrote                [len(DecisionNames)]string
	taken                bool
}

// Decisions are those of an earlier workbook; nil for none.
type Decisions struct {
	all      []*Decision
	by       map[string][]*Decision // by id in lower case
	passed   []string               // sheets with such a column and no ids
	tenants  []string               // ids, as they are written; none is known of a workbook of an older version
	took     int
	anything bool // a sheet has the columns
}

// NotAWorkbookError is a file that has no decisions to read.
type NotAWorkbookError struct{ text, hint string }

func (e *NotAWorkbookError) Error() string { return e.text }

// Hint says what to do.
func (e *NotAWorkbookError) Hint() string { return e.hint }

// What a workbook may be unpacked, so that a small file doesn't fill the disk; sheets larger than the second go to
// temporary files.
const (
	mostUnpacked = 2 << 30
	mostInMemory = 16 << 20
)

// ReadDecisions reads an earlier workbook: every sheet, whatever it is called, with a column Object id and one at least
// of DecisionNames in one of its first rows.
func ReadDecisions(path string) (*Decisions, error) {
	f, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory})
	if err != nil {
		return nil, &NotAWorkbookError{fmt.Sprintf("%s isn't a workbook that can be read: %v", path, err),
			"give an .xlsx file without a password"}
	}
	defer f.Close()
	formulas, err := readFormulas(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	d := &Decisions{by: map[string][]*Decision{}}
	if props, err := f.GetDocProps(); err == nil {
		if _, id, has := strings.Cut(props.Keywords, tenantWord); has {
			d.ofTenant(id)
		}
	}
	for _, sheet := range f.GetSheetList() {
		if err := d.read(f, sheet, formulas[sheet]); err != nil {
			return nil, fmt.Errorf("reading %s, sheet %s: %w", path, sheet, err)
		}
	}
	if !d.anything {
		return nil, &NotAWorkbookError{fmt.Sprintf("no sheet of %s has a column %q and one of %s", path, idName,
			strings.Join(DecisionNames[:], ", ")), "give a workbook of prepaudit in which these columns are filled in"}
	}
	return d, nil
}

// mostHeads is in how many of its first rows a sheet's header is looked for.
const mostHeads = 20

// ofTenant notes a tenant; what follows its id isn't a part of it.
func (d *Decisions) ofTenant(text string) {
	id, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if id = strings.Trim(id, ",;"); id != "" {
		d.tenants = append(d.tenants, id)
	}
}

// columns are where in a sheet what is read stands; -1 where it doesn't.
type columns struct {
	id, name, upn int
	wrote         [len(DecisionNames)]int
}

func (c *columns) any() bool {
	return slices.ContainsFunc(c.wrote[:], func(at int) bool { return at >= 0 })
}

func columnsOf(heads []string) columns {
	find := func(name string) int {
		return slices.IndexFunc(heads, func(head string) bool { return strings.EqualFold(strings.TrimSpace(head), name) })
	}
	c := columns{id: find(idName), name: find("Name"), upn: find("User principal name")}
	for i, name := range DecisionNames {
		c.wrote[i] = find(name)
	}
	return c
}

func (d *Decisions) read(f *excelize.File, sheet string, formulas map[string]string) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	var at columns
	found, passed := false, false
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if !found {
			at = columnsOf(cells)
			found = at.id >= 0 && at.any()
			passed = passed || at.any() && !found
			if len(cells) > 1 && strings.EqualFold(strings.TrimSpace(cells[0]), TenantName) {
				d.ofTenant(cells[1])
			}
			if !found && n >= mostHeads {
				break
			}
			d.anything = d.anything || found
			continue
		}
		d.row(sheet, n, cells, &at, formulas)
	}
	if passed && !found {
		d.passed = append(d.passed, sheet)
	}
	return rows.Error()
}

// row keeps what is written in a row.
func (d *Decisions) row(sheet string, n int, cells []string, at *columns, formulas map[string]string) {
	cell := func(column int) string {
		if column < 0 || column >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[column])
	}
	one := &Decision{ID: cell(at.id), Name: cell(at.name), UPN: cell(at.upn), Sheet: sheet}
	some := false
	for i, column := range at.wrote {
		text := cell(column)
		if column >= 0 {
			if name, err := excelize.CoordinatesToCellName(column+1, n); err == nil && formulas[name] != "" {
				text = strings.TrimSpace(text + " [=" + formulas[name] + "]") // which is a text from now on
			}
		}
		one.Wrote[i] = text
		some = some || text != ""
	}
	if !some {
		return
	}
	key := strings.ToLower(one.ID)
	same := func(other *Decision) bool { return other.Wrote == one.Wrote && key != "" }
	if slices.ContainsFunc(d.by[key], same) {
		return
	}
	d.all = append(d.all, one)
	d.by[key] = append(d.by[key], one)
}

// Take is what somebody wrote beside an object id, for its row; where several did, the first, and the others stay.
func (d *Decisions) Take(id string) (wrote [len(DecisionNames)]string) {
	if d == nil || id == "" {
		return wrote
	}
	for _, one := range d.by[strings.ToLower(id)] {
		if !one.taken {
			one.taken = true
			d.took++
			return one.Wrote
		}
	}
	return wrote
}

// Left are those that no row took.
func (d *Decisions) Left() (all []*Decision) {
	if d == nil {
		return nil
	}
	for _, one := range d.all {
		if !one.taken {
			all = append(all, one)
		}
	}
	return all
}

// Fits refuses to put names beside pseudonyms, which are GUIDs of version 8, and to carry what was written in another
// tenant into this one. Where it isn't known of which tenant a workbook is, people tell: their ids are in one tenant
// only.
func (d *Decisions) Fits(tenant string, redacted bool, knows func(id string) bool) error {
	if d == nil {
		return nil
	}
	for _, one := range d.all {
		if redacted && one.ID != "" && (len(one.ID) != 36 || one.ID[14] != '8') {
			return &NotAWorkbookError{"the reports are redacted, and the earlier workbook isn't",
				"give a workbook of redacted reports"}
		}
	}
	const hint = "give an earlier workbook of this tenant"
	for _, id := range d.tenants {
		if tenant != "" && !strings.EqualFold(id, tenant) {
			return &NotAWorkbookError{fmt.Sprintf("the earlier workbook is of another tenant (%.40q) than the reports (%s)", id,
				tenant), hint}
		}
	}
	known := func(one *Decision) bool { return knows(one.ID) }
	if (tenant == "" || len(d.tenants) == 0) && len(d.all) > 0 && !slices.ContainsFunc(d.all, known) {
		return &NotAWorkbookError{"it isn't known of which tenant the earlier workbook is, and nobody in it is in the " +
			"reports", hint}
	}
	return nil
}

// Counts say how many were taken and how many are left, and which sheets have such a column without ids.
func (d *Decisions) Counts() (took, left int, passed []string) {
	if d == nil {
		return 0, 0, nil
	}
	return d.took, len(d.all) - d.took, d.passed
}

// errUnpacked is a part that unpacks to more than may be.
var errUnpacked = errors.New("it unpacks to more than 2 GB")

// Written is a text that a person wrote: lines stay lines.
type Written string

// fit is the text as a cell may have it.
func (w Written) fit() string {
	lines := strings.Split(strings.ReplaceAll(string(w), "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = cellText(lines[i])
	}
	return cutCell(strings.Join(lines, "\n"))
}

// lines is how many lines the text takes in a column.
func (w Written) lines(width int) (n int) {
	for line := range strings.SplitSeq(string(w), "\n") {
		n += linesIn(line, width)
	}
	return cmp.Or(n, 1)
}
