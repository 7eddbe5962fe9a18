package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/english"
)

// TenantsVersion is that of the JSON of Tenants.
const TenantsVersion = 1

// Tenants is what a run over several tenants comes to. It begins with how many were read, and has no sum that hides one
// that wasn't.
type Tenants struct {
	SchemaVersion int           `json:"schemaVersion"`
	Version       string        `json:"version"`
	Coverage      Coverage      `json:"coverage"`
	ExitStatus    int           `json:"exitStatus"`
	Totals        TenantTotals  `json:"totals"`
	Tenants       []Audited     `json:"tenants"`
	Causes        []CommonCause `json:"causes"`
	Started       time.Time     `json:"started"`
	Finished      time.Time     `json:"finished"`
}

// Coverage counts tenants by how they were read.
type Coverage struct {
	Text       string `json:"text"`
	Tenants    int    `json:"tenants"`
	Complete   int    `json:"complete"`
	Allowed    int    `json:"allowed"`
	Incomplete int    `json:"incomplete"`
	Refused    int    `json:"refused"`
	Failed     int    `json:"failed"`
	NotRead    int    `json:"notRead"`
}

// TenantTotals are sums of those tenants alone that were read completely, or but for what is allowed, and whose people
// are known.
type TenantTotals struct {
	Of      int `json:"ofTenants"`
	People  int `json:"people"`
	Ready   int `json:"ready"`
	Blocked int `json:"blocked"`
	Unknown int `json:"unknown"`
}

// CommonCause is what causes of several tenants have in common: what kind of change it is, and what that does.
type CommonCause struct {
	ID          string            `json:"id"`
	Rule        string            `json:"rule"`
	Title       string            `json:"title"`
	Consequence rules.Consequence `json:"consequence"`
	Tenants     []TenantCause     `json:"tenants"`
	NotChecked  []string          `json:"notChecked"`
}

// TenantCause is how much of a cause a tenant has.
type TenantCause struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// NewTenants sums up what was read of tenants, in their order.
func NewTenants(all []Audited) *Tenants {
	t := &Tenants{SchemaVersion: TenantsVersion, Tenants: all}
	c := &t.Coverage
	for i := range all {
		a := &all[i]
		c.Tenants++
		switch a.State {
		case Complete:
			c.Complete++
			t.Totals.add(a)
		case Allowed:
			c.Allowed++
			t.Totals.add(a)
		case Incomplete:
			c.Incomplete++
		case Refused:
			c.Refused++
		case NotRead:
			c.NotRead++
		default:
			c.Failed++
		}
	}
	for _, status := range []int{1, 3, 4, 0} { // the first that a tenant has
		if slices.ContainsFunc(all, func(a Audited) bool { return a.ExitStatus == status }) {
			t.ExitStatus = status
			break
		}
	}
	c.Text = c.text()
	t.Causes = commonCauses(all)
	return t
}

func (t *TenantTotals) add(a *Audited) {
	r := a.Ready
	if r == nil || !a.counted {
		return
	}
	t.Of++
	t.People, t.Ready = t.People+r.People, t.Ready+r.Ready
	t.Blocked, t.Unknown = t.Blocked+r.Blocked, t.Unknown+r.Unknown
}

// Text is "Totals of 412 tenants: 30 of 35 people ready, 4 blocked, 1 not known".
func (t *TenantTotals) Text() string {
	if t.Of == 0 {
		return "Totals not known: the people of no tenant were read completely"
	}
	return fmt.Sprintf("Totals of %s: %s of %s ready, %s blocked, %s not known", english.Count(t.Of, "tenant"),
		english.Number(t.Ready), english.Count(t.People, "person"), english.Number(t.Blocked), english.Number(t.Unknown))
}

// text is "412 of 415 tenants read completely; 2 refused, 1 failed".
func (c *Coverage) text() string {
	text := fmt.Sprintf("%s of %s read completely", english.Number(c.Complete), english.Count(c.Tenants, "tenant"))
	var others []string
	for _, one := range []struct {
		n    int
		text string
	}{{c.Allowed, "read but for what is allowed to be missing"},
		{c.Incomplete, "incomplete"}, {c.Refused, "refused"}, {c.Failed, "failed"}, {c.NotRead, "not read"}} {
		if one.n > 0 {
			others = append(others, english.Number(one.n)+" "+one.text)
		}
	}
	if others != nil {
		text += "; " + strings.Join(others, ", ")
	}
	return text
}

// knows reports whether a cause that isn't among those of a tenant isn't there: what stops people isn't known of a tenant
// whose people weren't all read.
func (a *Audited) knows(rule string, does rules.Consequence) bool {
	ofPeople := does == rules.Stops || does == rules.Degrades
	return a.checked[rule] && (a.counted || !ofPeople)
}

// commonCauses puts together the causes of tenants, the gravest and most frequent first.
func commonCauses(all []Audited) []CommonCause {
	causes, place := []CommonCause{}, map[string]int{}
	for i := range all {
		for _, c := range all[i].causes {
			if c.count == 0 && !all[i].knows(c.rule, c.does) {
				continue // it is of people, of whom none was read
			}
			key := c.id + " " + c.does.String()
			at, ok := place[key]
			if !ok {
				at, place[key] = len(causes), len(causes)
				causes = append(causes, CommonCause{ID: c.id, Rule: c.rule, Title: c.title, Consequence: c.does,
					NotChecked: []string{}})
			}
			causes[at].Tenants = append(causes[at].Tenants, TenantCause{all[i].Name, c.count})
		}
	}
	for i := range causes {
		c := &causes[i]
		for j := range all {
			has := slices.ContainsFunc(c.Tenants, func(t TenantCause) bool { return t.Name == all[j].Name })
			if !has && !all[j].knows(c.Rule, c.Consequence) {
				c.NotChecked = append(c.NotChecked, all[j].Name)
			}
		}
	}
	slices.SortStableFunc(causes, func(a, b CommonCause) int {
		return cmp.Or(cmp.Compare(b.Consequence, a.Consequence), cmp.Compare(len(b.Tenants), len(a.Tenants)),
			strings.Compare(a.ID, b.ID))
	})
	return causes
}
