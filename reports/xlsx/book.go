// Package xlsx writes workbooks: a cover with charts, and sheets that are one table each. A text in a cell may be
// untrusted: what is hidden in it is spelled out, and what Excel cannot hold is cut.
package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// Book is a workbook. Rows go to temporary files while they come, and to the writer when Write is called; Close removes
// those files. The same calls write the same bytes.
type Book struct {
	w     *firstError
	f     *excelize.File
	looks lookIDs
	most  int // rows of a sheet
	// parts are the names of the sheets' files in the workbook, rows what they hold, by these names.
	parts map[string]string
	rows  map[string]*sheetRows
	late  *lateTexts
}

// New begins a workbook with a cover of that name. Whoever got it closes it.
func New(w io.Writer, cover string) (*Book, error) {
	b := &Book{
		w: &firstError{w: w}, f: excelize.NewFile(), most: excelize.TotalRows,
		parts: map[string]string{}, rows: map[string]*sheetRows{},
		late: &lateTexts{place: map[*string]int{}},
	}
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		return zipWithRows{newZip(b.w), b.rows, map[string]*bytes.Buffer{}}
	})
	err := b.f.SetSheetName("Sheet1", cover)
	if err == nil {
		b.looks, err = newLooks(b.f)
	}
	if err != nil {
		b.Close() // the first error says more
		return nil, err
	}
	return b, nil
}

// newSheet makes a sheet. excelize numbers the files of sheets in the order in which they are made; the cover is the
// first.
func (b *Book) newSheet(name string) error {
	_, err := b.f.NewSheet(name)
	b.parts[name] = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.parts)+2)
	return err
}

// Properties are what a program shows of a file beside its contents.
type Properties struct {
	Title, Description, Creator string
	Tenant                      string // its id, by which ReadDecisions knows whose workbook it is; "" for none
	Created                     time.Time
}

// tenantWord is the keyword of a file that is followed by the id of its tenant: programs keep it when they save.
const tenantWord = "tenant "

// Write writes the workbook, whose sheets have ended.
func (b *Book) Write(p Properties) error {
	// excelize declares the kinds of pictures that charts may hold in the order of a map.
	defaults := b.f.ContentTypes.Defaults
	sort.Slice(defaults, func(i, j int) bool { return defaults[i].Extension < defaults[j].Extension })
	keywords := ""
	if p.Tenant != "" {
		keywords = tenantWord + cellText(p.Tenant)
	}
	created := p.Created.UTC().Format("2006-01-02T15:04:05Z")
	err := b.f.SetDocProps(&excelize.DocProperties{
		Title: cellText(p.Title), Description: p.Description, Creator: p.Creator, LastModifiedBy: p.Creator,
		Keywords: keywords, Created: created, Modified: created,
	})
	if err != nil {
		return err
	}
	// The zip writer goes to b.w itself, and not every error of it is reported.
	_, err = b.f.WriteTo(io.Discard)
	return errors.Join(err, b.w.err)
}

// Close removes the temporary files.
func (b *Book) Close() error {
	err := b.f.Close()
	for _, r := range b.rows {
		err = errors.Join(err, r.close())
	}
	return err
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
