package html

import (
	"html/template"

	"prepaudit/reports/wording"
)

// Page is what page.html shows; every text in it is fit to be seen, and the template escapes it.
type Page struct {
	Title, Tenant, Version, Catalog, Finished   string
	Answer, Text, Tone, Whole, WholeText, Scope string
	Way                                         []Stretch // of all people, by their state
	Tiles                                       []Tile
	First, Later                                []Cause
	MoreCauses                                  string // how many are left out; "" for none
	Facts                                       []wording.Fact
	Trend                                       *Trend // nil where no other run is known
	Charts                                      []Chart
	Matrix                                      []Sentence
	Manual, Rules                               []Rule
	Excused                                     *Excused // nil where nothing could be
	Gaps                                        []Gap
	SKUs                                        []SKU
	FreeSKUs                                    string // what those are that have no row
	Plan                                        *Plan  // nil where no users were asked for
	People                                      []Person
	Kept, Nothing                               string
	Columns                                     []Column // of the table of people
	States                                      []string // what it can be narrowed to
	ByCause, ByRule                             []Choice
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
		Way                                            []Stretch // how many are ready after it
		Blocks                                         bool      // somebody in the table of people
	}
	Sample struct{ Result, Tone, About, Link, Detail string }
	Gap    struct {
		Why, Permission, Hint, Count string
		Datasets, Rules              []string
	}
	// Excused is what doesn't fail the run.
	Excused struct {
		Said   []wording.Said
		Tables []Table
	}
	Table struct {
		Name  string
		Heads []string
		Rows  [][]string
		More  string // how many are left out; "" for none
	}
	// Plan is the license plan; without Steps, Products, Renewals and People there is none, and Text says why.
	Plan struct {
		Text, Currency, Kept string
		Steps                []Step
		Products             []Planned // the last adds up, where there is a currency
		Renewals             []Renewal
		Columns              []Column
		People               []template.HTML // see AppendCell
	}
	Step    struct{ People, Title string }
	Planned struct {
		Name, Note    string
		Seats         []string // owned, used, needed, freed, to buy, to renew, left
		Before, After string
	}
	Renewal struct{ Day, Name, Status, Seats, Used, InScope, Then string }
	SKU     struct{ Name, Part, Status, Row, Purchased, Consumed, Free, InScope string }
	Column  struct {
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
