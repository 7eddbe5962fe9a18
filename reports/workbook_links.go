package reports

import "prepaudit/reports/xlsx"

// anchored is a value that links lead to: to the first row that has it under this id.
type anchored struct {
	id    string
	value any
}

// folded is a value with whose row the last ones of the sheet begin, which are hidden until somebody wants them.
type folded struct{ value any }

// jump is a link to the row that has one of these ids, the first that some row has; its text alone where none has.
type jump struct {
	to        []string
	text, tip string
}

// anchors are the places of ids in the workbook.
type anchors map[string]string

// mark notes where ids stand, if they stand nowhere yet.
func (a anchors) mark(sheet *xlsx.Sheet, ids ...string) {
	for _, id := range ids {
		if _, ok := a[id]; !ok {
			a[id] = sheet.Place()
		}
	}
}

func (a anchors) link(j jump) xlsx.Hyperlink {
	for _, id := range j.to {
		if place := a[id]; place != "" {
			return xlsx.Hyperlink{Text: j.text, URL: place, Tip: j.tip}
		}
	}
	return xlsx.Hyperlink{Text: j.text}
}
