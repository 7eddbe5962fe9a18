package excuse

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// report is a report made by hand: users, what else was found, and the causes with their rules.
type report struct {
	users  []record.User
	things []record.Finding
	causes []rules.Cause
	open   []string // rules that weren't checked for want of data
}

func person(n int) tenant.GUID {
	var g tenant.GUID
	binary.BigEndian.PutUint32(g[12:], uint32(n))
	g[0] = 0xa0
	return g
}

func user(n int, blockedBy string, findings ...record.Finding) record.User {
	u := record.User{ID: person(n), UPN: "u" + string(rune('0'+n)) + "@contoso.com", Ready: rules.Ready,
		Findings: findings}
	if blockedBy != "" {
		u.Ready, u.BlockedBy, u.Causes = rules.Blocked, strings.Fields(blockedBy), strings.Fields(blockedBy)
	}
	return u
}

func fails(rule string) record.Finding {
	return record.Finding{Rule: rule, Outcome: rules.Fail, Level: levelOf(rule)}
}
func warns(rule string) record.Finding {
	return record.Finding{Rule: rule, Outcome: rules.Warn, Level: levelOf(rule)}
}
func unknown(rule string) record.Finding {
	return record.Finding{Rule: rule, Outcome: rules.NotEvaluated, Level: levelOf(rule)}
}

func about(f record.Finding, kind, id string) record.Finding {
	f.Subject = rules.Subject{Kind: kind, ID: id, Name: id}
	return f
}

func levelOf(id string) rules.Level {
	for _, r := range rules.Catalog() {
		if r.ID == id {
			return r.Level
		}
	}
	panic(id)
}

func cause(id string, of ...string) rules.Cause { return rules.Cause{ID: id, Rules: of} }

