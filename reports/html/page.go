package html

import (
	"html/template"

	"prepaudit/reports/wording"
)

// Page is what page.html shows; every text in it is fit to be seen, and the template escapes it.
type Page struct {
	Title, Tenant, Version, Catalog, Finished string
	Word, Text, Tone, Whole, WholeText, Scope string
	Tiles                                     []Tile
	First, Later                              []Cause
	MoreCauses                                string // how many are left out; "" for none
	Facts                                     []wording.Fact
	Charts                                    []Chart
	Matrix                                    []Sentence
	ByHand, Rules                             []Rule
	Gaps                                      []Gap
	SKUs                                      []SKU
	People                                    []Person
	Kept, Nothing                             string
	Columns                                   []Column // of the table of people
	States                                    []string // what it can be narrowed to
	ByCause, ByRule                           []Choice
}

// The rows of its tables. A tone is one of the style sheet: good, bad, open, plain.
type (
	Tile struct {
		Value, Name, Note, Tone, Link, State string
	}
	Sentence struct {
		Part, URL, Text, Result, Tone, Detail string
		Editions                              []string
	}
	Rule struct {
		ID, Title, Level, Result, Tone, Counts, More, Why, Fix, URL, Source string
		Samples                                                             []Sample
	}
	Cause struct {
		No                                             int
		Tone, Felt, Title, Who, Fix, Link, After, Note string
		PowerShell, Bash                               string
		Blocks                                         bool // somebody in the table of people
	}
	Sample struct{ Result, Tone, About, Link, Detail string }
	Gap    struct {
		Why, Permission, Hint, Count string
		Datasets, Rules              []string
	}
	SKU    struct{ Name, Part, Status, Row, Purchased, Consumed, Free, InScope string }
	Column struct {
		Name   string
		Filter bool // the table can be narrowed to one of its values
	}
	Choice struct{ Value, Text string }
	Person struct {
		Standing *Standing
		Cells    template.HTML // see AppendCell
	}
	Cell struct {
		Text, Tone, Link string
		Wide             bool
	}
)
