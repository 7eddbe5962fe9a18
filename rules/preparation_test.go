package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

// The order in which Graph sends assignments decides nothing.
func TestAssigned(t *testing.T) {
	in, out := tenant.Members{exampleUser: tenant.Direct}, tenant.Members{}
	for _, c := range []struct {
		name string
		to   []tenant.Assignment
		want tenant.Tri
	}{
		{"nothing", nil, tenant.No},
		{"a group of the user", []tenant.Assignment{to("group", in)}, tenant.Yes},
		{"a group of others", []tenant.Assignment{to("group", out)}, tenant.No},
		{"a group that was not read", []tenant.Assignment{to("group", nil), to("group", out)}, tenant.Unknown},
		{"a group of the user, and one that was not read", []tenant.Assignment{to("group", in), to("group", nil)},
			tenant.Yes},
		{"all users but the user", []tenant.Assignment{to("allUsers", nil), to("exclusion", in)}, tenant.No},
		{"all users but some who were not read", []tenant.Assignment{to("allUsers", nil), to("exclusion", nil)},
			tenant.Unknown},
		{"others, and without some who were not read", []tenant.Assignment{to("group", out), to("exclusion", nil)},
			tenant.No},
		{"not read, and without the user", []tenant.Assignment{to("group", nil), to("exclusion", in)}, tenant.No},
		{"not read, and without some who were not read", []tenant.Assignment{to("group", nil), to("exclusion", nil)},
			tenant.Unknown},
		{"all users but some who were not read, and a group that was not",
			[]tenant.Assignment{to("allUsers", nil), to("exclusion", nil), to("group", nil)}, tenant.Unknown},
		{"all devices", []tenant.Assignment{to("allDevices", nil)}, tenant.No},
		{"a word that is not known", []tenant.Assignment{to("cloudPCs", nil)}, tenant.Unknown},
		{"a word that was not sent", []tenant.Assignment{to("", nil)}, tenant.Unknown},
		{"a group of the user, and a word that is not known", []tenant.Assignment{to("group", in), to("cloudPCs", nil)},
			tenant.Unknown},
	} {
		for range 2 {
			if got := Assigned(c.to, exampleUser); got != c.want {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
			slices.Reverse(c.to)
		}
	}
}

func TestWinning(t *testing.T) {
	policy := func(name string, priority int, meant tenant.Tri) tenant.PreparationPolicy {
		members := map[tenant.Tri]tenant.Members{tenant.Yes: {exampleUser: tenant.Direct}, tenant.No: {},
			tenant.Unknown: nil}[meant]
		return tenant.PreparationPolicy{Name: name, Priority: priority, Unranked: priority == 0,
			Assignments: []tenant.Assignment{to("group", members)}}
	}
	strange := func(priority int) tenant.PreparationPolicy {
		p := policy("new", priority, tenant.No)
		p.Mode = tenant.OtherMode
		return p
	}
	for _, c := range []struct {
		name   string
		all    []tenant.PreparationPolicy
		policy string
		want   tenant.Tri
	}{
		{"none", nil, "", tenant.No},
		{"for others", []tenant.PreparationPolicy{policy("a", 1, tenant.No)}, "", tenant.No},
		{"the lowest number", []tenant.PreparationPolicy{policy("a", 2, tenant.Yes), policy("b", 1, tenant.Yes)}, "b",
			tenant.Yes},
		{"the lowest number that means the user",
			[]tenant.PreparationPolicy{policy("a", 2, tenant.Yes), policy("b", 1, tenant.No)}, "a", tenant.Yes},
		{"a lower number that may mean the user",
			[]tenant.PreparationPolicy{policy("a", 2, tenant.Yes), policy("b", 1, tenant.Unknown)}, "b",
			tenant.Unknown},
		{"a higher number that may mean the user",
			[]tenant.PreparationPolicy{policy("a", 1, tenant.Yes), policy("b", 2, tenant.Unknown)}, "a", tenant.Yes},
		{"the same number", []tenant.PreparationPolicy{policy("a", 1, tenant.Yes), policy("b", 1, tenant.Yes)}, "a",
			tenant.Unknown},
		{"the same number, for others",
			[]tenant.PreparationPolicy{policy("a", 1, tenant.Yes), policy("b", 1, tenant.No)}, "a", tenant.Yes},
		{"one without a number", []tenant.PreparationPolicy{policy("a", 1, tenant.Yes), policy("b", 0, tenant.Yes)},
			"b", tenant.Unknown},
		{"one without a number, for others",
			[]tenant.PreparationPolicy{policy("a", 1, tenant.Yes), policy("b", 0, tenant.No)}, "a", tenant.Yes},
		{"an unknown deployment type alone", []tenant.PreparationPolicy{strange(1)}, "", tenant.Unknown},
		{"an unknown deployment type beside one for others",
			[]tenant.PreparationPolicy{policy("a", 1, tenant.No), strange(2)}, "", tenant.Unknown},
		{"an unknown deployment type of a lower number", []tenant.PreparationPolicy{policy("a", 2, tenant.Yes), strange(1)},
			"a", tenant.Unknown},
		{"an unknown deployment type of the same number", []tenant.PreparationPolicy{policy("a", 1, tenant.Yes), strange(1)},
			"a", tenant.Unknown},
		{"an unknown deployment type without a number", []tenant.PreparationPolicy{policy("a", 1, tenant.Yes), strange(0)},
			"a", tenant.Unknown},
		{"an unknown deployment type of a higher number", []tenant.PreparationPolicy{policy("a", 1, tenant.Yes), strange(2)},
			"a", tenant.Yes},
	} {
		facts := &Facts{Settings: tenant.Settings{Preparation: c.all}}
		p, got := facts.Winning(exampleUser)
		if name := nameOf(p); name != c.policy || got != c.want {
			t.Errorf("%s: %q, %v; want %q, %v", c.name, name, got, c.policy, c.want)
		}
	}
}

func nameOf(p *tenant.PreparationPolicy) string {
	if p == nil {
		return ""
	}
	return p.Name
}

// What becomes of the users of an account type is told in full, and no more.
func TestJudgeAccount(t *testing.T) {
	for admins, want := range map[string]string{
		"all": "users become administrators", "no": "users become standard users",
		"enumerated": "users become standard users, but for those who are selected as administrators",
	} {
		if v := judgeAccount(admins, "Administrator"); v.Outcome != Pass || v.Detail != want {
			t.Errorf("%s: %v %s", admins, v.Outcome, v.Detail)
		}
	}
}

// One verdict a policy, and one where there is none.
func TestOverPolicies(t *testing.T) {
	judge := overPolicies(func(*Env, tenant.PreparationPolicy) Verdict { return OK })
	for n, want := range []Outcome{NotApplicable, Pass, Pass} {
		env, about := &Env{Facts: &Facts{}}, Subject{}
		for range n {
			env.Preparation, about = append(env.Preparation, tenant.PreparationPolicy{ID: "1", Name: "Berlin"}),
				Subject{"policy", "1", "Berlin"}
		}
		if vs := judge(env); len(vs) != max(n, 1) || vs[0].Outcome != want || vs[0].Subject != about {
			t.Errorf("%d policies: %+v", n, vs)
		}
	}
}