// play tells a Handler the report, with counts as an audit would have them.
func (r *report) play(t *testing.T, h record.Handler) {
	t.Helper()
	run := &record.Run{Rules: record.NewRules(rules.Catalog()),
		Tenant: record.Tenant{ID: "7f1c9d3e-2b7a-4f7e-9a51-0c8f2d6b1e44"}}
	s := &record.Summary{Complete: len(r.open) == 0, Causes: r.causes}
	counts := map[string]*record.Counts{}
	count := func(f record.Finding) {
		c := counts[f.Rule]
		if c == nil {
			c = &record.Counts{}
			counts[f.Rule] = c
		}
		switch {
		case f.Outcome == rules.Fail && f.Level > levelOf(f.Rule):
			c.Lesser++
		case f.Outcome == rules.Fail:
			c.Fail++
		case f.Outcome == rules.Warn:
			c.Warn++
		case f.Outcome == rules.NotEvaluated:
			c.NotEvaluated++
		}
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(h.Run(run))
	for _, u := range r.users {
		s.Ready.People++
		if u.Ready == rules.Blocked {
			s.Ready.Blocked++
		} else {
			s.Ready.Ready++
		}
		for _, f := range u.Findings {
			count(f)
		}
		check(h.User(&u))
	}
	for _, f := range r.things {
		count(f)
		check(h.Finding(&f))
	}
	for _, rule := range rules.Catalog() {
		c := counts[rule.ID]
		if c == nil {
			c = &record.Counts{}
		}
		tally := record.Tally{ID: rule.ID, Level: rule.Level, Counts: c}
		outcome := rules.Pass
		switch {
		case c.Fail > 0:
			outcome = rules.Fail
		case c.NotEvaluated > 0:
			outcome = rules.NotEvaluated
		case c.Lesser+c.Warn > 0:
			outcome = rules.Warn
		}
		for _, id := range r.open {
			if id == rule.ID {
				g := rules.Gap{Dataset: rule.Needs[0], Why: "refused"}
				tally.Missing, s.Missing = []rules.Gap{g}, append(s.Missing, g)
			}
		}
		tally.Result = &outcome
		s.Tallies = append(s.Tallies, tally)
	}
	check(h.Summary(s))
}

// kept keeps what it gets.
type kept struct {
	run *record.Run
	sum *record.Summary
}

func (k *kept) Run(r *record.Run) error         { k.run = r; return nil }
func (k *kept) User(*record.User) error         { return nil }
func (k *kept) Device(*record.Device) error     { return nil }
func (k *kept) Finding(*record.Finding) error   { return nil }
func (k *kept) Summary(s *record.Summary) error { k.sum = s; return nil }

// excused is what of a report is excused, and what it comes to.
func (r *report) excused(t *testing.T, o Options) (*record.Excused, rules.Outcome) {
	t.Helper()
	o.Now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	k := &kept{}
	r.play(t, Before(k, o))
	outcome := k.sum.Judge(k.run, rules.Demands{})
	return k.sum.Excused, outcome
}

// baseline is a report as a baseline.
func (r *report) baseline(t *testing.T) *Baseline {
	t.Helper()
	b := newBaseline()
	r.play(t, b)
	b.close()
	return b
}

func exceptions(all ...record.Exception) Options {
	for i := range all {
		if all[i].Expires == "" {
			all[i].Expires = "2099-01-01"
		}
	}
	return Options{Exceptions: all}
}

// Whom exceptions excuse: everything that blocks a person must be excused, by the exceptions for them.
func TestPeople(t *testing.T) {
	policy := person(900).String()
	r := report{
		users: []record.User{
			user(1, "assign-license", fails("LIC-02")),
			user(2, "assign-license ca-01/"+policy, fails("LIC-02")),
			user(3, "ca-01/"+policy, unknown("MDM-03")),
			user(4, "mdm-scope"), // of whom MDM-03 says that it doesn't apply yet
			user(5, "", warns("LIC-04")),
		},
		things: []record.Finding{about(fails("CA-01"), "policy", policy)},
		causes: []rules.Cause{cause("assign-license", "LIC-02", "LIC-03"), cause("ca-01/"+policy, "CA-01"),
			cause("mdm-scope", "MDM-03"), cause("lic-04", "LIC-04")},
	}
	type list = []record.Exception
	one, two, three := person(1).String(), person(2).String(), person(3).String()
	for _, test := range []struct {
		name     string
		all      list
		excepted int
		findings string
		want     rules.Outcome
	}{
		{"nothing", nil, 0, "", rules.Fail},
		{"a rule", list{{Rule: "LIC-02"}}, 1, "LIC-02 2", rules.Fail},
		{"a cause", list{{Cause: "assign-license"}}, 1, "LIC-02 2", rules.Fail},
		{"a person by UPN", list{{Rule: "LIC-02", Subject: "U1@Contoso.com"}}, 1, "LIC-02 1", rules.Fail},
		{"a person by id", list{{Rule: "LIC-02", Subject: strings.ToUpper(one)}}, 1, "LIC-02 1", rules.Fail},
		{"a person whom more blocks", list{{Rule: "LIC-02", Subject: two}}, 0, "LIC-02 1", rules.Fail},
		{"somebody else", list{{Rule: "LIC-02", Subject: person(5).String()}}, 0, "", rules.Fail},
		{"another rule of the cause", list{{Rule: "LIC-03"}}, 0, "", rules.Fail},
		{"a policy", list{{Rule: "CA-01", Subject: policy}}, 1, "CA-01 1", rules.Fail},
		{"a policy for one person", list{{Rule: "CA-01", Subject: three}}, 1, "", rules.Fail},
		{"both for one person", list{{Rule: "CA-01", Subject: two}, {Cause: "assign-license", Subject: two}}, 1,
			"LIC-02 1", rules.Fail},
		{"a rule that doesn't apply yet", list{{Rule: "MDM-03"}}, 1, "", rules.Fail},
		{"a warning", list{{Rule: "LIC-04"}}, 0, "LIC-04 1", rules.Fail},
		{"a group", list{{Rule: "LIC-02", Group: person(800).String()}}, 1, "LIC-02 2", rules.Fail},
		{"a group that isn't read", list{{Rule: "LIC-02", Group: person(801).String()}}, 0, "", rules.Fail},
		{"all but the third", list{{Rule: "LIC-02"}, {Rule: "MDM-03"}, {Rule: "CA-01", Subject: two}}, 3,
			"LIC-02 2", rules.Fail},
		{"all; something of the third isn't known", list{{Rule: "LIC-02"}, {Rule: "MDM-03"}, {Rule: "CA-01"}}, 4,
			"LIC-02 2 CA-01 1", rules.NotEvaluated},
	} {
		o := exceptions(test.all...)
		o.Now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
		if o.Exceptions == nil {
			o.Exceptions = []record.Exception{}
		}
		k := &kept{}
		x := Before(k, o)
		for _, g := range Groups(o.Exceptions) {
			if g == person(800) {
				x.Members(g, tenant.Members{person(1): tenant.Direct, person(2): tenant.Nested}, "")
			} else {
				x.Members(g, nil, "refused")
			}
		}
		r.play(t, x)
		got, outcome := k.sum.Excused, k.sum.Judge(k.run, rules.Demands{})
		var found []string
		for _, of := range got.Rules {
			if of.Excepted > 0 {
				found = append(found, of.ID+" "+string(rune('0'+of.Excepted)))
			}
		}
		if got.People.Excepted != test.excepted || got.People.Left != 4-test.excepted ||
			strings.Join(found, " ") != test.findings {
			t.Errorf("%s: %+v, findings %q", test.name, got.People, found)
		}
		if outcome != test.want {
			t.Errorf("%s: it comes to %v, want %v", test.name, outcome, test.want)
		}
		for _, e := range got.Exceptions {
			unused := test.excepted == 0 && test.findings == ""
			if (e.State == record.ExceptionApplies) == unused {
				t.Errorf("%s: %+v", test.name, e)
			}
		}
	}
}

// Exceptions come before the baseline, and what was excused until a day isn't known because the baseline has it.
func TestOrder(t *testing.T) {
	r := report{users: []record.User{user(1, "assign-license", fails("LIC-02")),
		user(2, "assign-license", fails("LIC-02"))},
		causes: []rules.Cause{cause("assign-license", "LIC-02")}}
	b := r.baseline(t)
	for _, test := range []struct {
		expires               string
		excepted, known, left int
		state                 record.ExceptionState
		soon                  bool
		want                  rules.Outcome
	}{
		{"2026-11-24", 0, 1, 1, record.ExceptionExpired, false, rules.Fail},
		{"2026-11-25", 1, 1, 0, record.ExceptionApplies, true, rules.Pass},
		{"2026-12-25", 1, 1, 0, record.ExceptionApplies, true, rules.Pass},
		{"2026-12-26", 1, 1, 0, record.ExceptionApplies, false, rules.Pass},
	} {
		o := exceptions(record.Exception{Rule: "LIC-02", Subject: "u1@contoso.com", Expires: test.expires})
		o.Baseline = b
		x, outcome := r.excused(t, o)
		if p := x.People; p.Excepted != test.excepted || p.Known != test.known || p.Left != test.left || outcome != test.want {
			t.Errorf("until %s: %+v, %v", test.expires, p, outcome)
		}
		if of := x.Rule("LIC-02"); of.Excepted != test.excepted || of.Known != test.known || of.Left != test.left ||
			of.Fails != test.left {
			t.Errorf("until %s: %+v", test.expires, of)
		}
		if e := x.Exceptions[0]; e.State != test.state || e.Soon != test.soon || e.Findings != 1 ||
			e.People != test.excepted {
			t.Errorf("until %s: %+v", test.expires, e)
		}
	}
	// Of a valid one and an expired one for the same the valid one counts.
	x, outcome := r.excused(t, exceptions(record.Exception{Rule: "LIC-02", Expires: "2020-01-01"},
		record.Exception{Cause: "assign-license", Expires: "2099-01-01"}))
	if x.People.Excepted != 2 || outcome != rules.Pass || x.Exceptions[0].Findings != 0 || x.Exceptions[1].People != 2 {
		t.Errorf("%+v, %v", x, outcome)
	}
	// The maximum is of those who are left.
	o := exceptions(record.Exception{Rule: "LIC-02", Subject: "u1@contoso.com"})
	for most, want := range map[string]rules.Outcome{"": rules.Fail, "0": rules.Fail, "1": rules.Pass,
		"49%": rules.Fail, "50%": rules.Pass} {
		o.MaxBlocked = most
		if _, outcome := r.excused(t, o); outcome != want {
			t.Errorf("--max-blocked %s: %v, want %v", most, outcome, want)
		}
	}
}

// A baseline knows what it has, as grave as it has it, and no more of it.
func TestBaseline(t *testing.T) {
	lesser := about(record.Finding{Rule: "MDM-02", Outcome: rules.Fail, Level: rules.Advisory}, "mdmPolicy", "x")
	full := about(fails("MDM-02"), "mdmPolicy", "x")
	warning := about(warns("MDM-02"), "mdmPolicy", "x")
	of := func(all ...record.Finding) report { return report{things: all} }
	causes := []rules.Cause{cause("a", "LIC-02"), cause("b", "CA-01"), cause("c", "LIC-02")}
	people := func(all ...record.User) report { return report{users: all, causes: causes} }
	for _, test := range []struct {
		name                     string
		was, is                  report
		known, left, people, new int
	}{
		{"the same", of(full), of(full), 1, 0, 0, 0},
		{"less", of(full), of(warning), 1, 0, 0, 0},
		{"less by level", of(full), of(lesser), 1, 0, 0, 0},
		{"more", of(warning), of(full), 0, 1, 0, 0},
		{"more by level", of(lesser), of(full), 0, 1, 0, 0},
		{"more than a warning", of(warning), of(lesser), 0, 1, 0, 0},
		{"not checked then", of(about(unknown("MDM-02"), "mdmPolicy", "x")), of(full), 0, 1, 0, 0},
		{"passed then", of(about(record.Finding{Rule: "MDM-02", Outcome: rules.Pass}, "mdmPolicy", "x")),
			of(full), 0, 1, 0, 0},
		{"another subject", of(full), of(about(fails("MDM-02"), "mdmPolicy", "y")), 0, 1, 0, 0},
		{"another kind", of(full), of(about(fails("MDM-02"), "policy", "x")), 0, 1, 0, 0},
		{"another rule", of(full), of(about(fails("MDM-01"), "mdmPolicy", "x")), 0, 1, 0, 0},
		{"one more of the same", of(full), of(full, full), 1, 1, 0, 0},
		{"a person", people(user(1, "a", fails("LIC-02"))), people(user(1, "a", fails("LIC-02"))), 1, 0, 1, 0},
		{"by another cause, and the finding is the same", people(user(1, "a", fails("LIC-02"))),
			people(user(1, "c", fails("LIC-02"))), 1, 0, 1, 0},
		{"another person", people(user(1, "a", fails("LIC-02"))), people(user(2, "a", fails("LIC-02"))), 0, 1, 0, 1},
		{"one cause more", people(user(1, "a", fails("LIC-02"))), people(user(1, "a b", fails("LIC-02"))), 1, 0, 0, 1},
		{"by the tenant", people(user(1, "b")), people(user(1, "b")), 0, 0, 1, 0},
		{"by the tenant, newly", people(user(1, "")), people(user(1, "b")), 0, 0, 0, 1},
		{"ready again", people(user(1, "b")), people(user(1, "")), 0, 0, 0, 0},
	} {
		x, outcome := test.is.excused(t, Options{Baseline: test.was.baseline(t)})
		_, known, left := x.Findings()
		if known != test.known || left != test.left || x.People.Known != test.people || x.People.Left != test.new {
			t.Errorf("%s: %d known, %d new, %+v", test.name, known, left, x.People)
		}
		if worse := left+test.new > 0; (outcome == rules.Fail) != worse && test.name != "more than a warning" {
			t.Errorf("%s: %v", test.name, outcome)
		}
	}
}

// What a rule couldn't be checked for stays, whatever is excused.
func TestIncomplete(t *testing.T) {
	r := report{users: []record.User{user(1, "assign-license", fails("LIC-02"))},
		causes: []rules.Cause{cause("assign-license", "LIC-02")}, open: []string{"LIC-02"}}
	o := exceptions(record.Exception{Rule: "LIC-02"}, record.Exception{Rule: "MDM-02"}, record.Exception{Cause: "mdm-scope"},
		record.Exception{Rule: "LIC-02", Subject: "nobody"})
	o.MaxBlocked, o.Baseline = "100%", r.baseline(t)
	x, outcome := r.excused(t, o)
	if outcome != rules.NotEvaluated {
		t.Errorf("it comes to %v", outcome)
	}
	for i, want := range []record.ExceptionState{record.ExceptionApplies, record.ExceptionUnused, record.ExceptionUnchecked,
		record.ExceptionUnchecked} {
		if got := x.Exceptions[i].State; got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
}

// A million people take little: what they have in common is counted, and a baseline is eight bytes a finding and cause.
func TestManyPeople(t *testing.T) {
	const people = 200_000
	b, x := newBaseline(), Before(&kept{}, exceptions(record.Exception{Rule: "LIC-02", Subject: person(7).String()}))
	run := &record.Run{Rules: record.NewRules(rules.Catalog()), Tenant: record.Tenant{ID: "t"}}
	for _, h := range []record.Handler{b, x} {
		if err := h.Run(run); err != nil {
			t.Fatal(err)
		}
		for n := range people {
			u := user(n%10, "assign-license", fails("LIC-02"), warns("LIC-04"))
			u.ID = person(n)
			if err := h.User(&u); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(b.sums) != 3*people {
		t.Errorf("%d sums", len(b.sums))
	}
	if len(x.people) != 2 {
		t.Errorf("%d classes", len(x.people))
	}
}
