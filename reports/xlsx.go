package reports

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// workbook is what leaves the tenant's hands: tables to filter, one user a row. Rows go to temporary
// files while they come, and into w at the end; Close removes those files.
type workbook struct {
	w    *firstError
	f    *excelize.File
	look styles
	most int // rows of a sheet
	run  *record.Run
	// parts are the names of the sheets' files in the workbook, rows what they hold, by these names.
	parts map[string]string
	rows  map[string]*sheetRows

	findings, users, assignments, devices *sheet // that grow while a run goes on; nil where it has none
}

// workbookSheet is one sheet that is one table.
type workbookSheet struct {
	name, about string
	columns     func(styles, *record.Run) []sheetColumn
	// fill writes the rows when everything is counted; nil for a sheet that grows while a run goes on.
	fill func(*workbook, *sheet, *record.Summary) error
	in   func(*record.Run) bool       // nil: in every workbook
	none func(*record.Summary) string // what stands in the first row where there is no other
}

func ofTenant(r *record.Run) bool  { return !r.NetworkOnly }
func ofNetwork(r *record.Run) bool { return r.Network != nil }

// workbookSheets are the sheets behind Summary, in their order.
func workbookSheets() []workbookSheet {
	return []workbookSheet{
		{"Requirements", "every sentence of the requirement document, with its answer", matrixColumns, (*workbook).fillMatrix, nil, always("no sentence of it was asked about")},
		{"Findings", "what was found of users, devices and settings", findingColumns, nil, nil, always("nothing was found; what was not read stands in Not evaluated")},
		{"Subscriptions", "the tenant's products and their seats", subscriptionColumns, (*workbook).fillSubscriptions, ofTenant, unless(tenant.SKUs, "the tenant has no subscription")},
		{"Lots", "one row a companySubscription: seats that were bought together", lotColumns, (*workbook).fillLots, ofTenant, always("no subscription of the products is listed")},
		{"Shortfall", "users who do not qualify, the free seats that close it, and those left to buy", shortfallColumns, (*workbook).fillShortfall, ofTenant, always("nobody lacks anything")},
		{"Costs", "what unused, redundant and missing seats cost in a year; with --prices", costColumns, (*workbook).fillCosts, func(r *record.Run) bool { return len(r.Prices) > 0 }, always("no seat is known to be unused, redundant or missing")},
		{"Users", "every user in scope", userColumns, nil, ofTenant, noneOfUsers("no user was judged")},
		{"Assignments", "one row a user and licence", assignmentColumns, nil, ofTenant, noneOfUsers("nobody in scope holds a licence")},
		{"Groups", "groups that assign licences or let users enrol", groupColumns, (*workbook).fillGroups, ofTenant, unless(tenant.LicenseGroups, "no group assigns a licence or lets its members enrol")},
		{"Devices", "Windows devices of Intune", deviceColumns, nil, ofTenant, noDevice},
		{"Endpoints", "what a machine saw of its network; with --network", endpointColumns, (*workbook).fillEndpoints, ofNetwork, always("no host was tried")},
		{"Not evaluated", "datasets that were not read, or not to their end", gapColumns, (*workbook).fillGaps, nil, always("every dataset was read whole")},
		{"Run", "when, how and by what was read", runColumns, (*workbook).fillRun, nil, nil},
	}
}

func openWorkbook(w io.Writer, _ Options) (record.Handler, error) {
	x := &workbook{w: &firstError{w: w}, f: excelize.NewFile(), most: excelize.TotalRows, parts: map[string]string{}, rows: map[string]*sheetRows{}}
	x.f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		return zipWithRows{newZip(x.w), x.rows, map[string]*bytes.Buffer{}}
	})
	var err error
	if x.look, err = newStyles(x.f); err != nil {
		return nil, x.closeOn(err)
	}
	return x, nil
}

