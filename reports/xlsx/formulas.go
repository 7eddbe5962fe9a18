package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// readFormulas are the formulas of a workbook, by sheet and cell, without their sign; of cells without one there is
// nothing. excelize reads them with the whole sheet in memory alone.
func readFormulas(file string) (map[string]map[string]string, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := part(z, "xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := part(z, "xl/_rels/workbook.xml.rels", &rels); err != nil {
		return nil, err
	}
	all := map[string]map[string]string{}
	for _, sheet := range book.Sheets {
		for _, r := range rels.All {
			if r.ID != sheet.ID {
				continue
			}
			name := path.Join("xl", r.Target)
			if target, ok := strings.CutPrefix(r.Target, "/"); ok {
				name = path.Clean(target)
			}
			if all[sheet.Name], err = formulasOf(z, name); err != nil {
				return nil, fmt.Errorf("sheet %s: %w", sheet.Name, err)
			}
		}
	}
	return all, nil
}

// mostOfBook bounds what a workbook says of its sheets.
const mostOfBook = 16 << 20

// part reads a small part of a workbook.
func part(z *zip.ReadCloser, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(io.LimitReader(f, mostOfBook)).Decode(into)
}

// formulasOf reads those of one sheet, a cell at a time.
func formulasOf(z *zip.ReadCloser, name string) (map[string]string, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, nil // a chart, or nothing: excelize says what is wrong with a sheet
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: mostUnpacked}
	dec := xml.NewDecoder(limited)
	all := map[string]string{}
	cell := ""
	for {
		token, err := dec.Token()
		switch {
		case limited.N == 0:
			return nil, errUnpacked
		case err == io.EOF:
			return all, nil
		case err != nil:
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "c":
			cell = ""
			for _, a := range start.Attr {
				if a.Name.Local == "r" {
					cell = a.Value
				}
			}
		case start.Name.Local == "f":
			var text string
			if err := dec.DecodeElement(&text, &start); err != nil {
				return nil, err
			}
			if text != "" && cell != "" && len(all) < mostFormulas {
				all[cell] = text[:min(len(text), mostFormula)]
			}
		}
	}
}

// What is kept of formulas: Excel's own bounds are those of a sheet and of a formula.
const (
	mostFormulas = 3 << 20
	mostFormula  = 8192
)
