package diff

import (
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// The states as reports call them.
var (
	personWords = [states]string{absent: record.OutOfScope, aside: rules.NotAPerson.String(),
		good: rules.Ready.String(),
		bad:  rules.Blocked.String(), unknown: rules.ReadyUnknown.String()}
	deviceWords = [states]string{absent: "not in Intune", aside: "not checked", good: record.Fit, bad: record.Unfit,
		unknown: "unknown"}
)

// personKind says how a person changed; "" for not at all.
func (p *pair) personKind(m move) record.DiffKind {
	kind := p.kind(m, p.peopleIn && p.scopesAlike(), p.blockingCause)
	switch {
	case kind == record.Came && m.to.state == bad:
		return record.CameBlocked
	case kind == "" && m.holds() && p.licensesKnown(m):
		return record.OtherLicenses
	case kind == "" && m.holds():
		return record.NotComparable
	}
	return kind
}

func (p *pair) deviceKind(m move) record.DiffKind { return p.kind(m, p.devicesIn, p.comparingRule) }

// kind says how somebody or something changed. Not known is neither better nor worse than known. One that came or left
// is not comparable where a report didn't list everybody, or is about others. Whoever is bad now by anything that the
// older report checked became bad; whoever was bad became good only if the newer report checked everything that they
// were bad by.
func (p *pair) kind(m move, all bool, why func(reason string) string) record.DiffKind {
	from, to := m.from.state, m.to.state
	fixed, added := p.differ(m)
	open := func(reason string) bool { return why(reason) != "" }
	switch {
	case (from == absent || to == absent) && !all:
		return record.NotComparable
	case from == absent:
		return record.Came
	case to == absent:
		return record.Left
	case from == aside && to != aside:
		return record.Counted
	case from != aside && to == aside:
		return record.NotCounted
	case from == unknown && to != unknown:
		return record.NowKnown
	case from != unknown && to == unknown:
		return record.NoLongerKnown
	case from == good && to == bad:
		if slices.ContainsFunc(added, func(reason string) bool { return !open(reason) }) {
			return record.BecameBlocked
		}
		return record.NotComparable
	case from == bad && to == good:
		if slices.ContainsFunc(fixed, open) {
			return record.NotComparable
		}
		return record.BecameReady
	case len(fixed)+len(added) == 0:
		return ""
	case slices.ContainsFunc(fixed, open) || slices.ContainsFunc(added, open):
		return record.NotComparable
	}
	return record.OtherCauses
}

// differ are the reasons of old that are none now, and those that are new.
func (p *pair) differ(m move) (fixed, added []string) {
	if m.from.why == m.to.why {
		return nil, nil
	}
	was, is := split(p.reasons.all[m.from.why]), split(p.reasons.all[m.to.why])
	without := func(all, some []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
	}
	return without(was, is), without(is, was)
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "\x00")
}

func (p *pair) licensesKnown(m move) bool {
	return p.licenses.all[m.from.holds] != unknownLicenses && p.licenses.all[m.to.holds] != unknownLicenses
}

// licensesOfMove are the part numbers of the products that a person lost and got, and of those of which other plans are
// turned off.
func (p *pair) licensesOfMove(m move) (lost, gained, replanned []string) {
	if !p.licensesKnown(m) {
		return nil, nil, nil
	}
	was, is := licensesIn(p.licenses.all[m.from.holds]), licensesIn(p.licenses.all[m.to.holds])
	for sku, off := range was {
		switch now, has := is[sku]; {
		case !has:
			lost = append(lost, p.product(sku))
		case now != off:
			replanned = append(replanned, p.product(sku))
		}
	}
	for sku := range is {
		if _, had := was[sku]; !had {
			gained = append(gained, p.product(sku))
		}
	}
	for _, list := range [][]string{lost, gained, replanned} {
		slices.Sort(list)
	}
	return lost, gained, replanned
}

// product is the part number of a product, or its id where neither report has it.
func (p *pair) product(sku tenant.GUID) string {
	for _, s := range []*side{p.new, p.old} {
		if part, _ := s.run.Product(sku); part != "" {
			return part
		}
	}
	return sku.String()
}

// count counts who went from where to where, by how they changed.
func (p *pair) count(c *crowd, words [states]string, kind func(move) record.DiffKind) record.DiffCount {
	all := record.DiffCount{Changed: map[record.DiffKind]int{}, Moves: []record.DiffMove{}}
	var moved [states][states]int
	for m, n := range c.counts {
		moved[m.from.state][m.to.state] += n
		if k := kind(m); k != "" {
			all.Changed[k] += n
		}
		if m.holds() && p.licensesKnown(m) {
			all.Licenses += n
		}
	}
	for from := range moved {
		for to, n := range moved[from] {
			if n > 0 {
				all.Moves = append(all.Moves, record.DiffMove{Old: words[from], New: words[to], Many: n})
			}
		}
	}
	return all
}
