package reports

import "github.com/xuri/excelize/v2"

// look is how a cell looks. Colours repeat what the words in the cell say, and differ in lightness, so that nothing is
// lost in grey.
type look int

const (
	lookHead look = iota
	lookHeadNumber
	lookTitle
	lookLink
	lookText
	lookWrapped
	lookIndented // wrapped, behind a number
	lookNumber   // to the right
	lookNumeral  // to the left
	lookShare
	lookTime
	lookDate
	lookMoney
	lookGood
	lookDoubtful
	lookBad
	lookNeutral
	lookCount
)

// cell is one cell: a text, an int, a float64, a time, or nil for none; on a cover a hyperlink too.
type cell struct {
	look  look
	value any
}

// of is a cell that looks so.
func (l look) of(value any) cell { return cell{l, value} }

// head is the look of the header of a column.
func (l look) head() look {
	if l == lookNumber || l == lookMoney || l == lookShare {
		return lookHeadNumber
	}
	return lookHead
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
	number := func(format string, a excelize.Alignment) excelize.Style {
		return excelize.Style{CustomNumFmt: &format, Alignment: top(a)}
	}
	head := func(horizontal string) excelize.Style {
		return excelize.Style{
			Font: font(excelize.Font{Bold: true, Color: "FFFFFF", Size: 11}), Fill: fill("1F4E79"),
			Alignment: &excelize.Alignment{Vertical: "center", Horizontal: horizontal},
		}
	}
	left := excelize.Alignment{Horizontal: "left"}
	right := excelize.Alignment{Horizontal: "right", Indent: 1} // a text follows in the next column
	styles := [lookCount]excelize.Style{
		lookHead:       head(""),
		lookHeadNumber: head("center"),
		lookTitle:      {Font: font(excelize.Font{Bold: true, Size: 16})},
		lookLink:       words("", font(excelize.Font{Color: "0A53A8", Underline: "single", Size: 11})),
		lookText:       words("", nil),
		lookWrapped:    wrapped(excelize.Alignment{}),
		lookIndented:   wrapped(excelize.Alignment{Horizontal: "left", Indent: 1}),
		lookNumber:     number("#,##0", right),
		lookNumeral:    number("#,##0", left),
		lookShare:      number("0.0%", right),
		lookTime:       number(`yyyy\-mm\-dd\ hh:mm`, left),
		lookDate:       number(`yyyy\-mm\-dd`, left),
		lookMoney:      number("#,##0.00", right),
		lookGood:       words("E2EFDA", nil),
		lookDoubtful:   words("FFE699", nil),
		lookBad:        words("F4A07C", font(excelize.Font{Bold: true, Size: 11})),
		lookNeutral:    words("EDEDED", nil),
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
