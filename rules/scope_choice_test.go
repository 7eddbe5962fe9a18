package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestScopeChoice(t *testing.T) {
	member, stranger := tenant.GUID{15: 1}, tenant.GUID{15: 2}
	read := tenant.Members{member: tenant.Nested}
	group := func(m tenant.Members) tenant.Assignment {
		return tenant.Assignment{Kind: "group",
			Group: tenant.Group{ID: tenant.GUID{1: 1}, DisplayName: "Pilot", Members: m}}
	}
	all := tenant.Assignment{Kind: "allUsers"}
	without := func(m tenant.Members) tenant.Assignment {
		return tenant.Assignment{Kind: "exclusion", Group: tenant.Group{ID: tenant.GUID{1: 2}, Members: m}}
	}
	policy := func(a ...tenant.Assignment) tenant.PreparationPolicy {
		return tenant.PreparationPolicy{Name: "Berlin", Assignments: a}
	}
	mdmFor := func(word string, groups ...tenant.Group) []tenant.MDMPolicy {
		return []tenant.MDMPolicy{{ID: tenant.IntuneApp, AppliesTo: word, Groups: groups}}
	}
	rollout := tenant.Group{ID: tenant.GUID{1: 3}, DisplayName: "Rollout", Members: read}
	unread := tenant.Group{ID: tenant.GUID{1: 4}, DisplayName: "Hidden"}
	automatic := policy(group(read))
	automatic.Mode = tenant.Automatic
	newer := policy(group(read))
	newer.Mode = tenant.OtherMode
	strange := tenant.Assignment{Kind: "constellation"}

	for _, c := range []struct {
		name, word string
		settings   tenant.Settings
		missing    tenant.Dataset
		who, why   string // parts
		doubt      bool
		err        string
		strangers  bool // in scope
		anybody    bool // who is in scope need not be a person
	}{
		{name: "a policy with a group",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read))},
				MDMPolicies: mdmFor("all")}, who: `policy "Berlin"`},
		{name: "a policy with an exclusion",
			settings: tenant.Settings{
				Preparation: []tenant.PreparationPolicy{policy(group(tenant.Members{member: tenant.Direct,
					stranger: tenant.Direct}), without(tenant.Members{stranger: tenant.Direct}))}},
			who: `policy "Berlin"`},
		{name: "a policy whose exclusion is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read), without(nil))}},
			why:      "not read", doubt: true, strangers: true},
		{name: "a policy for all users",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(all)}},
			who:      "members of the tenant", why: "policy Berlin is assigned to all users", strangers: true},
		{name: "a policy for all users but a group",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{
				policy(all, without(tenant.Members{stranger: tenant.Direct}))}}, who: `policy "Berlin"`, anybody: true},
		{name: "the same beside a policy with a group",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{
				policy(all, without(tenant.Members{stranger: tenant.Direct})), policy(group(read))}}, who: "policy \"Berlin\" or policy \"Berlin\""},
		{name: "a policy for all users but an empty group",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(all, without(tenant.Members{}))}},
			who:      "members of the tenant", why: "policy Berlin is assigned to all users", strangers: true},
		{name: "a policy for all users but a group that is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(all, without(nil))}},
			who:      "members of the tenant", why: "not read", doubt: true, strangers: true},
		{name: "a policy for all users behind one whose group is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(nil)), policy(all)}},
			who:      "members of the tenant", why: "policy Berlin is assigned to all users", strangers: true},
		{name: "a policy that includes nobody beside one with a group, and its exclusion is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read)), policy(without(nil))}},
			who:      `policy "Berlin"`},
		{name: "the same for devices",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read)),
				policy(tenant.Assignment{Kind: "allDevices"}, without(nil))}}, who: `policy "Berlin"`},
		{name: "a policy with an empty group beside one with members, and its exclusion is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read)),
				policy(group(tenant.Members{}), without(nil))}}, who: "policy \"Berlin\" or policy \"Berlin\""},
		{name: "a policy with nothing but an exclusion that is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(without(nil))},
				MDMPolicies: mdmFor("selected", rollout)}, who: `group "Rollout"`},
		{name: "a policy with nothing but an exclusion",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(without(read))},
				MDMPolicies: mdmFor("selected", rollout)}, who: `group "Rollout"`},
		{name: "a policy for all users, and an MDM scope",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(all)},
				MDMPolicies: mdmFor("selected", rollout)}, who: "members of the tenant",
			why: "policy Berlin is assigned to all users", strangers: true},
		{name: "two policies",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read)),
				policy(group(read))}}, who: "policy \"Berlin\" or policy \"Berlin\""},
		{name: "a policy whose group is not read",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(nil))}}, why: "Pilot",
			doubt: true, strangers: true},
		{name: "a policy whose group is not read behind one that is",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read)), policy(group(nil))}},
			who:      "members of the tenant", why: "Pilot", doubt: true, strangers: true},
		{name: "a policy with an assignment of an unknown kind",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read), strange)}},
			who:      "members of the tenant", why: `policy Berlin has an assignment of the kind "constellation"`,
			doubt: true, strangers: true},
		{name: "a policy with no other assignment",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(strange)},
				MDMPolicies: mdmFor("selected", rollout)},
			why: `policy Berlin has an assignment of the kind "constellation"`, doubt: true, strangers: true},
		{name: "a policy for a group and for all devices",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read),
				tenant.Assignment{Kind: "allDevices"})}}, who: `policy "Berlin"`},
		{name: "policies of an unknown deployment type",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{newer},
				MDMPolicies: mdmFor("selected", rollout)}, why: "deployment type", doubt: true, strangers: true},
		{name: "a policy of an unknown deployment type beside a known one",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{newer, policy(group(read))}},
			who:      `policy "Berlin"`},
		{name: "policies refused", missing: tenant.Preparation,
			settings: tenant.Settings{MDMPolicies: mdmFor("selected", rollout)}, why: "not read", doubt: true,
			strangers: true},
		{name: "an automatic policy decides nothing",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{automatic},
				MDMPolicies: mdmFor("selected", rollout)}, who: `group "Rollout"`},
		{name: "an unassigned policy decides nothing",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy()},
				MDMPolicies: mdmFor("selected", rollout)}, who: `group "Rollout"`,
			why: "no device preparation policy is assigned to a user group"},
		{name: "MDM scope all", settings: tenant.Settings{MDMPolicies: mdmFor("all")}, why: "all users",
			strangers: true},
		{name: "MDM scope none", settings: tenant.Settings{MDMPolicies: mdmFor("none")}, why: "neither",
			strangers: true},
		{name: "MDM scope without groups", settings: tenant.Settings{MDMPolicies: mdmFor("selected")}, why: "neither",
			strangers: true},
		{name: "MDM scope unread", settings: tenant.Settings{MDMPolicies: mdmFor("selected", rollout, unread)},
			why: "the members of group Hidden, of the MDM user scope, were not read", doubt: true, strangers: true},
		{name: "MDM scope refused", missing: tenant.MDMPolicies, why: "not read", doubt: true, strangers: true},
		{name: "MDM scope in a word that this program does not know",
			settings: tenant.Settings{MDMPolicies: mdmFor("some")}, why: `"some"`, doubt: true, strangers: true},
		{name: "MDM scope in a word that was not sent", settings: tenant.Settings{MDMPolicies: mdmFor("")}, why: `""`,
			doubt: true, strangers: true},
		{name: "nothing at all", why: "neither", strangers: true},
		{name: "policies forced", word: "policies",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read))}},
			who:      `policy "Berlin"`},
		{name: "policies forced, there are none", word: "policies",
			settings: tenant.Settings{MDMPolicies: mdmFor("selected", rollout)}, err: "no user-driven"},
		{name: "policies forced and refused", word: "policies", missing: tenant.Preparation, err: "were not read"},
		{name: "MDM forced past a policy", word: "mdm",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read))},
				MDMPolicies: mdmFor("all")}, why: "all users", strangers: true},
		{name: "MDM forced past a policy, a selection", word: "mdm",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read))},
				MDMPolicies: mdmFor("selected", rollout)}, who: `group "Rollout"`, why: "--scope mdm"},
		{name: "policies forced where their members are not read", word: "policies",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(nil))}},
			err:      "the members of group Pilot, of device preparation policy Berlin, were not read"},
		{name: "policies forced, of an unknown deployment type", word: "policies",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{newer}}, err: "deployment type"},
		{name: "MDM forced, nobody", word: "mdm", settings: tenant.Settings{MDMPolicies: mdmFor("none")},
			err: "nobody"},
		{name: "MDM forced, a selection without groups", word: "mdm",
			settings: tenant.Settings{MDMPolicies: mdmFor("selected")}, err: "without groups"},
		{name: "MDM forced and refused", word: "mdm", missing: tenant.MDMPolicies, err: "was not read"},
		{name: "MDM forced, there is none", word: "mdm", err: "no MDM user scope of Intune"},
		{name: "members forced", word: "members",
			settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy(group(read))}},
			why:      "--scope members", strangers: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts := &Facts{Settings: c.settings}
			if c.missing != "" {
				facts.Forget(c.missing)
			}
			var s Scope
			err := s.Choose(c.word, facts)
			if err != nil || c.err != "" {
				if err == nil || c.err == "" || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("%v, want %q", err, c.err)
				}
				return
			}
			who, why := s.Describe()
			if !strings.Contains(who, c.who) || !strings.Contains(why, c.why) || (s.Doubt != "") != c.doubt {
				t.Errorf("%s, since %s; doubt %q", who, why, s.Doubt)
			}
			place := s.placeOf(&tenant.User{ID: member})
			other := s.placeOf(&tenant.User{ID: stranger})
			if place != inScope || (other == inScope) != c.strangers {
				t.Errorf("the member is at %d, the stranger at %d", place, other)
			}
			nothing := &tenant.User{ID: member, LicensesKnown: true}
			if s.unlicensed(nothing) != (c.strangers || c.anybody) {
				t.Errorf("a user without license counts as unclassified: %v", !c.strangers)
			}
		})
	}
}

