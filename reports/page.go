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
	listed  pageRows
	users   record.Handler // the table of users, which goes there
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
	p.users = p.listed.of(userTable(r))
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
	p.listed.link = p.linkTo(v.Subject())
	if err := p.users.User(v); err != nil {
		return err
	}
	*list = append(*list, html.Person{Standing: p.standingOf(v), Cells: template.HTML(p.listed.row)})
	return nil
}

// linkTo is where the portal shows a user; "" where the id is a pseudonym.
func (p *page) linkTo(s rules.Subject) string {
	if p.Ran.Redacted {
		return ""
	}
	return rules.PortalLink(p.Ran.Cloud, "", s)
}

// pageRows are the rows of a table on the page, one at a time.
type pageRows struct {
	fields []field // its columns
	name   int     // the cell that links to the portal
	link   string  // of the row that comes
	row    []byte  // the last one
}

// of makes them those of a table.
func (p *pageRows) of(t tabular) record.Handler {
	p.fields = t.fields(inPage)
	p.name = slices.IndexFunc(p.fields, func(f field) bool { return f.heading == "Name" })
	return t.open(inPage, p.add)
}

// columns are what the page calls them; it can be narrowed to a value of some.
func (p *pageRows) columns(filters ...string) (all []html.Column) {
	for _, f := range p.fields {
		all = append(all, html.Column{Name: f.heading, Filter: slices.Contains(filters, f.heading)})
	}
	return all
}

// add makes the cells of a row.
func (p *pageRows) add(values []any) error {
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
	data := p.data(s)
	var err error
	if data.Plan, err = p.plan(s); err != nil {
		return err
	}
	if err := html.Write(p.w, data); err != nil {
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
	return all, fmt.Sprintf("%s of %s in scope, those with findings first. "+
		"A workbook (-o xlsx=FILE) or a table (-o csv=FILE) lists all of them.",
		english.Count(len(all), "user"), english.Number(s.Scope.InScope))
}
