package html

import "prepaudit/reports/wording"

// Page is what page.html shows; every text in it is fit to be seen, and the template escapes it.
type Page struct {
	Title, Version, Catalog, Finished  string
	Word, Text, Tone, Whole, WholeText string
	Facts                              []wording.Fact
	Causes                             []Cause // what stops people, or leaves something missing
	Charts                             []Chart
	Matrix                             []Sentence
	Rules                              []Rule
	Gaps                               []Gap
	SKUs                               []SKU
	People                             []Person
	Kept, Nothing                      string
	Columns, States                    []string // of the table of people, and what it can be narrowed to
}

// The rows of its tables. A tone is one of the style sheet: good, bad, open, plain.
type (
	Sentence struct {
		Part, URL, Text, Result, Tone, Detail string
		Editions                              []string
	}
	Rule struct {
		ID, Title, Level, Result, Tone, Counts, More, Why, Cure, URL, Source string
		Samples                                                              []Sample
	}
	Cause  struct{ Does, Tone, Title, Who, Count, Fix, Link, After, PowerShell, Bash string }
	Sample struct{ Result, Tone, About, Detail string }
	Gap    struct {
		Dataset, Why, Permission, Hint string
		Rules                          []string
	}
	SKU    struct{ Name, Part, Status, Row, Purchased, Consumed, Free, InScope string }
	Person struct {
		State string
		Cells []Cell
	}
	Cell struct {
		Text, Tone string
		Wide       bool
	}
)
