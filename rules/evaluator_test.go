package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// evaluator judges the tenant of an example.
func evaluator(t *testing.T, x Example, s *Scope) (*Evaluator, *Case) {
	t.Helper()
	c, err := x.Case()
	if err != nil {
		t.Fatal(err)
	}
	return NewEvaluator(c.env(x.OtherMDM).Facts, s, ruledBy(t, nil)), c
}

// ruledBy selects rules that an ordinary example meets by itself.
func ruledBy(t *testing.T, skip []string) []*Rule {
	t.Helper()
	selected, err := Select([]string{"LIC", "MDM-01", "MDM-02", "MDM-03"}, skip, nil)
	if err != nil {
		t.Fatal(err)
	}
	return selected
}

func tallyOf(t *testing.T, sum Summary, id string) Tally {
	t.Helper()
	for _, ta := range sum.Tallies {
		if ta.Rule.ID == id {
			return ta
		}
	}
	t.Fatalf("no tally of %s", id)
	return Tally{}
}

func TestVerdict(t *testing.T) {
	colleague := func(c *Case, n byte, change func(*tenant.User)) *tenant.User {
		u := c.User
		u.ID[15] = n
		if change != nil {
			change(&u)
		}
		return &u
	}
	none := func(u *tenant.User) { u.Licenses = nil }
	tests := []struct {
		name     string
		example  Example
		scope    Scope
		feed     func(*Evaluator, *Case)
		want     Outcome
		complete bool
	}{
		{"everything met", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) { ev.User(&c.User) }, Pass,
			true},
		{"nobody in scope is not a pass", Example{Holds: "SPE_E3"}, Scope{}, func(*Evaluator, *Case) {}, NotEvaluated,
			true},
		{"one user fails", Example{Holds: "SPE_E3 -INTUNE_A"}, Scope{},
			func(ev *Evaluator, c *Case) { ev.User(&c.User) }, Fail, true},
		{"a member without a license hides nothing and fails nothing", Example{Holds: "SPE_E3"}, Scope{},
			func(ev *Evaluator, c *Case) {
				ev.User(&c.User)
				ev.User(colleague(c, 2, none))
			}, Pass, true},
		{"only members without a license is not a pass", Example{Holds: "SPE_E3"}, Scope{},
			func(ev *Evaluator, c *Case) {
				ev.User(colleague(c, 2, none))
			}, NotEvaluated, true},
		{"--include-unlicensed fails them", Example{Holds: "SPE_E3"}, Scope{IncludeUnlicensed: true},
			func(ev *Evaluator, c *Case) {
				ev.User(colleague(c, 2, none))
			}, Fail, true},
		{"in a group they fail", Example{Holds: "SPE_E3"},
			Scope{Groups: []tenant.Group{{Members: tenant.Members{{15: 2}: tenant.Nested}}}},
			func(ev *Evaluator, c *Case) {
				ev.User(&c.User)
				ev.User(colleague(c, 2, none))
			}, Fail, true},
		{"a failed assignment makes a person", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(colleague(c, 2, func(u *tenant.User) {
				u.Licenses, u.States = nil,
					[]tenant.LicenseState{{SKU: c.SKUs[0].ID, State: "Error", Error: "CountViolation"}}
			}))
		}, Fail, true},
		{"a member without a license who signs in fails", Example{Holds: "SPE_E3"}, Scope{},
			func(ev *Evaluator, c *Case) {
				ev.User(&c.User)
				ev.User(colleague(c, 2,
					func(u *tenant.User) { u.Licenses, u.SignInKnown, u.LastSignIn = nil, true, exampleNow }))
			}, Fail, true},
		{"one who never signed in does not", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.User(colleague(c, 2, func(u *tenant.User) { u.Licenses, u.SignInKnown = nil, true }))
		}, Pass, true},
		{"in a group one who never signed in fails", Example{Holds: "SPE_E3"},
			Scope{Groups: []tenant.Group{{Members: tenant.Members{{15: 2}: tenant.Direct}}}},
			func(ev *Evaluator, c *Case) {
				ev.User(colleague(c, 2, func(u *tenant.User) { u.Licenses, u.SignInKnown = nil, true }))
			}, Fail, true},
		{"licenses unknown for one user", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.User(colleague(c, 2, func(u *tenant.User) { u.Licenses, u.LicensesKnown = nil, false }))
		}, NotEvaluated, true},
		{"the read broke off", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.Missing(Gap{Dataset: tenant.Users, Partial: true, Why: "reading stopped after 1 user"})
		}, NotEvaluated, false},
		{"a failure stands though the read broke off", Example{Holds: "SPE_E3 -INTUNE_A"}, Scope{},
			func(ev *Evaluator, c *Case) {
				ev.User(&c.User)
				ev.Missing(Gap{Dataset: tenant.Users, Partial: true})
			}, Fail, false},
		{"a refused dataset", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.Missing(Gap{Dataset: tenant.MDMPolicies, Permission: "Policy.Read.All"})
			ev.User(&c.User)
		}, NotEvaluated, false},
		{"a dataset that no selected rule needs", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.Missing(Gap{Dataset: "nobody's"})
			ev.User(&c.User)
		}, Pass, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ev, c := evaluator(t, tt.example, &tt.scope)
			tt.feed(ev, c)
			_, sum := ev.Finish()
			if sum.Verdict != tt.want || sum.Complete != tt.complete {
				t.Errorf("verdict %v, complete %v; want %v, %v", sum.Verdict, sum.Complete, tt.want, tt.complete)
			}
		})
	}
}

