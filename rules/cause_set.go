package rules

import (
	"cmp"
	"math/bits"
	"slices"

	"prepaudit/rules/tenant"
)

// change is one thing that somebody changes, and with it everything that it would fix. Equal changes are one.
type change struct {
	kind  changeKind
	rule  *Rule       // of what is fixed rule by rule
	id    string      // of the policy that is changed
	name  string      // of the same
	group tenant.GUID // that assigns a license
	sku   tenant.GUID
	word  string // of Graph's, where it decides what is to be done
}

// changeKind is what sort of thing is changed.
type changeKind uint8

// The kinds of changes.
const (
	byRule           changeKind = iota // as the rule says, of the policy that it speaks of
	assign                             // a license that gives what is missing: word is Intune, Entra or "" for both
	turnOnPlan                         // a plan that an assignment leaves out
	reprocess                          // an assignment that failed for lack of seats, while some are free
	addSeats                           // of a product, for assignments that failed
	repairAssignment                   // one that is in error for another reason: word
	renew                              // a subscription
	mdmScope                           // add people to the MDM user scope, or turn automatic enrollment on
	localAdmins                        // who becomes local administrator by joining
	await                              // a license that a group is still assigning
	target                             // people by a device preparation policy
	further                            // what is beyond mostCauses
)

// changes is what fixes a verdict on the tenant, or on something of it.
func (r *Rule) changes(v Verdict) change {
	switch {
	case r.change != byRule:
		return change{kind: r.change}
	case v.Subject.Kind == "policy":
		return change{rule: r, id: v.Subject.ID, name: v.Subject.Name}
	}
	return change{rule: r}
}

// changesFor is what fixes a verdict on a person: one change, or two that are both needed.
func (r *Rule) changesFor(facts *Facts, row *UserRow, v Verdict) (first, then change) {
	switch {
	case r.changeOf != nil && v.Outcome == Warn:
		return change{kind: await}, then
	case r.changeOf != nil:
		return r.changeOf(facts, row)
	}
	return r.changes(v), change{}
}

// mostCauses bounds the changes that are told apart; a tenant has some dozens.
const mostCauses = 256

// causeSet is a set of causes by their places.
type causeSet [mostCauses / 64]uint64

func (s *causeSet) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s *causeSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// without reports whether the set is within another.
func (s *causeSet) within(o *causeSet) bool {
	for i := range s {
		if s[i]&^o[i] != 0 {
			return false
		}
	}
	return true
}

// pathKey is what people have in common who are stopped by the same.
type pathKey struct {
	set     causeSet
	unknown bool
}

// causeCount is a cause while people are counted.
type causeCount struct {
	change change
	rules  []*Rule
	id     string
	does   Consequence // the gravest
	step   Step        // the first
	by     [Stops + 1]int
	after  int // people who are ready after it and all before it are done
}

// causes are all that were met.
type causes struct {
	all   []*causeCount
	place map[change]int
	sets  map[pathKey]int
}

func (c *causes) begin() { c.place, c.sets = map[change]int{}, map[pathKey]int{} }

// of finds the place of a change, or makes one.
func (c *causes) of(ch change, r *Rule, does Consequence) int {
	i, ok := c.place[ch]
	if !ok {
		if len(c.all) >= mostCauses-1 {
			ch = change{kind: further}
		}
		if i, ok = c.place[ch]; !ok {
			i = len(c.all)
			c.all = append(c.all, &causeCount{change: ch, id: ch.identity(), step: r.Effect.Step})
		}
		c.place[ch] = i
	}
	k := c.all[i]
	k.does, k.step = max(k.does, does), min(k.step, r.Effect.Step)
	if !slices.Contains(k.rules, r) {
		k.rules = append(k.rules, r)
	}
	return i
}

// meet counts a person by what a cause does to them, once. Whom it stops it does nothing less to.
func (c *causes) meet(i int, does Consequence, w *way) {
	set := &w.other
	if does == Stops {
		set = &w.set
	}
	if !set.has(i) && !w.set.has(i) {
		set.add(i)
		c.all[i].by[does]++
	}
}

// ids appends the identifiers of a set.
func (c *causes) ids(to []string, set *causeSet) []string {
	to = to[:0]
	for w, word := range set {
		for ; word != 0; word &= word - 1 {
			to = append(to, c.all[w*64+bits.TrailingZeros64(word)].id)
		}
	}
	return to
}

// order puts the causes that stop people in the order in which most people become ready soonest, and says how many are
// ready after each: at every step comes the one that frees most together with those before it; where none frees anybody
// alone, the one that stops most. The others follow: those for which one of the required rules fails that no cause before
// fixes, then the gravest first, and behind all what concerns nobody today. The places of causes in it are their
// numbers in every report.
func (c *causes) order(ready int, required []*Rule) []*causeCount {
	left := slices.Clone(c.all)
	var order []*causeCount
	var done causeSet
	place := map[*causeCount]int{}
	for i, k := range c.all {
		place[k] = i
	}
	freed := func(done *causeSet) (n int) {
		for k, people := range c.sets {
			if !k.unknown && k.set != (causeSet{}) && k.set.within(done) {
				n += people
			}
		}
		return n
	}
	for {
		best, most, stops := -1, -1, -1
		for i, k := range left {
			if k.by[Stops] == 0 {
				continue
			}
			with := done
			with.add(place[k])
			n := freed(&with)
			if cmp.Or(cmp.Compare(n, most), cmp.Compare(k.by[Stops], stops)) > 0 ||
				n == most && k.by[Stops] == stops && k.before(left[best]) {
				best, most, stops = i, n, k.by[Stops]
			}
		}
		if best < 0 {
			break
		}
		k := left[best]
		done.add(place[k])
		k.after = ready + most
		order, left = append(order, k), slices.Delete(left, best, best+1)
	}
	failing := func(k *causeCount) bool {
		return slices.ContainsFunc(required, func(r *Rule) bool {
			return slices.Contains(k.rules, r) &&
				!slices.ContainsFunc(order, func(k *causeCount) bool { return slices.Contains(k.rules, r) })
		})
	}
	slices.SortFunc(left, func(a, b *causeCount) int {
		return cmp.Or(compareFlags(failing(a), failing(b)), compareFlags(b.people() == 0, a.people() == 0),
			cmp.Compare(b.does, a.does), cmp.Compare(b.people(), a.people()), cmp.Compare(a.id, b.id))
	})
	for _, k := range left {
		k.after = -1
	}
	return append(order, left...)
}

// before decides between causes that free and stop as many.
func (k *causeCount) before(o *causeCount) bool {
	return cmp.Or(cmp.Compare(k.step, o.step), cmp.Compare(k.id, o.id)) < 0
}

// people is how many a cause concerns in any way.
func (k *causeCount) people() int {
	return k.by[Stops] + k.by[Degrades] + k.by[Terms] + k.by[Information]
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
