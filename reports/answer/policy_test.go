package answer

import (
	"strings"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// What may win over the policy of a user is told as it is.
func TestPolicyOfUser(t *testing.T) {
	all := []tenant.Assignment{{Kind: "allUsers"}}
	staff := tenant.PreparationPolicy{Name: "Staff", Priority: 2, Assignments: all}
	for _, c := range []struct {
		name  string
		other []tenant.PreparationPolicy
		want  string
	}{
		{"alone", nil, quoted("Staff")},
		{"another of its priority", []tenant.PreparationPolicy{{Name: "Sales", Priority: 2, Assignments: all}},
			"priorities don't say"},
		{"one of an unknown deployment type before it", []tenant.PreparationPolicy{{Name: "New", Priority: 1,
			Mode: tenant.OtherMode}}, "one with a deployment type that prepaudit doesn't know may come first"},
		{"one of an unknown deployment type behind it",
			[]tenant.PreparationPolicy{{Name: "New", Priority: 3, Mode: tenant.OtherMode}}, quoted("Staff")},
	} {
		facts := &rules.Facts{Settings: tenant.Settings{Preparation: append(c.other, staff)}}
		o := Known{Facts: facts, Row: &rules.UserRow{User: &tenant.User{}}}
		if got := o.policy(); !strings.Contains(got, c.want) || c.want == quoted("Staff") && got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The policy of an associated device comes before that of its user.
func TestPolicyOfUserAndDevice(t *testing.T) {
	staff, tills := tenant.GUID{1}, tenant.GUID{2}
	for policy, want := range map[tenant.GUID]string{
		tills:         "\"Staff\"; 1 associated device has a policy of its own (Tills), which comes first",
		staff:         quoted("Staff"),
		tenant.GUID{}: quoted("Staff"),
	} {
		facts := &rules.Facts{Settings: tenant.Settings{
			Preparation: []tenant.PreparationPolicy{{ID: tills.String(), Name: "Tills", Priority: 2},
				{ID: staff.String(), Name: "Staff", Assignments: []tenant.Assignment{{Kind: "allUsers"}}}},
			Associations: []tenant.Association{{State: "associated", Policy: policy}},
		}}
		o := Known{Facts: facts, Row: &rules.UserRow{User: &tenant.User{}}}
		if got := o.policy(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A user without a policy may set up a device that has one of its own.
func TestNoPolicyOfUser(t *testing.T) {
	tills, gone := tenant.GUID{1}, tenant.GUID{2}
	device := func(policy tenant.GUID, state string) tenant.Association {
		return tenant.Association{Policy: policy, State: state}
	}
	const without = "the PC gets normal setup"
	for _, c := range []struct {
		name       string
		mode       tenant.PreparationMode
		associated []tenant.Association
		unread     bool
		want       string
	}{
		{"none is associated", tenant.UserDriven, []tenant.Association{}, false, "none: " + without},
		{"two with the policy", tenant.UserDriven, []tenant.Association{device(tills, "associated"),
			device(tills, "preassociated"), device(gone, "associated"), device(tenant.GUID{}, "associated")}, false,
			"none for the user: 2 associated devices have a policy of their own (Tills), and any other PC gets " +
				"normal setup"},
		{"one with the policy", tenant.UserDriven, []tenant.Association{device(tills, "associated")}, false,
			"none for the user: 1 associated device has a policy of its own (Tills), and any other PC gets normal " +
				"setup"},
		{"without a policy of their own", tenant.UserDriven, []tenant.Association{device(tenant.GUID{}, "associated")},
			false, "none: " + without},
		{"a policy that is gone", tenant.UserDriven, []tenant.Association{device(gone, "associated")}, false,
			"none: " + without},
		{"to be removed", tenant.UserDriven, []tenant.Association{device(tills, "pendingRemoval")}, false,
			"none: " + without},
		{"a policy of Cloud PCs", tenant.Automatic, []tenant.Association{device(tills, "associated")}, false,
			"none: " + without},
		{"not listed", tenant.UserDriven, nil, false, "none for the user: " + without + ", unless it's associated " +
			"and has a policy of its own, which isn't known"},
		{"not read", tenant.UserDriven, nil, true, "none for the user: " + without + ", unless it's associated and " +
			"has a policy of its own, which isn't known"},
	} {
		facts := &rules.Facts{Settings: tenant.Settings{Associations: c.associated,
			Preparation: []tenant.PreparationPolicy{{ID: tills.String(), Name: "Tills", Mode: c.mode}}}}
		if c.unread {
			facts.Forget(tenant.Associations)
		}
		o := Known{Facts: facts, Row: &rules.UserRow{User: &tenant.User{Enabled: tenant.Yes}}}
		if got := o.policy(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A policy that applies at a risk alone is told apart from one under other conditions.
func TestAccessWords(t *testing.T) {
	block := tenant.AccessPolicy{Controls: []string{"block"}, Only: []string{"user risk high", "some devices"}}
	if got := accessWords(block); got != "blocked, only under further conditions (user risk high; some devices)" {
		t.Error(got)
	}
	block.Risks = []tenant.Risk{{Of: "user", Levels: []string{"high"}}}
	if got := accessWords(block); got != "blocked, only at a risk (user risk high; some devices)" {
		t.Error(got)
	}
}