// begin makes the sheets in the order in which they stand.
func (x *workbook) Run(r *record.Run) error {
	x.run = r
	if err := x.f.SetSheetName("Sheet1", "Summary"); err != nil {
		return x.closeOn(err)
	}
	growing := x.growing()
	for _, k := range workbookSheets() {
		if k.in != nil && !k.in(r) {
			continue
		}
		if err := x.newSheet(k.name); err != nil {
			return x.closeOn(err)
		}
		if k.fill != nil {
			continue
		}
		var err error
		if *growing[k.name], err = x.sheet(k.name, k.columns(x.look, r)); err != nil {
			return x.closeOn(err)
		}
	}
	return nil
}

// growing are the sheets that grow while a run goes on, by their names.
func (x *workbook) growing() map[string]**sheet {
	return map[string]**sheet{"Findings": &x.findings, "Users": &x.users, "Assignments": &x.assignments, "Devices": &x.devices}
}

// newSheet makes a sheet. excelize numbers the files of sheets in the order in which they are made; Summary is the first.
func (x *workbook) newSheet(name string) error {
	_, err := x.f.NewSheet(name)
	x.parts[name] = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(x.parts)+2)
	return err
}

func (x *workbook) User(row *record.User) error {
	if err := errors.Join(x.addUser(row), x.addAssignments(row), x.addFindings(row.Findings, row.Subject)); err != nil {
		return x.closeOn(err)
	}
	return nil
}

func (x *workbook) Device(d *record.Device) error {
	return x.closeOn(errors.Join(x.addDevice(d), x.addFindings(d.Findings, d.Subject)))
}

func (x *workbook) Finding(f *record.Finding) error {
	return x.closeOn(x.addFinding(f, f.Subject))
}

func (x *workbook) Summary(s *record.Summary) error {
	return x.closeOn(errors.Join(x.finish(s), x.Close()))
}

func (x *workbook) finish(s *record.Summary) error {
	if err := x.summary(s); err != nil {
		return err
	}
	growing := x.growing()
	for _, k := range workbookSheets() {
		if k.in != nil && !k.in(x.run) {
			continue
		}
		var table *sheet
		var err error
		if k.fill == nil {
			table = *growing[k.name]
		} else if table, err = x.sheet(k.name, k.columns(x.look, x.run)); err == nil {
			err = k.fill(x, table, s)
		}
		if err != nil {
			return err
		}
		if table.part == 1 && table.rows.row == 1 {
			if err := table.add(k.none(s)); err != nil {
				return err
			}
		}
		if err := table.end(); err != nil {
			return err
		}
	}
	// excelize declares the kinds of pictures that charts may hold in the order of a map.
	defaults := x.f.ContentTypes.Defaults
	sort.Slice(defaults, func(i, j int) bool { return defaults[i].Extension < defaults[j].Extension })
	created := s.Reading.Finished.UTC().Format("2006-01-02T15:04:05Z")
	err := x.f.SetDocProps(&excelize.DocProperties{
		Title:       "Windows Autopilot device preparation: readiness of " + cellText(x.run.Tenant.Name),
		Description: "SKU catalogue of " + x.run.CatalogDate + "; times are UTC",
		Creator:     "prepaudit " + x.run.Version, LastModifiedBy: "prepaudit " + x.run.Version,
		Created: created, Modified: created,
	})
	if err != nil {
		return err
	}
	// The zip writer goes to x.w itself, and not every error of it is reported.
	_, err = x.f.WriteTo(io.Discard)
	return errors.Join(err, x.w.err)
}

// Close removes the temporary files; whoever ends a run early calls it.
func (x *workbook) Close() error {
	err := x.f.Close()
	for _, r := range x.rows {
		err = errors.Join(err, r.close())
	}
	return err
}

// closeOn closes the workbook when there is an error, since no more events come then.
func (x *workbook) closeOn(err error) error {
	if err == nil {
		return nil
	}
	x.Close() // the first error says more
	return fmt.Errorf("writing the workbook: %w", err)
}

// firstError remembers the first error of w.
type firstError struct {
	w   io.Writer
	err error
}

func (f *firstError) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.w.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	f.err = err
	return n, err
}

// newZip writes straight to w, where excelize would hold the whole file in memory.
func newZip(w io.Writer) *zip.Writer {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	return z
}
