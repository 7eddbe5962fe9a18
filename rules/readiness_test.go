package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

// Whoever is stopped is blocked, by all that stops them. What was not read leaves open who is ready, not who is blocked.
func TestReadiness(t *testing.T) {
	quota := owning(2, 1)
	everyTime := access(enrolling("enabled", "everyTime"))
	reported := access(enrolling(reportOnly, "everyTime"))
	guarded := access(func() tenant.AccessPolicy {
		p := enrolling("enabled", "everyTime")
		p.ExcludeUsers, p.ExcludeGroups = nil, group("spared", true)
		return p
	}())
	lic := []string{"LIC-02", "LIC-03"}
	one := func(rule string) []string { return []string{"LIC-02", rule} }
	for name, c := range map[string]struct {
		holds   string
		change  func(*Case)
		rules   []string
		want    Readiness
		blocked []string
	}{
		"nothing stops them": {holds: "SPE_E3", rules: one("DIR-02"), change: owning(0, 5), want: Ready},
		"no license, and no MDM scope either": {rules: []string{"LIC-02", "LIC-03", "MDM-03"}, change: mdm("none"),
			want: Blocked, blocked: []string{"assign-license", "mdm-scope"}},
		"a half":    {holds: "AAD_PREMIUM", rules: lic, want: Blocked, blocked: []string{"assign-license/Intune"}},
		"the quota": {holds: "SPE_E3", rules: one("DIR-02"), change: quota, want: Blocked, blocked: []string{"dir-02"}},
		"a Conditional Access policy": {holds: "SPE_E3", rules: one("CA-01"), change: everyTime, want: Blocked,
			blocked: []string{"ca-01/1"}},
		"one that is only reported": {holds: "SPE_E3", rules: one("CA-01"), change: reported, want: Ready},
		"one that spares them":      {holds: "SPE_E3", rules: one("CA-01"), change: guarded, want: Ready},
		"no policy": {holds: "SPE_E3", rules: []string{"LIC-02", "DPP-01", "DPP-13"}, want: Blocked,
			blocked: []string{"assign-policy"}},
		"a policy for others": {holds: "SPE_E3", rules: []string{"LIC-02", "DPP-01", "DPP-13"},
			change: preparing(to("group", noMember)), want: Blocked, blocked: []string{"assign-policy"}},
		"its group was not read": {holds: "SPE_E3", rules: one("DPP-13"), change: preparing(to("group", nil)),
			want: ReadyUnknown},
		"not read, and blocked too": {rules: one("DPP-13"), change: preparing(to("group", nil)), want: Blocked,
			blocked: []string{"assign-license"}},
	} {
		e := Example{Holds: c.holds, Change: c.change}
		if e.Change == nil {
			e.Change = func(*Case) {}
		}
		ev, at := run(t, e, &Scope{IncludeUnlicensed: true}, c.rules...)
		row := ev.User(&at.User)
		slices.Sort(row.BlockedBy)
		if row.Ready != c.want || !slices.Equal(row.BlockedBy, c.blocked) {
			t.Errorf("%s: %v %q, want %v %q", name, row.Ready, row.BlockedBy, c.want, c.blocked)
		}
	}
}

