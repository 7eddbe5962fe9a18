// Package site makes the pages about the program out of what the program knows: a page a rule, permissions, formats with
// their columns, exit statuses, faults survived, speed, and sample reports. The pages need no script.
package site

import (
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"prepaudit/rules"
)

// Content is what the pages are made of.
type Content struct {
	Version     string
	Terminal    string // what an audit of the sample tenant prints
	Rules       []Rule
	Permissions []Permission
	Formats     []Format
	Statuses    []Status
	Refusals    []Refusal
	Samples     []Sample
	Pages       []Printed // what commands print
}

// Rule is a rule, and what of it is known elsewhere.
type Rule struct {
	*rules.Rule
	Effect string   // what failing and warning does to people
	Reads  []string // the datasets that it reads, each with its permission
}

// Permission is one consent, and what can't be done without it: rules, and options.
type Permission struct {
	Name  string
	Rules []*rules.Rule
	Opens []string
}

// Format is a way to write a report; Tables is empty for one without columns.
type Format struct {
	Name, About string
	Tables      []Table
}

// Table is columns of a format.
type Table struct {
	Title, About string
	Columns      []Column
}

// Column is one of a table.
type Column struct{ Name, Type, About string }

// Status is an exit status.
type Status struct {
	Code    int
	Meaning string
}

// Refusal is errors of a sign-in with one cause.
type Refusal struct {
	Codes      []string
	About, Fix string
}

// Sample is reports of a simulated tenant, as files beside the pages.
type Sample struct {
	Name, About string
	Files       []string // names in folder samples
}

// Printed is a page of what a command prints.
type Printed struct {
	Path, Title, About, Command, Text string
}

var (
	//go:embed page.html
	layoutText string
	//go:embed bodies.html
	bodiesText string
	//go:embed site.css
	style string
	//go:embed faults.tsv
	faults string
	//go:embed speed.tsv
	speed string

	pages = template.Must(template.Must(template.New("page").Funcs(template.FuncMap{
		"pieces": pieces,
	}).Parse(layoutText)).Parse(bodiesText))
)

// page is one file of the site.
type page struct {
	path, title, body string
	about             string
	data              any
}

// Write writes the pages into a folder, which it makes; files of the same names are replaced.
func Write(dir string, c *Content) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "site.css"), []byte(style), 0o666); err != nil {
		return err
	}
	for _, p := range c.pages() {
		if err := c.write(dir, &p); err != nil {
			return fmt.Errorf("page %s: %w", p.path, err)
		}
	}
	return nil
}

func (c *Content) write(dir string, p *page) error {
	var body strings.Builder
	root := strings.Repeat("../", strings.Count(p.path, "/"))
	if err := pages.ExecuteTemplate(&body, p.body, struct {
		Root string
		Data any
	}{root, p.data}); err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.FromSlash(p.path))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = pages.ExecuteTemplate(f, "page", struct {
		Root, Path, Title, About, Version string
		Body                              template.HTML
	}{root, p.path, p.title, p.about, c.Version, template.HTML(body.String())})
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// piece is a part of a text; code stands between backticks.
type piece struct {
	Code bool
	Text string
}

// pieces are a text apart from the commands in it.
func pieces(s string) []piece {
	var all []piece
	for i, text := range strings.Split(s, "`") {
		all = append(all, piece{i%2 == 1, text})
	}
	return all
}
