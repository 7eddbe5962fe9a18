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
		title: title{sheet: "Dictionary", about: "what the words, the sheets and their columns mean"},
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
			{"", "Sheet", "empty for a word that all sheets use", 20, text, func(r row) any { return r.sheet }},
			{"", "Word or column", "empty for the sheet itself", 32, text, func(r row) any { return r.what }},
			{"", "Meaning", "what it means", 110, prose,
				func(r row) any { return strings.ToUpper(r.means[:1]) + r.means[1:] }},
		},
	}
}

// bookWords are those that several sheets use.
var bookWords = []struct{ word, means string }{
	{"ready", "the person can prepare a PC today: nothing stops them, and all that was needed to say so was read"},
	{"blocked", "at least one cause stops the person: there is no prepared PC, or the person never gets to it"},
	{"not checked", "nothing is known to stop the person, and something that may was not read: see sheet Not " +
		"evaluated"},
	{"not a person", "the account may be a shared or room account, which prepares no PC; it is not counted as a " +
		"person"},
	{"in scope", "the users whom this report is about: Summary says which"},
	{"cause", "one thing to change, and with it every finding that it fixes"},
	{"stops", "no prepared PC for the people concerned"},
	{"degrades", "the PC is prepared, and something is missing on it"},
	{"terms", "the PC is prepared, against the license terms"},
	{"information", "nothing happens to the person who prepares a PC today"},
	{"ready after", "how many people are ready when a cause and all causes before it are fixed"},
	{"pass, fail, warning", "what a rule says: the requirement is met, is not met, or is met in a way that " +
		"wants a look"},
	{"not evaluated", "what the rule needs was not read, or has a value that is not recognized"},
	{"check manually", "nothing that can be read answers it: the rule's fix says how to check it manually"},
	{"required, recommended, advisory", "how much a rule weighs: Microsoft's page requires it, recommends it, " +
		"or it helps"},
	{"qualified", "the licenses include Intune and Entra ID P1 or P2, by one of the seven options of Microsoft's page"},
	{"product", "what licenses are of, as Microsoft 365 E3; in Graph a subscribedSku"},
	{"subscription", "seats of a product that were bought together, with one day on which they end or renew"},
	{"seat", "a license that can be assigned to one user"},
	{"per device", "seats that are for devices: they need not be assigned to anybody, so that how many are in " +
		"use is not known"},
	{"trial that ended", "seats whose trial is over by its date: they are neither offered nor drawn as seats"},
	{"shared or room account", "an account without a license, or with that of a room, that may belong to nobody"},
}
