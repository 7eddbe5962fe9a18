package diff

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"io"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Input is one of the two reports; Tell plays it, as often as it is asked.
type Input struct {
	Name string
	Tell func(record.Handler) error
}

// side is what is kept of a report besides its people and devices.
type side struct {
	in       Input
	run      record.Run
	sum      record.Summary
	policies map[string]int // how many people get a device preparation policy, by its name
	found    map[record.Identity]*said
	causes   map[string]*rules.Cause
	tallies  map[string]*record.Tally
}

// said is what a report says of a thing that is neither person nor device.
type said struct {
	outcome rules.Outcome
	name    string
	detail  string
}

func newSide(in Input) *side {
	return &side{in: in, policies: map[string]int{}, found: map[record.Identity]*said{},
		causes: map[string]*rules.Cause{}, tallies: map[string]*record.Tally{}}
}

func (s *side) finding(f *record.Finding) {
	id := f.Identity(rules.Subject{})
	if id.Kind == "user" || id.Kind == "device" {
		return
	}
	if s.found[id] == nil || worse(f.Outcome, s.found[id].outcome) { // of several that share an identity
		s.found[id] = &said{f.Outcome, f.Subject.Name, f.Detail}
	}
}

// worse reports whether one outcome of two is what a reader has to hear of.
func worse(a, b rules.Outcome) bool {
	order := []rules.Outcome{rules.Fail, rules.Warn, rules.NotEvaluated, rules.Manual, rules.Pass, rules.NotApplicable}
	return slices.Index(order, a) < slices.Index(order, b)
}

func (s *side) summary(sum *record.Summary) {
	s.sum = *sum
	for i := range s.sum.Causes {
		s.causes[s.sum.Causes[i].ID] = &s.sum.Causes[i]
	}
	for i := range s.sum.Tallies {
		s.tallies[s.sum.Tallies[i].ID] = &s.sum.Tallies[i]
	}
}

// asked reports whether a dataset was to be read.
func (s *side) asked(ds tenant.Dataset) bool {
	return slices.ContainsFunc(s.run.Rules, func(r record.Rule) bool {
		return slices.Contains(r.Needs, ds) || slices.Contains(r.Uses, ds)
	})
}

// standingOf is how a person stands.
func (p *pair) standingOf(u *record.User) standing {
	s := standing{state: [...]state{rules.NotAPerson: aside, rules.Ready: good, rules.Blocked: bad,
		rules.ReadyUnknown: unknown}[u.Ready]}
	p.words = append(p.words[:0], u.BlockedBy...)
	s.why = p.listed(p.reasons)
	s.holds = p.licensesOf(u)
	return s
}

// listed is the number of the list of p.words, in whatever order they are.
func (p *pair) listed(in *lists) uint32 {
	slices.Sort(p.words)
	p.text = p.text[:0]
	for i, word := range slices.Compact(p.words) {
		if i > 0 {
			p.text = append(p.text, 0)
		}
		p.text = append(p.text, word...)
	}
	return in.of(p.text)
}

// unknownLicenses stands for the licenses of a person that Graph didn't send.
const unknownLicenses = "?"

// licensesOf is the number of a person's licenses with the plans that are turned off, in whatever order they are.
func (p *pair) licensesOf(u *record.User) uint32 {
	if u.Licenses == nil {
		return p.licenses.of([]byte(unknownLicenses))
	}
	p.held = append(p.held[:0], u.Licenses...)
	slices.SortFunc(p.held, func(a, b tenant.License) int { return bytes.Compare(a.SKU[:], b.SKU[:]) })
	p.text = p.text[:0]
	for _, l := range p.held {
		off := l.Disabled
		compare := func(a, b tenant.GUID) int { return bytes.Compare(a[:], b[:]) }
		if !slices.IsSortedFunc(off, compare) {
			off = slices.Clone(off)
			slices.SortFunc(off, compare)
		}
		p.text = binary.AppendUvarint(append(p.text, l.SKU[:]...), uint64(len(off)))
		for i := range off {
			p.text = append(p.text, off[i][:]...)
		}
	}
	return p.licenses.of(p.text)
}

// licensesIn reads what licensesOf wrote: the plans that are off, by the product.
func licensesIn(text string) map[tenant.GUID]string {
	all := map[tenant.GUID]string{}
	for b := []byte(text); len(b) >= 16; {
		var sku tenant.GUID
		b = b[copy(sku[:], b):]
		n, size := binary.Uvarint(b)
		b = b[size:]
		all[sku] = string(b[:16*n])
		b = b[16*n:]
	}
	return all
}

// fitness is how a device stands: unfit by the rules that fail or warn about it.
func (p *pair) fitness(d *record.Device) standing {
	s := standing{state: good}
	if d.Kind != rules.Ordinary {
		return standing{state: aside}
	}
	p.words = p.words[:0]
	for i := range d.Findings {
		switch f := &d.Findings[i]; f.Outcome {
		case rules.Fail, rules.Warn:
			p.words = append(p.words, f.Rule)
			s.state = bad
		case rules.NotEvaluated:
			if s.state == good {
				s.state = unknown
			}
		}
	}
	s.why = p.listed(p.reasons)
	return s
}

// digest tells lists apart that are too long to be shown.
func digest(all []string) uint32 {
	h := fnv.New32a()
	for _, s := range all {
		io.WriteString(h, s)
	}
	return h.Sum32()
}
