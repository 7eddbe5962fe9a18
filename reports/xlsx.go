package reports

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

// workbook is what leaves the tenant's hands: tables to filter, one user a row. Rows go to temporary
// files while they come, and into w at the end; Close removes those files.
type workbook struct {
	w        *firstError
	f        *excelize.File
	look     styles
	run      Run
	findings *sheet
	users    *sheet
}

func openWorkbook(w io.Writer, _ Options) (format, error) {
	x := &workbook{w: &firstError{w: w}, f: excelize.NewFile()}
	x.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newZip(x.w) })
	if err := x.prepare(); err != nil {
		return nil, x.closeOn(err)
	}
	return x, nil
}

// prepare makes the sheets in the order in which they stand.
func (x *workbook) prepare() error {
	var err error
	if x.look, err = newStyles(x.f); err != nil {
		return err
	}
	if err := x.f.SetSheetName("Sheet1", "Summary"); err != nil {
		return err
	}
	for _, name := range []string{"Requirements", "Findings", "Subscriptions", "Users"} {
		if _, err := x.f.NewSheet(name); err != nil {
			return err
		}
	}
	if x.findings, err = x.sheet("Findings", findingColumns(x.look)); err != nil {
		return err
	}
	x.users, err = x.sheet("Users", userColumns(x.look))
	return err
}

func (x *workbook) begin(r Run) error {
	x.run = r
	return nil
}

func (x *workbook) user(row *view) error {
	if err := x.addUser(row); err != nil {
		return x.closeOn(err)
	}
	for i := range row.Findings {
		if err := x.addFinding(&row.Findings[i]); err != nil {
			return x.closeOn(err)
		}
	}
	return nil
}

func (x *workbook) finding(f rules.Finding) error { return x.closeOn(x.addFinding(&f)) }

func (x *workbook) end(s rules.Summary, r Reading) error {
	return x.closeOn(errors.Join(x.finish(s, r), x.Close()))
}

func (x *workbook) finish(s rules.Summary, r Reading) error {
	if err := x.summary(s, r); err != nil {
		return err
	}
	if err := x.matrix(s); err != nil {
		return err
	}
	if err := x.subscriptions(s); err != nil {
		return err
	}
	if err := x.findings.end(); err != nil {
		return err
	}
	if err := x.users.end(); err != nil {
		return err
	}
	created := r.Finished.UTC().Format("2006-01-02T15:04:05Z")
	err := x.f.SetDocProps(&excelize.DocProperties{
		Title:       "Windows Autopilot device preparation: readiness of " + cellText(x.run.TenantName),
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
func (x *workbook) Close() error { return x.f.Close() }

// closeOn closes the workbook when there is an error, since no more events come then.
func (x *workbook) closeOn(err error) error {
	if err == nil {
		return nil
	}
	x.f.Close() // the first error says more
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

// Device is not written yet.
func (x *workbook) device(*rules.DeviceRow) error { return nil }
