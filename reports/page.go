package reports

import (
	"fmt"
	"html/template"
	"io"
	"slices"
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
	row     []byte         // its last row
	link    string         // of the user whose row that is
	name    int            // the cell that links to the portal
	wanting []html.Person  // users of whom something was found or who are not licensed, the first of them
	others  []html.Person  // and the rest, for as long as there is room
	// what users have in common, by key
	standings map[string]*standing
	key       []byte
}

func openPage(w io.Writer, _ Options) (record.Handler, error) {
	return &page{w: w, Sampler: sample.New(samplesOfRule), standings: map[string]*standing{}}, nil
}

func (p *page) Run(r *record.Run) error {
	t := userTable(r)
	p.users, p.fields = t.open(inPage, p.add), t.fields(inPage)
	p.name = slices.IndexFunc(p.fields, func(f field) bool { return f.heading == "Name" })
	return p.Sampler.Run(r)
}

func (p *page) User(v *record.User) error {
	if err := p.Sampler.User(v); err != nil {
		return err
	}
	list := &p.others
	if v.Status != rules.Qualified || len(v.Findings) > 0 {
		list = &p.wanting
	}
	if len(*list) == mostPeople || list == &p.others && len(p.others)+len(p.wanting) >= mostPeople {
		return nil
	}
	p.link = ""
	if !p.Ran.Redacted { // else the id is a pseudonym
		p.link = rules.PortalLink("", v.Subject())
	}
	if err := p.users.User(v); err != nil {
		return err
	}
	*list = append(*list, html.Person{Standing: p.standingOf(v), Cells: template.HTML(p.row)})
	return nil
}

// add makes the cells of a user.
func (p *page) add(values []any) error {
	p.row = p.row[:0]
	for i, value := range values {
		kind, value := p.fields[i].own(value)
		c := html.Cell{Tone: pageGrounds[kind], Wide: kind == prose}
		switch v := value.(type) {
		case string:
			if c.Text = v; kind != prose { // whose parts are clipped
				c.Text = plain.Shown(v)
			}
		case int:
			c.Text = strconv.Itoa(v)
		}
		if i == p.name {
			c.Link = p.link
		}
		p.row = html.AppendCell(p.row, c)
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
	all = append(p.wanting, p.others[:min(len(p.others), mostPeople-len(p.wanting))]...)
	switch {
	case !s.Scope.Asked:
		return nil, "Users were not read: no selected rule is about them."
	case s.Missed(tenant.Users) && len(all) == s.Scope.InScope:
		return all, english.Count(len(all), "user") +
			" in scope of those that were read. There are others that were not: see 'Not read'."
	case s.Scope.InScope == 0:
		return nil, "Nobody is in scope."
	case len(all) >= s.Scope.InScope:
		return all, fmt.Sprintf("All %s in scope.", english.Count(len(all), "user"))
	}
	return all, fmt.Sprintf("%s of %s in scope, those first of whom something was found. "+
		"A workbook (-o xlsx=FILE) or a table (-o csv=FILE) lists all of them.",
		english.Count(len(all), "user"), english.Number(s.Scope.InScope))
}
