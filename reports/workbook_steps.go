package reports

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// personSteps says what stops each person, and what is to be done. The causes are put into words when all people were
// counted, so that a cell holds a pointer to its text until then; those who are stopped by the same share one.
type personSteps struct {
	key  []byte
	said map[string]*saidOfPerson
}

// saidOfPerson is of all people of whom the same is to be said.
type saidOfPerson struct {
	blocked, failing []string // ids of causes, and of rules that fail or warn about the person
	blockedBy, todo  string
	own              string // of todo, what is this person's own to fix
}

func (p *personSteps) of(u *record.User) *saidOfPerson {
	p.key = p.key[:0]
	for _, id := range u.BlockedBy {
		p.key = append(append(p.key, id...), 0)
	}
	for i := range u.Findings {
		if f := &u.Findings[i]; failing(f) {
			p.key = append(append(p.key, f.Rule...), 0)
		}
	}
	said := p.said[string(p.key)]
	if said == nil {
		said = &saidOfPerson{blocked: slices.Clone(u.BlockedBy)}
		for i := range u.Findings {
			if f := &u.Findings[i]; failing(f) {
				said.failing = append(said.failing, f.Rule)
			}
		}
		p.said[string(p.key)] = said
	}
	return said
}

func failing(f *record.Finding) bool { return f.Outcome == rules.Fail || f.Outcome == rules.Warn }

// blockedBy is what is said of the person, whose causes links lead from.
func (p *personSteps) blockedBy(u *record.User) any { return p.of(u) }

func (p *personSteps) todo(u *record.User) any {
	switch u.Ready {
	case rules.NotAPerson:
		return wording.ToDo(u)
	case rules.ReadyUnknown:
		return "Fix what sheet Not read lists, then audit again"
	}
	return &p.of(u).todo
}

// end puts the causes into words; it adds no rows.
func (p *personSteps) end(s *record.Summary, _ func(*record.User) error) error {
	for _, said := range p.said {
		said.words(s)
	}
	return nil
}

func (said *saidOfPerson) words(s *record.Summary) {
	var by, own, others []string
	for i := range s.Causes {
		c := &s.Causes[i]
		switch {
		case slices.Contains(said.blocked, c.ID):
			by = append(by, fmt.Sprintf("(%d) %s", i+1, c.Title))
			if c.Alone == "" {
				others = append(others, fmt.Sprintf("(%d)", i+1))
				continue
			}
		case c.Alone == "" || c.Stops > 0 || c.Does == rules.Information || !said.fails(c):
			continue
		}
		if own == nil {
			own = append(own, c.Alone)
		} else {
			own = append(own, "then "+strings.ToLower(c.Alone[:1])+c.Alone[1:])
		}
	}
	said.blockedBy, said.own = strings.Join(by, "; "), strings.Join(own, "; ")
	if len(others) > 0 {
		lead := "and "
		if own == nil {
			lead = "Only "
		}
		stop := english.Verb(len(others), "stops", "stop")
		own = append(own, lead+strings.Join(others, ", ")+", which also "+stop+" others")
	}
	said.todo = strings.Join(own, "; ")
}

func (said *saidOfPerson) fails(c *rules.Cause) bool {
	return slices.ContainsFunc(c.Rules, func(id string) bool { return slices.Contains(said.failing, id) })
}