// Users among whom none has assignedLicenses were read with the wrong $select.
func TestNoUserHasLicenses(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &Scope{})
	unsent(c)
	ev.User(&c.User)
	_, sum := ev.Finish()
	if sum.Verdict != NotEvaluated || sum.Complete || len(sum.Missing) != 1 ||
		!strings.Contains(sum.Missing[0].Hint, "$select=id,") {
		t.Errorf("summary %+v", sum)
	}
}

func TestSkippedRuleRaisesNothing(t *testing.T) {
	c, err := Example{Holds: "SPE_E3 -INTUNE_A", Change: stated}.Case()
	if err != nil {
		t.Fatal(err)
	}
	ev := NewEvaluator(c.env(false).Facts, &Scope{}, ruledBy(t, []string{"lic-02"}))
	row := ev.User(&c.User)
	if len(row.Findings) > 1 { // MDM-03 warns
		t.Errorf("findings %+v", row.Findings)
	}
	_, sum := ev.Finish()
	if ta := tallyOf(t, sum, "LIC-02"); !ta.Skipped || ta.Fail != 0 || sum.Verdict != Pass {
		t.Errorf("tally %+v, verdict %v", ta, sum.Verdict)
	}
}

func TestScope(t *testing.T) {
	member := tenant.User{ID: tenant.GUID{1}, UPN: "Avery@contoso.example", Enabled: tenant.Yes, UserType: "Member"}
	with := func(change func(*tenant.User)) tenant.User { u := member; change(&u); return u }
	inGroup := []tenant.Group{{Members: tenant.Members{{1}: tenant.Nested}}}
	tests := []struct {
		name  string
		user  tenant.User
		scope Scope
		want  place
	}{
		{"member", member, Scope{}, inScope},
		{"userType null", with(func(u *tenant.User) { u.UserType = "" }), Scope{}, inScope},
		{"accountEnabled not sent", with(func(u *tenant.User) { u.Enabled = tenant.Unknown }), Scope{}, inScope},
		{"disabled", with(func(u *tenant.User) { u.Enabled = tenant.No }), Scope{}, disabledAccount},
		{"disabled, asked for", with(func(u *tenant.User) { u.Enabled = tenant.No }), Scope{IncludeDisabled: true},
			inScope},
		{"guest", with(func(u *tenant.User) { u.UserType = "Guest" }), Scope{}, guestAccount},
		{"guest in lower case", with(func(u *tenant.User) { u.UserType = "guest" }), Scope{}, guestAccount},
		{"guest, asked for", with(func(u *tenant.User) { u.UserType = "Guest" }), Scope{IncludeGuests: true}, inScope},
		{"external by state", with(func(u *tenant.User) { u.ExternalUserState = "Accepted" }), Scope{},
			externalAccount},
		{"external by creation", with(func(u *tenant.User) { u.CreationType = "Invitation" }), Scope{},
			externalAccount},
		{"external by name", with(func(u *tenant.User) { u.UPN = "a_b.example#EXT#@contoso.example" }), Scope{},
			externalAccount},
		{"external, asked for", with(func(u *tenant.User) { u.CreationType = "Invitation" }),
			Scope{IncludeGuests: true}, inScope},
		{"local account", with(func(u *tenant.User) { u.CreationType = "LocalAccount" }), Scope{}, inScope},
		{"in the group", member, Scope{Groups: inGroup}, inScope},
		{"not in the group", with(func(u *tenant.User) { u.ID = tenant.GUID{2} }), Scope{Groups: inGroup}, notInGroup},
		{"in the excluded group", member, Scope{ExcludeGroups: inGroup}, excludedGroup},
		{"excluded by name", member, Scope{ExcludeUPN: []string{"AV*@contoso.example"}}, excludedName},
		{"not excluded by name", member, Scope{ExcludeUPN: []string{"b*"}}, inScope},
		{"first reason counts", with(func(u *tenant.User) { u.Enabled, u.UserType = tenant.No, "Guest" }), Scope{},
			guestAccount},
	}
	for _, tt := range tests {
		if got := tt.scope.placeOf(&tt.user); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if err := (&Scope{ExcludeUPN: []string{"["}}).Check(); err == nil ||
		!strings.Contains(err.Error(), `pattern "[": syntax error`) {
		t.Error("a malformed pattern:", err)
	}
}

// What is recorded of sign-ins places a member without a license, and so does a group that is about to give one.
func TestUnlicensedMember(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Case)
		want   LicenseStatus
		warns  bool // LIC-02 does
	}{
		{"sign-ins unread", func(*Case) {}, Unclassified, false},
		{"signed in once", seen(900), NoLicense, false},
		{"never signed in", seen(-1), NoSignIn, true},
		{"a group is about to give a license",
			assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}), NoLicense, true},
		{"a group has given others licenses",
			assigning("SPE_E3", "ProcessingComplete", tenant.Members{exampleUser: tenant.Direct}), Unclassified, false},
		{"a group is about to give others licenses",
			assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Nested}), Unclassified,
			false},
		{"a group is about to give strangers licenses", assigning("SPE_E3", "QueuedForProcessing", tenant.Members{}),
			Unclassified, false},
	}
	for _, tt := range tests {
		ev, c := evaluator(t, Example{Change: tt.change}, &Scope{})
		row := ev.User(&c.User)
		_, sum := ev.Finish()
		ta := tallyOf(t, sum, "LIC-02")
		if s := row.Status; s != tt.want || sum.Statuses.By[tt.want] != 1 || ta.Warn == 1 != tt.warns ||
			ta.NotEvaluated != ta.Unclassified {
			t.Errorf("%s: %v, want %v; LIC-02 %+v", tt.name, s, tt.want, ta)
		}
	}
}