// Groups that were named win over everything else, and what does not decide is not read.
func TestScopeByGroup(t *testing.T) {
	sales := tenant.Group{ID: tenant.GUID{1}, Members: tenant.Members{{15: 1}: tenant.Direct}}
	policy := tenant.PreparationPolicy{Name: "Berlin", Assignments: []tenant.Assignment{{Kind: "group"}}}
	s := Scope{Groups: []tenant.Group{sales}}
	if err := s.Choose("",
		&Facts{Settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{policy}}}); err != nil ||
		s.Doubt != "" {
		t.Errorf("%v, doubt %q", err, s.Doubt)
	}
	if who, why := s.Describe(); who != "enabled members of group \"01000000-0000-0000-0000-000000000000\"" ||
		why != "--group names them" {
		t.Errorf("%s, since %s", who, why)
	}
	if in, out := s.placeOf(&tenant.User{ID: tenant.GUID{15: 1}}),
		s.placeOf(&tenant.User{ID: tenant.GUID{15: 2}}); in != inScope || out != notInGroup {
		t.Errorf("the member is at %d, the stranger at %d", in, out)
	}
	policies, mdm := []tenant.Dataset{tenant.Preparation, tenant.PreparationWho},
		[]tenant.Dataset{tenant.MDMPolicies, tenant.MDMMembers}
	for word, want := range map[string][]tenant.Dataset{"": slices.Concat(policies, mdm), "policies": policies,
		"mdm": mdm, "members": nil} {
		if got := ScopeDatasets(word); !slices.Equal(got, want) {
			t.Errorf("--scope %q asks for %v", word, got)
		}
	}
	if err := (&Scope{ExcludeUPN: []string{"adm*"}}).Check(); err != nil {
		t.Error(err)
	}
}
