package doctor

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// check is one assumption of prepaudit about Graph.
type check struct {
	name    string
	assumes string
	source  string           // who says so, or who saw otherwise
	about   []tenant.Dataset // whose rules hang on it; nil where see says so itself
	follows string           // what becomes of these rules where it does not hold
	see     func(*Evidence) []sight
}

// sight is what a check sees: one for each place where it deviates, else one.
type sight struct {
	outcome Outcome
	text    string
	about   []tenant.Dataset // in place of the check's
}

// Outcome is what a check comes to.
type Outcome string

const (
	Deviates Outcome = "deviates"
	NotRead  Outcome = "not read"
	Told     Outcome = "for information"
	Holds    Outcome = "holds"
	Nothing  Outcome = "nothing to see" // in this tenant, or for this sign-in
)

// Finding is what a check says of an Evidence.
type Finding struct {
	Check   string        `json:"check"`
	Outcome Outcome       `json:"outcome"`
	Seen    string        `json:"seen"`
	Rules   []*rules.Rule `json:"-"` // that hang on it, by the catalog of the day
	Follows string        `json:"-"`
}

// Examine asks every check. What it sees alike in several answers is told once.
func (e *Evidence) Examine() []Finding {
	var all []Finding
	about := map[int][]tenant.Dataset{}
	for _, c := range checks() {
		for _, s := range c.see(e) {
			f := Finding{Check: c.name, Outcome: s.outcome, Seen: s.text}
			i := slices.IndexFunc(all, func(g Finding) bool {
				return g.Check == f.Check && g.Outcome == f.Outcome && g.Seen == f.Seen
			})
			if i < 0 {
				i = len(all)
				all = append(all, f)
			}
			if s.outcome == Deviates || s.outcome == NotRead {
				about[i] = append(about[i], or(s.about, c.about)...)
				all[i].Rules, all[i].Follows = rulesOf(about[i]), c.follows
			}
		}
	}
	return all
}

func or(a, b []tenant.Dataset) []tenant.Dataset {
	if a != nil {
		return a
	}
	return b
}

// rulesOf are the rules that need any of the datasets, or use it.
func rulesOf(about []tenant.Dataset) (all []*rules.Rule) {
	for _, r := range rules.Catalog() {
		if slices.ContainsFunc(slices.Concat(r.Needs, r.Uses), func(ds tenant.Dataset) bool {
			return slices.Contains(about, ds)
		}) {
			all = append(all, r)
		}
	}
	return all
}

// Sound reports whether nothing deviates and all was read.
func Sound(all []Finding) bool {
	return !slices.ContainsFunc(all, func(f Finding) bool { return f.Outcome == Deviates || f.Outcome == NotRead })
}

// checks are all checks, in the order of a report.
func checks() []check {
	return slices.Concat(intuneChecks(), directoryChecks(), shapeChecks(), wireChecks())
}

func deviates(format string, a ...any) []sight {
	return []sight{{outcome: Deviates, text: fmt.Sprintf(format, a...)}}
}
func holds(format string, a ...any) []sight {
	return []sight{{outcome: Holds, text: fmt.Sprintf(format, a...)}}
}
func nothing(format string, a ...any) []sight {
	return []sight{{outcome: Nothing, text: fmt.Sprintf(format, a...)}}
}

// to finds the answers to a method and path, such as GET /v1.0/groups, whose query has all of the texts.
func (e *Evidence) to(request string, with ...string) (found []*Answer) {
	for _, a := range e.Answers {
		path, query, _ := strings.Cut(a.Request, "?")
		path, headers, _ := strings.Cut(path, ", ")
		if path == request && !slices.ContainsFunc(with, func(text string) bool {
			return !strings.Contains(query+" "+headers, text)
		}) {
			found = append(found, a)
		}
	}
	return found
}

// good are the answers that have content.
func good(all []*Answer) []*Answer {
	return slices.DeleteFunc(slices.Clone(all), func(a *Answer) bool { return a.Status != 200 })
}

// refusals tells how requests were refused: 400 BadRequest.
func refusals(all []*Answer) string {
	var said []string
	for _, a := range all {
		switch {
		case a.Status == 0:
			said = append(said, "no answer")
		case a.Status >= 400:
			said = append(said, strings.TrimSpace(fmt.Sprintf("%d %s", a.Status, a.Code)))
		}
	}
	return strings.Join(said, ", ")
}

// counted is how often there is something at a path, and how often it is filled.
func counted(all []*Answer, path string) (total, filled int) {
	for _, a := range all {
		total += a.Shape[path].total()
		filled += a.Shape[path].filled()
	}
	return total, filled
}
