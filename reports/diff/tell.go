package diff

import (
	"cmp"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// tell fills the Diff, when both reports are read.
func (c *Change) tell() {
	p := c.pair
	c.NotCompared, c.Worse = []record.DiffNot{}, []string{}
	c.Tenant, c.Redacted = p.new.run.Tenant, p.new.run.Redacted
	if c.Tenant.ID == "" {
		c.Tenant = p.old.run.Tenant
	}
	c.Old, c.New, c.Caveats = p.about(p.old), p.about(p.new), p.caveats()
	p.peopleIn, p.devicesIn = c.compares("people", tenant.Users), c.compares("devices", tenant.ManagedDevices)
	if p.peopleIn && !p.scopesAlike() {
		c.NotCompared = append(c.NotCompared, record.DiffNot{
			What: "who came or left, and how many people a cause affects", Why: "The scopes differ"})
	}
	c.Diff.People = p.count(p.people, personWords, p.personKind)
	c.Diff.Devices = p.count(p.devices, deviceWords, p.deviceKind)
	c.Causes, c.Rules = p.causes(), p.rules()
	c.Seats = []record.DiffSeats{}
	if c.compares("seats", tenant.SKUs) {
		c.Seats = p.seats()
	}
	c.Settings = c.settings()
	c.result()
}

// The statuses of a process, with --exit-code.
const (
	statusSame       = 0
	statusWorse      = 3
	statusIncomplete = 4
)

// result says what all of it comes to. That somebody or something isn't known any more, or is known now, is neither
// better nor worse.
func (c *Change) result() {
	n := &c.Diff.People
	worse := func(many int, one, all string) {
		if many > 0 {
			c.Worse = append(c.Worse, english.Number(many)+" "+english.Verb(many, one, all))
		}
	}
	worse(n.Sum(record.BecameBlocked), "person became blocked", "people became blocked")
	worse(n.Sum(record.CameBlocked), "person came into scope blocked", "people came into scope blocked")
	for _, m := range n.Moves {
		if m.Old == personWords[aside] && m.New == personWords[bad] {
			worse(m.Many, "account counts as a person now, and is blocked",
				"accounts count as people now, and are blocked")
		}
	}
	worse(c.newCauses(), "new cause blocks people", "new causes block people")
	worse(c.newFailures(), "required rule newly fails", "required rules newly fail")
	switch {
	case len(c.Worse) > 0:
		c.Result, c.ExitStatus = record.DiffWorse, statusWorse
	case c.open():
		c.Result, c.ExitStatus = record.DiffNotAll, statusIncomplete
	case n.Sum(record.BecameReady) > 0 || c.fixed():
		c.Result = record.DiffBetter
	case c.moved():
		c.Result = record.DiffChanged
	default:
		c.Result = record.DiffSame
	}
}

func (c *Change) newCauses() (many int) {
	for i := range c.Causes {
		if d := &c.Causes[i]; d.Change == record.IsNew && d.New.Stops > 0 {
			many++
		}
	}
	return many
}

func (c *Change) newFailures() (many int) {
	for i := range c.Rules {
		if d := &c.Rules[i]; d.Change == record.NewlyFails && d.Level == rules.Required {
			many++
		}
	}
	return many
}

// fixed reports whether a cause that blocked is gone, or a required rule no longer fails.
func (c *Change) fixed() bool {
	return slices.ContainsFunc(c.Causes, func(d record.DiffCause) bool {
		return d.Change == record.IsFixed && d.Old.Stops > 0
	}) || slices.ContainsFunc(c.Rules, func(d record.DiffRule) bool {
		return d.Change == record.IsFixed && d.Level == rules.Required
	})
}

// open reports whether anything couldn't be compared.
func (c *Change) open() bool {
	kinds := []record.DiffKind{record.NotComparable, record.NowKnown, record.NoLongerKnown}
	return len(c.NotCompared) > 0 || c.Diff.People.Sum(kinds...)+c.Diff.Devices.Sum(kinds...) > 0 ||
		slices.ContainsFunc(c.Causes, func(d record.DiffCause) bool { return d.Change == record.NotComparable }) ||
		slices.ContainsFunc(c.Rules, func(d record.DiffRule) bool { return d.Change == record.NotComparable })
}

func (c *Change) moved() bool {
	return cmp.Or(len(c.Diff.People.Changed), len(c.Diff.Devices.Changed), len(c.Causes), len(c.Rules), len(c.Seats),
		len(c.Settings)) > 0
}
