package reports

import (
	"fmt"
	"io"
	"strconv"

	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// mostPeople is how many users a page holds: a browser sorts and searches so many at once.
const mostPeople = 5000

// page is a report for a browser, a meeting and a printer.
type page struct {
	sample.Sampler
	w       io.Writer
	users   record.Handler // the table of users
	fields  []field        // its columns
	row     []html.Cell    // its last row
	text    []byte         // of its cells
	ends    []int          // where they end
	wanting []html.Person  // users who are not ready or of whom something was found, the first of them
	ready   []html.Person  // and those who are, for as long as there is room
}

func openPage(w io.Writer, _ Options) (record.Handler, error) {
	return &page{w: w, Sampler: sample.New(samplesOfRule)}, nil
}

func (p *page) Run(r *record.Run) error {
	t := userTable(r)
	p.users, p.fields = t.open(inPage, p.add), t.fields(inPage)
	return p.Sampler.Run(r)
}

func (p *page) User(v *record.User) error {
	if err := p.Sampler.User(v); err != nil {
		return err
	}
	list := &p.ready
	if v.Status != rules.Qualified || len(v.Findings) > 0 {
		list = &p.wanting
	}
	if len(*list) == mostPeople || list == &p.ready && len(p.ready)+len(p.wanting) >= mostPeople {
		return nil
	}
	if err := p.users.User(v); err != nil {
		return err
	}
	*list = append(*list, html.Person{State: v.Status.String(), Cells: p.row})
	return nil
}

// add makes the cells of a user. Their texts are pieces of one, which is of its own: users come in pages, which would
// stay in memory with it.
func (p *page) add(values []any) error {
	p.row, p.text, p.ends = make([]html.Cell, len(values)), p.text[:0], p.ends[:0]
	for i, value := range values {
		kind, value := p.fields[i].own(value)
		p.row[i].Tone, p.row[i].Wide = pageGrounds[kind], kind == prose
		switch v := value.(type) {
		case string:
			if kind != prose { // whose parts are clipped
				v = plain.Shown(v)
			}
			p.text = append(p.text, v...)
		case int:
			p.text = strconv.AppendInt(p.text, int64(v), 10)
		}
		p.ends = append(p.ends, len(p.text))
	}
	text, from := string(p.text), 0
	for i := range p.row {
		p.row[i].Text, from = text[from:p.ends[i]], p.ends[i]
	}
	return nil
}

// pageGrounds are what the style sheet calls the grounds.
var pageGrounds = map[kind]string{good: "good", bad: "bad", neutral: "open"}

// pageTone is what it calls a tone.
func pageTone(t wording.Tone) string {
	switch t {
	case wording.Good:
		return "good"
	case wording.Bad:
		return "bad"
	case wording.Even:
		return "plain"
	}
	return "open"
}

func (p *page) Summary(s *record.Summary) error {
	if err := html.Write(p.w, p.data(s)); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	return nil
}

// people are the users that the page holds, and a sentence about who they are.
func (p *page) people(s *record.Summary) (all []html.Person, said string) {
	all = append(p.wanting, p.ready[:min(len(p.ready), mostPeople-len(p.wanting))]...)
	switch {
	case !s.Scope.Asked:
		return nil, "Users were not read: no selected rule is about them."
	case s.Missed(tenant.Users) && len(all) == s.Scope.InScope:
		return all, english.Count(len(all), "user") +
			" in scope of those that were read. There are others that were not: see 'Not evaluated'."
	case s.Scope.InScope == 0:
		return nil, "Nobody is in scope."
	case len(all) >= s.Scope.InScope:
		return all, fmt.Sprintf("All %s in scope.", english.Count(len(all), "user"))
	}
	return all, fmt.Sprintf("%s of %s in scope, those first of whom something was found. "+
		"A workbook (-o xlsx=FILE) or a table (-o csv=FILE) holds all of them.",
		english.Count(len(all), "user"), english.Number(s.Scope.InScope))
}
