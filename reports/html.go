package reports

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// The page is one file: what it needs stands in it, and its policy forbids everything else.
var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string

	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"pieces": pieces}).Parse(pageText))
	pagePolicy   = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", digest(pageStyle), digest(pageScript))
)

type pagePiece struct {
	Code bool
	Text string
}

// pieces are a text apart from the commands in it, which stand between backticks. A backtick without its fellow is none
// of ours.
func pieces(s string) []pagePiece {
	if strings.Count(s, "`")%2 != 0 {
		return []pagePiece{{false, s}}
	}
	var all []pagePiece
	for i, text := range strings.Split(s, "`") {
		all = append(all, pagePiece{i%2 == 1, text})
	}
	return all
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// mostPeople is how many users a page holds: a browser sorts and searches so many at once.
const mostPeople = 5000

// page is a report for a browser, a meeting and a printer.
type page struct {
	sampler
	w       io.Writer
	wanting []pagePerson // users who are not ready or of whom something was found, the first of them
	ready   []pagePerson // and those who are, for as long as there is room
}

type pagePerson struct{ Name, UPN, Department, State, Tone, Row, Product, MDM, Policy, Do, Why string }

func openPage(w io.Writer, _ Options) (record.Handler, error) {
	return &page{w: w, sampler: newSampler(samplesOfRule)}, nil
}

func (p *page) User(v *record.User) error {
	if err := p.sampler.User(v); err != nil {
		return err
	}
	list := &p.ready
	if v.Standing != rules.Qualified || len(v.Findings) > 0 {
		list = &p.wanting
	}
	if len(*list) == mostPeople || list == &p.ready && len(p.ready)+len(p.wanting) >= mostPeople {
		return nil
	}
	row := ""
	if v.Entitlement.Row > 0 {
		row = fmt.Sprint(v.Entitlement.Row)
	}
	why := ""
	if v.Standing != rules.Qualified && v.Entitlement.Cure != "" {
		why = kept(v.Entitlement.Why)
	}
	*list = append(*list, pagePerson{
		Name: kept(v.DisplayName), UPN: kept(v.UPN), Department: kept(v.Department), State: v.Standing.String(), Tone: standingTone(v.Standing), Row: row,
		Product: kept(v.Entitlement.Product), MDM: v.MDM.String(), Policy: kept(v.Policy), Do: kept(toDo(v)), Why: why,
	})
	return nil
}

// kept is untrusted text as a page shows it, of its own.
func kept(s string) string { return strings.Clone(plain.Clip(s, longest)) }

func (p *page) Summary(s *record.Summary) error {
	b := bufio.NewWriter(p.w)
	if err := cmp.Or(pageTemplate.Execute(b, p.data(s)), b.Flush()); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	return nil
}

// people are the users that the page holds, and a sentence about who they are.
func (p *page) people(s *record.Summary) (all []pagePerson, said string) {
	all = append(p.wanting, p.ready[:min(len(p.ready), mostPeople-len(p.wanting))]...)
	switch {
	case !s.Scope.Asked:
		return nil, "Users were not read: no selected rule is about them."
	case lacks(s.Missing, tenant.Users) && len(all) == s.Scope.InScope:
		return all, fmt.Sprintf("%s in scope of those that were read. There are others that were not: see 'Not evaluated'.", english.Count(len(all), "user"))
	case s.Scope.InScope == 0:
		return nil, "Nobody is in scope."
	case len(all) >= s.Scope.InScope:
		return all, fmt.Sprintf("All %s in scope.", english.Count(len(all), "user"))
	}
	return all, fmt.Sprintf("%s of %s in scope, those first of whom something was found. A workbook (-o xlsx=FILE) or a table (-o csv=FILE) holds all of them.",
		english.Count(len(all), "user"), english.Number(s.Scope.InScope))
}

func standingTone(s rules.Standing) string {
	switch s {
	case rules.Qualified:
		return "good"
	case rules.Unclassified, rules.RoomAccount, rules.LicencesUnknown:
		return "open"
	}
	return "bad"
}

func outcomeTone(o rules.Outcome) string {
	switch o {
	case rules.Pass:
		return "good"
	case rules.Fail:
		return "bad"
	case rules.Warn, rules.NotEvaluated, rules.ByHand:
		return "open"
	}
	return "plain"
}

func resultTone(r rules.Result) string {
	switch r {
	case rules.Met:
		return "good"
	case rules.NotMet:
		return "bad"
	case rules.Warned, rules.Undecided, rules.CheckByHand:
		return "open"
	}
	return "plain"
}
