package xlsx

import "github.com/xuri/excelize/v2"

// Look is how a cell looks. Colors repeat what the words in the cell say, and differ in lightness, so that nothing is
// lost in gray.
type Look int

// The looks; some say what a cell holds.
const (
	Head Look = iota
	HeadNumber
	Title
	Link
	Text
	Wrapped
	Indented // wrapped, behind a number
	Number   // to the right
	Numeral  // to the left
	Share
	Time
	Date
	Money
	Good
	Doubtful
	Bad
	Neutral
	TotalText
	TotalNumber
	TotalMoney
	lookCount
)

// Cell is one cell: a text, an int, a float64, a time, a Hyperlink, or nil for none; on a sheet also a pointer to a
// text that is known when the workbook is written.
type Cell struct {
	Look  Look
	Value any
}

// Of is a cell that looks so.
func (l Look) Of(value any) Cell { return Cell{l, value} }

// Head is the look of the header of a column.
func (l Look) Head() Look {
	if l == Number || l == Money || l == Share {
		return HeadNumber
	}
	return Head
}

// lookIDs are excelize's ids of the looks.
type lookIDs [lookCount]int

func newLooks(f *excelize.File) (lookIDs, error) {
	// A text format keeps a name a name when somebody edits the cell: "=1+1" stays what it is.
	const asText = 49
	top := func(a excelize.Alignment) *excelize.Alignment {
		a.Vertical = "top"
		return &a
	}
	words := func(ground string, font *excelize.Font) excelize.Style {
		return excelize.Style{NumFmt: asText, Alignment: top(excelize.Alignment{}), Fill: fill(ground), Font: font}
	}
	wrapped := func(a excelize.Alignment) excelize.Style {
		a.WrapText = true
		return excelize.Style{NumFmt: asText, Alignment: top(a)}
	}
	link := wrapped(excelize.Alignment{})
	link.Font = font(excelize.Font{Color: "0A53A8", Underline: "single", Size: 11})
	number := func(format string, a excelize.Alignment) excelize.Style {
		return excelize.Style{CustomNumFmt: &format, Alignment: top(a)}
	}
	head := func(horizontal string) excelize.Style {
		return excelize.Style{
			Font: font(excelize.Font{Bold: true, Color: "FFFFFF", Size: 11}), Fill: fill("1F4E79"),
			Alignment: &excelize.Alignment{Vertical: "center", Horizontal: horizontal},
		}
	}
	bold := font(excelize.Font{Bold: true, Size: 11})
	left := excelize.Alignment{Horizontal: "left"}
	right := excelize.Alignment{Horizontal: "right", Indent: 1} // a text follows in the next column
	total := func(format string) excelize.Style {
		style := number(format, right)
		style.Font, style.Fill = bold, fill("EDEDED")
		return style
	}
	styles := [lookCount]excelize.Style{
		Head:        head(""),
		HeadNumber:  head("center"),
		Title:       {Font: font(excelize.Font{Bold: true, Size: 16})},
		Link:        link,
		Text:        words("", nil),
		Wrapped:     wrapped(excelize.Alignment{}),
		Indented:    wrapped(excelize.Alignment{Horizontal: "left", Indent: 1}),
		Number:      number("#,##0", right),
		Numeral:     number("#,##0", left),
		Share:       number("0.0%", right),
		Time:        number(`yyyy\-mm\-dd\ hh:mm`, left),
		Date:        number(`yyyy\-mm\-dd`, left),
		Money:       number("#,##0.00", right),
		Good:        words("E2EFDA", nil),
		Doubtful:    words("FFE699", nil),
		Bad:         words("F4A07C", font(excelize.Font{Bold: true, Size: 11})),
		Neutral:     words("EDEDED", nil),
		TotalText:   words("EDEDED", bold),
		TotalNumber: total("#,##0"), TotalMoney: total("#,##0.00"),
	}
	var ids lookIDs
	for l := range styles {
		var err error
		if ids[l], err = f.NewStyle(&styles[l]); err != nil {
			return lookIDs{}, err
		}
	}
	return ids, nil
}

// font is that of the cells without one of their own.
func font(f excelize.Font) *excelize.Font {
	f.Family = "Calibri"
	return &f
}

func fill(color string) excelize.Fill {
	if color == "" {
		return excelize.Fill{}
	}
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}
