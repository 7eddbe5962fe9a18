// Package access is about what prepaudit may read: what a token has against what rules need, and what makes an app that
// has just that. It reads no tenant and writes none.
package access

import (
	"slices"

	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Check is what a token has against what rules need.
type Check struct {
	Token   *graph.Access
	Held    []Held
	Missing []Missing
	Writes  []string // permissions that open more than reading, which nothing needs
	More    []string // other permissions that nothing needs
	Rules   int      // selected that Graph is read for
	Intune  bool     // Intune's data is among what the rules need
}

// Held is a permission that is needed and there.
type Held struct{ Least, Has string }

// Missing is one cause why Graph will refuse something, and what that keeps from being checked.
type Missing struct {
	Why   string
	Rules []Unchecked
	Less  []*rules.Rule // that are checked without it, as far as they can be
}

// Unchecked is a rule that won't be checked.
type Unchecked struct {
	*rules.Rule
	Allowed bool // --allow-incomplete says that it may be missing
}

// Compare looks at what a token will be refused of what the rules read.
func Compare(token *graph.Access, selected []*rules.Rule, allowed rules.Allowed) *Check {
	c := &Check{Token: token}
	for _, r := range selected {
		if slices.ContainsFunc(slices.Concat(r.Needs, r.Uses), ofGraph) {
			c.Rules++
		}
		var gaps []rules.Gap
		var causes []string
		for _, ds := range r.Needs {
			if at, why := c.look(ds); why != "" {
				causes, gaps = append(causes, why), append(gaps, rules.Gap{Dataset: at})
			}
		}
		for _, why := range causes {
			m := c.missing(why)
			if !slices.ContainsFunc(m.Rules, func(u Unchecked) bool { return u.Rule == r }) {
				m.Rules = append(m.Rules, Unchecked{r, allowed.Covers(r.ID, gaps)})
			}
		}
		for _, ds := range uses(r) {
			if _, why := c.look(ds); why != "" && len(causes) == 0 {
				if m := c.missing(why); !slices.Contains(m.Less, r) {
					m.Less = append(m.Less, r)
				}
			}
		}
	}
	c.surplus()
	// A permission that something else stands for in part only is missing.
	c.Held = slices.DeleteFunc(c.Held, func(h Held) bool {
		return slices.ContainsFunc(c.Missing, func(m Missing) bool { return m.Why == graph.Lack{Permission: h.Least}.Text() })
	})
	return c
}

// uses are the datasets without which a rule is checked as far as possible: some answers name groups by their ids alone.
func uses(r *rules.Rule) []tenant.Dataset {
	namesGroups := func(ds tenant.Dataset) bool { return ds == tenant.DeviceGroups || ds == tenant.Registration }
	if slices.ContainsFunc(r.Needs, namesGroups) {
		return append(slices.Clone(r.Uses), tenant.ScopeGroups)
	}
	return r.Uses
}

func ofGraph(ds tenant.Dataset) bool { return graph.PermissionFor(ds) != (graph.Permission{}) }

// look notes what opens a dataset, and says why nothing does, and at which dataset: without the first that comes before
// it there is no reading it.
func (c *Check) look(ds tenant.Dataset) (at tenant.Dataset, why string) {
	if !ofGraph(ds) {
		return ds, ""
	}
	for _, d := range graph.Datasets() {
		if d.Name == ds && len(d.After) > 0 {
			if at, why := c.look(d.After[0]); why != "" {
				return at, why
			}
		}
	}
	needed := graph.PermissionFor(ds)
	least := needed.Delegated
	if c.Token.AppOnly {
		least = needed.Application
	}
	if held := (Held{least, c.Token.Opens(ds)}); held.Has != "" && !slices.Contains(c.Held, held) {
		c.Held = append(c.Held, held)
	}
	c.Intune = c.Intune || graph.OfIntune(ds)
	return ds, c.Token.Lacks(ds).Text()
}

func (c *Check) missing(why string) *Missing {
	i := slices.IndexFunc(c.Missing, func(m Missing) bool { return m.Why == why })
	if i < 0 {
		i = len(c.Missing)
		c.Missing = append(c.Missing, Missing{Why: why})
	}
	return &c.Missing[i]
}

// surplus sorts out what the token has and nothing needs. User.Read comes with every sign-in of a person.
func (c *Check) surplus() {
	for _, name := range c.Token.Granted {
		least := func(h Held) bool { return h.Least == name }
		switch {
		case graph.MayWrite(name):
			c.Writes = append(c.Writes, name)
		case !graph.Reads(name) || name == "User.Read" || slices.ContainsFunc(c.Held, least):
		default:
			c.More = append(c.More, name)
		}
	}
}

// Unchecked are all rules that won't be checked, each once.
func (c *Check) Unchecked() (all []Unchecked) {
	for _, m := range c.Missing {
		for _, u := range m.Rules {
			if !slices.Contains(all, u) {
				all = append(all, u)
			}
		}
	}
	return all
}

// Fails reports whether a required rule won't be checked that isn't allowed to be missing.
func (c *Check) Fails() bool {
	return slices.ContainsFunc(c.Unchecked(), func(u Unchecked) bool { return u.Level == rules.Required && !u.Allowed })
}
