package html

import (
	"bufio"
	"cmp"
	_ "embed"
	"html/template"
	"io"
)

// DiffPage is what diff.html shows; every text in it is fit to be seen, and the template escapes it. It has no script.
type DiffPage struct {
	Title, Tenant, Version, Answer, Text, Tone, Old, New, Who string
	Notes, Lines                                              []string
	Tables                                                    []DiffTable
}

// DiffTable is one of its tables.
type DiffTable struct {
	ID, Heading, About, More string
	Columns                  []string
	Rows                     []template.HTML // see AppendCell
}

// AddRow adds a row; its cells are escaped.
func (t *DiffTable) AddRow(cells []Cell) {
	var b []byte
	for _, c := range cells {
		b = AppendCell(b, c)
	}
	t.Rows = append(t.Rows, template.HTML(b))
}

//go:embed diff.html
var diffText string

var diffLayout = template.Must(template.New("diff").Parse(diffText))

// WriteDiff draws a page.
func WriteDiff(w io.Writer, p DiffPage) error {
	b := bufio.NewWriter(w)
	all := struct {
		DiffPage
		Policy string
		Style  template.CSS
	}{p, "default-src 'none'; style-src '" + digest(pageStyle) + "'; base-uri 'none'; form-action 'none'",
		template.CSS(pageStyle)}
	return cmp.Or(diffLayout.Execute(b, all), b.Flush())
}