// A person meets causes that stop nobody too, those of which they are merely told included; what is said of one that
// stops others, and of this person less, is a cause of its own.
func TestCausesOfAPerson(t *testing.T) {
	upn := onPremises("old@contoso.com")
	for name, c := range map[string]struct {
		holds  string
		change func(*Case)
		rules  []string
		want   []string
	}{
		"nothing":              {holds: "SPE_E3", rules: []string{"LIC-02"}, change: func(*Case) {}},
		"what stops them":      {rules: []string{"LIC-02"}, change: func(*Case) {}, want: []string{"assign-license"}},
		"what degrades":        {holds: "SPE_E3", rules: []string{"LIC-02", "DIR-06"}, change: upn, want: []string{"dir-06"}},
		"what stops, and more": {rules: []string{"LIC-02", "DIR-06"}, change: upn, want: []string{"assign-license", "dir-06"}},
		"what they are told of": {rules: []string{"LIC-02", "LIC-10"}, change: placed("", ""),
			want: []string{"assign-license", "lic-10"}},
		"an error that takes nothing from them": {holds: "SPE_E3", rules: []string{"LIC-02", "LIC-04"},
			change: failed("FLOW_FREE", "CountViolation"), want: []string{"lic-04"}},
	} {
		ev, at := run(t, Example{Holds: c.holds, Change: c.change}, &Scope{IncludeUnlicensed: true}, c.rules...)
		row := ev.User(&at.User)
		slices.Sort(row.Causes)
		if !slices.Equal(row.Causes, c.want) {
			t.Errorf("%s: %q, want %q", name, row.Causes, c.want)
		}
		_, sum := ev.Finish()
		for _, id := range row.Causes {
			if !slices.ContainsFunc(sum.Causes, func(c Cause) bool { return c.ID == id && c.Stops+c.Degrades+c.Concerns == 1 }) {
				t.Errorf("%s: %s is not among %+v, with one person", name, id, sum.Causes)
			}
		}
	}
}

// A rule about people that cannot be judged leaves open who is ready, where its failure stops people.
func TestReadinessUnread(t *testing.T) {
	for ds, want := range map[tenant.Dataset]Readiness{tenant.OwnedDevices: ReadyUnknown, tenant.OnPremisesUPNs: Ready} {
		ev, c := run(t, Example{Holds: "SPE_E3", Change: owning(0, 5)}, &Scope{}, "LIC-02", "DIR-02", "DIR-06")
		ev.Missing(Gap{Dataset: ds, Why: "refused"})
		if row := ev.User(&c.User); row.Ready != want {
			t.Errorf("without %s: %v, want %v", ds, row.Ready, want)
		}
	}
}

// The order frees most people first, counts only grow, and the last is everybody whom causes stop.
func TestCauseOrder(t *testing.T) {
	c := &causes{}
	c.begin()
	place := map[string]int{}
	for _, word := range []string{"a", "b", "c", "d"} {
		place[word] = c.of(change{kind: assign, word: word}, intuneAssigned, Stops)
	}
	people := func(n int, unknown bool, words ...string) {
		for range n {
			var w way
			for _, word := range words {
				c.meet(place[word], Stops, &w)
				c.meet(place[word], Stops, &w)
			}
			c.sets[pathKey{w.set, unknown}]++
		}
	}
	people(5, false, "a", "b")
	people(4, false, "c")
	people(3, false, "b")
	people(2, true, "d")
	people(1, false)
	var w way
	c.of(change{kind: assign, word: "nobody"}, intuneAssigned, Stops)
	c.of(change{kind: assign, word: "fails"}, mayJoin, Information)
	c.meet(c.of(change{kind: assign, word: "degrades"}, intuneAssigned, Degrades), Degrades, &w)
	order := c.order(1, []*Rule{intuneAssigned, mayJoin})
	var ids []string
	var after []int
	for _, k := range order {
		ids, after = append(ids, k.change.word), append(after, k.after)
	}
	if !slices.Equal(ids, []string{"c", "b", "a", "d", "fails", "degrades", "nobody"}) ||
		!slices.Equal(after, []int{5, 8, 13, 13, -1, -1, -1}) {
		t.Errorf("%v %v", ids, after)
	}
	if n := order[1].by[Stops]; n != 8 {
		t.Errorf("b stops %d, want 8", n)
	}
}

// A tenant with more causes than are told apart loses none of the people whom they stop.
func TestManyCauses(t *testing.T) {
	c := &causes{}
	c.begin()
	for i := range 2 * mostCauses {
		var w way
		c.meet(c.of(change{kind: turnOnPlan, group: tenant.GUID{byte(i), byte(i >> 8)}}, intuneAssigned, Stops), Stops, &w)
		c.sets[pathKey{set: w.set}]++
	}
	order := c.order(0, nil)
	if last := order[len(order)-1]; len(order) != mostCauses || last.after != 2*mostCauses {
		t.Errorf("%d causes, %d people are ready at the end", len(order), last.after)
	}
}