// An account that holds nothing but what a room needs is no person in a scope that nobody chose.
func TestRoomAccount(t *testing.T) {
	rooms := []tenant.Group{{ID: tenant.GUID{7}, Members: tenant.Members{exampleUser: tenant.Direct}}}
	tests := []struct {
		name   string
		holds  string
		scope  Scope
		change func(*Case)
		want   LicenseStatus
	}{
		{"a room", "Microsoft_Teams_Rooms_Pro", Scope{}, nil, RoomAccount},
		{"a room that signs in", "Microsoft_Teams_Rooms_Pro", Scope{}, seen(1), RoomAccount},
		{"a room that never signed in", "Microsoft_Teams_Rooms_Pro", Scope{}, seen(-1), RoomAccount},
		{"a room without Intune", "Microsoft_Teams_Rooms_Basic", Scope{}, nil, RoomAccount},
		{"a shared phone with a number", "MCOPSTN_5, MCOCAP", Scope{}, nil, RoomAccount},
		{"a switchboard", "PHONESYSTEM_VIRTUALUSER", Scope{}, nil, RoomAccount},
		{"a number alone", "MCOPSTN_5", Scope{}, nil, LacksBoth},
		{"a device license", "INTUNE_A_D", Scope{}, nil, LacksBoth},
		{"a mailbox beside it", "MCOCAP, EXCHANGESTANDARD", Scope{}, nil, LacksBoth},
		{"half a person's beside it", "MCOCAP, INTUNE_A", Scope{}, nil, LacksEntra},
		{"a person's beside it", "MCOCAP, SPE_E3", Scope{}, nil, Qualified},
		{"a person's beside it in error", "MCOCAP", Scope{}, state("SPE_E3", "Error", "CountViolation"), LacksBoth},
		{"a room's beside it in error", "MCOCAP", Scope{},
			state("Microsoft_Teams_Rooms_Pro", "Error", "CountViolation"), RoomAccount},
		{"a room's in error and nothing else", "", Scope{},
			state("Microsoft_Teams_Rooms_Pro", "Error", "CountViolation"), RoomAccount},
		{"a room's and its number in error", "", Scope{}, changes(state("MCOCAP", "Error", "CountViolation"),
			state("MCOPSTN_5", "Error", "CountViolation")), RoomAccount},
		{"a number alone in error", "", Scope{}, state("MCOPSTN_5", "Error", "CountViolation"), NoLicense},
		{"a room's and a person's in error", "", Scope{}, changes(state("MCOCAP", "Error", "CountViolation"),
			state("SPE_E3", "Error", "CountViolation")), NoLicense},
		{"a room's in error, and a group is about to give a person's", "", Scope{},
			changes(state("MCOCAP", "Error", "CountViolation"),
				assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct})), NoLicense},
		{"a room's in error, and the licenses were not sent", "", Scope{},
			changes(state("MCOCAP", "Error", "CountViolation"), unsent), LicensesUnknown},
		{"a room's in error, judged as a person", "", Scope{IncludeUnlicensed: true},
			state("MCOCAP", "Error", "CountViolation"), NoLicense},
		{"its number in error", "MCOCAP", Scope{}, state("MCOPSTN_5", "Error", "CountViolation"), RoomAccount},
		{"a group is about to give a person's", "MCOCAP", Scope{},
			assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}), LacksBoth},
		{"a group is about to give a room's", "MCOCAP", Scope{},
			assigning("Microsoft_Teams_Rooms_Pro", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}),
			RoomAccount},
		{"a group is about to give a room's and its number", "MCOCAP", Scope{}, func(c *Case) {
			assigning("Microsoft_Teams_Rooms_Pro", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct})(c)
			c.LicenseGroups[0].Licenses = append(c.LicenseGroups[0].Licenses,
				tenant.License{SKU: license.Lookup("MCOPSTN_5")[0].SKU})
		}, RoomAccount},
		{"a group is about to give what was not read", "MCOCAP", Scope{}, func(c *Case) {
			assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct})(c)
			c.LicenseGroups[0].Licenses = nil // licenses were not read
		}, LacksBoth},
		{"the tenant's own plans make it a person's", "PHONESYSTEM_VIRTUALUSER", Scope{}, func(c *Case) {
			_ = c.hold("SPE_E3", nil)
			c.SKUs[0].Plans, c.User.Licenses = c.SKUs[1].Plans, c.User.Licenses[:1]
		}, Qualified},
		{"judged as persons", "MCOCAP", Scope{IncludeUnlicensed: true}, nil, LacksBoth},
		{"in a chosen group", "MCOCAP", Scope{Groups: rooms}, nil, LacksBoth},
		{"not sent", "MCOCAP", Scope{}, unsent, LicensesUnknown},
	}
	for _, tt := range tests {
		ev, c := evaluator(t, Example{Holds: tt.holds, Change: tt.change}, &tt.scope)
		row := ev.User(&c.User)
		_, sum := ev.Finish()
		lic02, lic11 := tallyOf(t, sum, "LIC-02"), tallyOf(t, sum, "LIC-11")
		room := tt.want == RoomAccount
		if s := row.Status; s != tt.want || sum.Statuses.By[tt.want] != 1 || sum.Scope.Unlicensed == 1 != room {
			t.Errorf("%s: %v, want %v; %+v", tt.name, s, tt.want, sum.Scope)
		}
		if room &&
			(lic02.Unclassified != 1 || lic02.NotEvaluated != 1 || lic11.Warn+lic11.Pass != 1 ||
				lic11.Warn == 1 != (tt.holds != "") || lic11.Unclassified != 0 ||
				len(ev.env.count.Seatless) != 0 || ev.env.count.Apps != recommendedCount{}) {
			t.Errorf("%s: LIC-02 %+v, LIC-11 %+v, seats %v", tt.name, lic02, lic11, ev.env.count.Seatless)
		}
	}
}

