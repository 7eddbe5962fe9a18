package reports

import (
	"strings"

	"prepaudit/reports/record"
)

// dictionaryTable says what the words of the workbook mean, and its sheets and columns, from where the columns are
// listed.
func dictionaryTable(run *record.Run) tabular {
	type row = struct{ sheet, what, means string }
	return &table[row]{
		title: title{sheet: "Dictionary", about: "what terms, sheets and columns mean"},
		end: func(_ *record.Summary, add func(row) error) error {
			for _, w := range bookWords {
				if err := add(row{"", w.word, w.means}); err != nil {
					return err
				}
			}
			for _, of := range bookSheets {
				t := of(run)
				if in := t.titled().in; in != nil && !in(run) {
					continue
				}
				if err := add(row{t.titled().sheet, "", t.titled().about}); err != nil {
					return err
				}
				for _, f := range t.fields(inWorkbook) {
					if err := add(row{t.titled().sheet, f.heading, f.about}); err != nil {
						return err
					}
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Sheet", "empty for a term that all sheets use", 20, text, func(r row) any { return r.sheet }},
			{"", "Term or column", "empty for the sheet itself", 32, text, func(r row) any { return r.what }},
			{"", "Meaning", "what it means", 110, prose,
				func(r row) any { return strings.ToUpper(r.means[:1]) + r.means[1:] }},
		},
	}
}

// bookWords are those that several sheets use.
var bookWords = []struct{ word, means string }{
	{"ready", "the person can prepare a PC today: nothing blocks them, and everything that decides it was read"},
	{"blocked", "at least one cause blocks the person: the PC isn't prepared, or the person never gets to it"},
	{"not checked (of a person)", "nothing is known to block the person, but something that may wasn't read: see sheet " +
		"Not read"},
	{"not a person", "the account may be a shared or room account, which doesn't set up a PC; it isn't counted as a " +
		"person"},
	{"in scope", "the users that this report covers: see Summary"},
	{"cause", "one change, and every finding that it fixes"},
	{"stops", "the people concerned get no prepared PC"},
	{"degrades", "the PC is prepared, and something is missing on it"},
	{"terms", "the PC is prepared, but that breaks the license terms"},
	{"information", "nothing happens to the person who prepares a PC today"},
	{"ready after", "how many people are ready when a cause and all causes before it are fixed"},
	{"pass, fail, warning", "the result of a rule: the requirement is satisfied, is not, or needs a " +
		"look"},
	{"not checked (of a rule)", "what the rule needs wasn't read, or has an unrecognized value"},
	{"check manually", "nothing that can be read answers it: the rule's fix says how to check it manually"},
	{"required, recommended, advisory", "the level of a rule: Microsoft's page requires it, recommends it, " +
		"or it is good to know"},
	{"qualified", "the licenses include Intune and Entra ID P1 or P2, by one of the seven options of Microsoft's page"},
	{"product", "what licenses are for, such as Microsoft 365 E3; in Graph a subscribedSku"},
	{"subscription", "seats of a product that were bought together and end or renew on the same day"},
	{"seat", "a license that can be assigned to one user"},
	{"per device", "seats for devices: they don't need to be assigned to anybody, so how many are in " +
		"use isn't known"},
	{"trial that ended", "seats of a trial whose date is past: they aren't offered, and aren't in charts"},
	{"shared or room account", "an account without a license, or with a license for a room, that may not be a person"},
}
