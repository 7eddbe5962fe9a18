package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// asText adds a report to texts: a workbook part by part, the rows of Parquet, and else the report itself.
func asText(texts map[string][]byte, format string, b []byte) error {
	name := strings.ReplaceAll(format, ":", "-")
	switch {
	case format == "xlsx":
		return workbookText(texts, b)
	case strings.HasPrefix(format, "parquet"):
		text, err := parquetText(b)
		texts[name] = text
		return err
	}
	texts[name] = steady(b)
	return nil
}

func workbookText(texts map[string][]byte, b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		// A line for each row of a sheet, and elsewhere for each element.
		before := "<"
		if strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			before = "<row "
		}
		texts["xlsx/"+part.Name] = steady(bytes.ReplaceAll(text, []byte(">"+before), []byte(">\n"+before)))
	}
	return nil
}

func parquetText(b []byte) ([]byte, error) {
	r := parquet.NewReader(bytes.NewReader(b))
	defer r.Close()
	text := fmt.Appendln(nil, r.Schema())
	rows := make([]parquet.Row, 1)
	for {
		n, err := r.ReadRows(rows)
		for _, row := range rows[:n] {
			for _, v := range row {
				if v.IsNull() {
					text = append(text, "null\t"...)
				} else {
					text = fmt.Appendf(text, "%q\t", v.String())
				}
			}
			text = append(text, '\n')
		}
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// counters are what one run of the same program reads and waits more or less than another.
var counters = []struct {
	is  *regexp.Regexp
	say string
}{
	{regexp.MustCompile(`"(requests|pages|retries|throttledSeconds|bytes)":( ?)[0-9.e+-]+`), `"$1":${2}0`},
	{regexp.MustCompile(`(>(?:Requests|Pages|Retries|Seconds of waiting[^<]*)</t></is></c><c [^>]*><v>)[^<]*`), `${1}0`},
	{regexp.MustCompile(`\d+ pages, \d+ requests, \d+ retries, \S+ throttled, \d+ bytes`), `0 pages, 0 requests`},
	{regexp.MustCompile(`(FOLDER/\S+ \()[\d,.]+ (?:bytes|kB|MB)\)`), `${1}0 bytes)`}, // the network's have times in them
	{regexp.MustCompile(`(it\s+waited\s+)\d+s(,\s+and\s+another\s+)\d+s`), `${1}1s${2}1s`},
}

var (
	// footer is the paragraph below the table that says what was read; where its lines break depends on the counters.
	footer = regexp.MustCompile(`(?sm)^Read (?:no|[\d,]+) users?.*?SKU\s+catalog(?:ue)?\s+of\s+[\d-]+\.`)
	spaces = regexp.MustCompile(`\s+`)
	read   = regexp.MustCompile(`[\d,]+ pages?, .*?\. prepaudit`)
)

func steady(b []byte) []byte {
	for _, c := range counters {
		b = c.is.ReplaceAll(b, []byte(c.say))
	}
	return footer.ReplaceAllFunc(b, func(p []byte) []byte {
		return read.ReplaceAll(spaces.ReplaceAll(p, []byte(" ")), []byte("0 pages. prepaudit"))
	})
}