// Licenses beyond the two halves are counted once a user, and what is redundant under its product.
func TestCountsOfLicenses(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "INTUNE_A, EMS, SPE_E3, FLOW_FREE"}, &Scope{})
	ev.User(&c.User)
	trial := c.User
	trial.Licenses = trial.Licenses[3:]
	ev.User(&trial)
	ev.User(&trial)
	_, sum := ev.Finish()
	want := recommendedCount{On: 1, Without: 2}
	if n := ev.env.count; n.Apps != want || n.Windows != want || n.Seatless[missingSeat{LacksBoth, bothParts}] != 2 {
		t.Errorf("%+v", n)
	}
	for _, s := range sum.SKUs {
		if redundant := map[string]int{"INTUNE_A": 1, "EMS": 1}[s.PartNumber]; s.Redundant != redundant {
			t.Errorf("%s: %d redundant, want %d", s.PartNumber, s.Redundant, redundant)
		}
	}
}

// What is switched off and what is of a lesser product are counted for both items.
func TestCountsOfExtras(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3 -OFFICESUBSCRIPTION -WIN10_PRO_ENT_SUB, SPB"}, &Scope{})
	for i := range c.User.Licenses {
		u := c.User
		u.Licenses = u.Licenses[i : i+1]
		ev.User(&u)
	}
	if want := (recommendedCount{Off: 1, Partly: 1}); ev.env.count.Apps != want || ev.env.count.Windows != want {
		t.Errorf("%+v, %+v", ev.env.count.Apps, ev.env.count.Windows)
	}
}

