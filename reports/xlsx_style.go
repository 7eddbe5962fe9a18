package reports

import (
	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

// styles are the ids of the looks of cells. Colours repeat what the words in the cell say, and
// differ in lightness, so that nothing is lost in grey.
type styles struct {
	head, headNumber             int
	title, link                  int
	text, number, share, time    int
	date, money                  int
	wrapped, indented, figure    int
	good, bad, doubtful, neutral int
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	count, share, stamp, date, money, top := "#,##0", "0.0%", `yyyy\-mm\-dd\ hh:mm`, `yyyy\-mm\-dd`, "#,##0.00", &excelize.Alignment{Vertical: "top"}
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1} // a text follows in the next column
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	// A text format keeps a name a name when somebody edits the cell: "=1+1" stays what it is.
	const asText = 49
	const family = "Calibri" // of the cells without a font of their own
	for _, d := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF", Family: family, Size: 11}, Fill: fill("1F4E79"), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&s.headNumber, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF", Family: family, Size: 11}, Fill: fill("1F4E79"), Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "center"}}},
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 16, Family: family}}},
		{&s.link, excelize.Style{NumFmt: asText, Alignment: top, Font: &excelize.Font{Color: "0A53A8", Underline: "single", Size: 11, Family: family}}},
		{&s.text, excelize.Style{NumFmt: asText, Alignment: top}},
		{&s.wrapped, excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&s.indented, excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", WrapText: true, Indent: 1}}},
		{&s.number, excelize.Style{CustomNumFmt: &count, Alignment: right}},
		{&s.figure, excelize.Style{CustomNumFmt: &count, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&s.share, excelize.Style{CustomNumFmt: &share, Alignment: right}},
		{&s.time, excelize.Style{CustomNumFmt: &stamp, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&s.date, excelize.Style{CustomNumFmt: &date, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&s.money, excelize.Style{CustomNumFmt: &money, Alignment: right}},
		{&s.good, excelize.Style{NumFmt: asText, Alignment: top, Fill: fill("E2EFDA")}},
		{&s.doubtful, excelize.Style{NumFmt: asText, Alignment: top, Fill: fill("FFE699")}},
		{&s.bad, excelize.Style{NumFmt: asText, Alignment: top, Fill: fill("F4A07C"), Font: &excelize.Font{Bold: true, Size: 11, Family: family}}},
		{&s.neutral, excelize.Style{NumFmt: asText, Alignment: top, Fill: fill("EDEDED")}},
	} {
		id, err := f.NewStyle(&d.style)
		if err != nil {
			return styles{}, err
		}
		*d.id = id
	}
	return s, nil
}

func (s styles) outcome(o rules.Outcome) int {
	switch o {
	case rules.Pass:
		return s.good
	case rules.Fail:
		return s.bad
	case rules.Warn:
		return s.doubtful
	}
	return s.neutral
}

func (s styles) standing(st rules.Standing) int {
	switch st {
	case rules.Qualified:
		return s.good
	case rules.Unclassified, rules.RoomAccount, rules.LicencesUnknown:
		return s.neutral
	}
	return s.bad
}
