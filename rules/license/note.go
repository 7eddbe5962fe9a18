package license

import (
	_ "embed"
	"strings"
	"sync"

	"prepaudit/rules/tenant"
)

//go:embed notes.txt
var notesText string

// Note is something about a product that its name or its plans do not say.
type Note struct {
	Text   string
	Source string // document and date
}

// notes are the notes of each product, in the order of notes.txt.
var notes = sync.OnceValue(func() map[tenant.GUID][]Note {
	all := map[tenant.GUID][]Note{}
	var n Note
	for line := range strings.Lines(notesText) {
		line = strings.TrimSuffix(line, "\n")
		first, rest, _ := strings.Cut(line, "\t")
		switch first {
		case "note":
			n.Text, n.Source, _ = strings.Cut(rest, "\t")
		case "": // a product that the note is about: skuId, part number
			id, _, _ := strings.Cut(rest, "\t")
			all[tenant.MustGUID(id)] = append(all[tenant.MustGUID(id)], n)
		}
	}
	return all
})