// What a trial covers is lost when it ends.
func TestTrialCoversNothing(t *testing.T) {
	for trial, want := range map[bool]int{false: 1, true: 0} {
		ev, c := evaluator(t, Example{Holds: "SPE_E5, EMS", Change: bought("Enabled", trial, 10, 5)}, &Scope{})
		ev.User(&c.User)
		if got := ev.env.count.Holders[c.SKUs[1].ID].Redundant; got != want {
			t.Errorf("trial %v: %d redundant", trial, got)
		}
	}
}

// Every user read is counted once.
func TestScopeCountAddsUp(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &Scope{ExcludeUPN: []string{"x*"}})
	for _, change := range []func(*tenant.User){
		func(*tenant.User) {}, func(u *tenant.User) { u.UserType = "Guest" },
		func(u *tenant.User) { u.Enabled = tenant.No },
		func(u *tenant.User) { u.CreationType = "Invitation" }, func(u *tenant.User) { u.UPN = "x" },
		func(u *tenant.User) { u.Licenses = nil },
	} {
		u := c.User
		change(&u)
		ev.User(&u)
	}
	_, sum := ev.Finish()
	s := sum.Scope
	if s.Read != 6 || s.InScope != 2 || s.Unlicensed != 1 || s.Guests != 1 || s.Disabled != 1 || s.External != 1 ||
		s.ExcludedName != 1 {
		t.Errorf("%+v", s)
	}
}

func BenchmarkUser(b *testing.B) {
	// Graph sends a state for every license; a user of whom it doesn't is a finding, which costs words.
	c, err := Example{Holds: "SPE_E3, INTUNE_A, FLOW_FREE", Change: changes(state("SPE_E3", "Active", ""),
		state("INTUNE_A", "Active", ""), state("FLOW_FREE", "Active", ""))}.Case()
	if err != nil {
		b.Fatal(err)
	}
	facts := &Facts{Settings: c.Settings, Licenses: license.NewTable(c.SKUs, license.Options{})}
	selected, err := Select(nil, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	ev := NewEvaluator(facts, &Scope{}, selected)
	b.ReportAllocs()
	for b.Loop() {
		ev.User(&c.User)
	}
}
