package audit

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var rehearsals = flag.Int("rehearse", 2, "random tenants of each scenario that causes are rehearsed in")

// rehearsalDay is when simulated tenants are judged.
var rehearsalDay = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// model is a simulated tenant as it was read.
type model struct {
	run   *Run
	facts *rules.Facts
	users []tenant.User
}

// readModel reads a tenant, whose answers are kept, anew.
func readModel(t *testing.T, answers *recorded, base string) *model {
	t.Helper()
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: answers,
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		t.Fatal(err)
	}
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &model{facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay}}
	m.run = &Run{Rules: selected, Facts: m.facts, Base: base}
	read, err := m.run.read(t.Context(), Source{Client: c})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range read.gaps {
		m.facts.Forget(g.Dataset)
	}
	for u, err := range c.Users(t.Context(), graph.UserQuery{OnPremisesUPN: true}) {
		if err != nil {
			t.Fatal(err)
		}
		kept := *u
		kept.Licenses, kept.States = slices.Clone(u.Licenses), slices.Clone(u.States)
		m.users = append(m.users, kept)
	}
	return m
}

// judged is what is said of each person, and of all.
type judged struct {
	ready   map[tenant.GUID]rules.Readiness
	blocked map[tenant.GUID][]string
	sum     rules.Summary
}

func (m *model) judge(t *testing.T) judged {
	t.Helper()
	if m.facts.Has(tenant.SKUs) {
		m.facts.Licenses = license.NewTable(m.facts.SKUs, license.Options{Groups: m.facts.LicenseGroups})
	}
	scope := rules.Scope{}
	if err := scope.Choose(m.run.Base, m.facts); err != nil {
		t.Fatal(err)
	}
	ev := rules.NewEvaluator(m.facts, &scope, m.run.Rules)
	j := judged{map[tenant.GUID]rules.Readiness{}, map[tenant.GUID][]string{}, rules.Summary{}}
	for i := range m.users {
		if row := ev.User(&m.users[i]); row != nil && row.Ready != rules.NotAPerson {
			j.ready[row.User.ID], j.blocked[row.User.ID] = row.Ready, slices.Clone(row.BlockedBy)
		}
	}
	_, j.sum = ev.Finish()
	return j
}

// rehearse does what each cause says, one after the other, and holds what is judged then against what was promised.
func rehearse(t *testing.T, name string, fresh func() *model, damage func(*model)) {
	t.Helper()
	first := fresh()
	damage(first)
	promised := first.judge(t)
	for n := range promised.sum.Causes {
		if promised.sum.Causes[n].ReadyAfter == nil {
			break
		}
		m := fresh()
		damage(m)
		var done []string
		for i := range promised.sum.Causes[:n+1] {
			cause := promised.sum.Causes[i]
			id := cause.ID
			done = append(done, id)
			people := map[tenant.GUID]bool{}
			for who, causes := range promised.blocked {
				people[who] = slices.Contains(causes, id)
			}
			m.apply(t, &cause, people)
		}
		now := m.judge(t)
		want, got := *promised.sum.Causes[n].ReadyAfter, now.sum.Ready.Ready
		if want != got {
			t.Errorf("%s: after %q %d are ready, promised were %d", name, done, got, want)
			return
		}
		for who, ready := range promised.ready {
			left := slices.DeleteFunc(slices.Clone(promised.blocked[who]), func(id string) bool {
				return slices.Contains(done, id)
			})
			if ready == rules.Blocked && len(left) == 0 && now.ready[who] == rules.Blocked {
				t.Errorf("%s: after %q %s is blocked by %q", name, done, who, now.blocked[who])
				return
			}
		}
	}
}

// Each cause says how many people are ready when it and all before it are done. That is a promise.
func TestRehearsal(t *testing.T) {
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // the one is contoso's kind and takes long, the other waits
		}
		t.Run(sc.Name, func(t *testing.T) {
			for seed := range uint64(*rehearsals) {
				for _, base := range []string{"", "members"} {
					now := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
					server := (&graphtest.Tenant{Scenario: sc.Name, Seed: seed, Users: 60 + int(seed%7)*20, Now: now}).Handler()
					answers := &recorded{RoundTripper: server.Transport(), answers: map[string]*kept{}}
					fresh := func() *model { return readModel(t, answers, base) }
					rehearse(t, fmt.Sprintf("seed %d, scope %q", seed, base), fresh, func(*model) {})
					rehearse(t, fmt.Sprintf("seed %d, scope %q, damaged", seed, base), fresh, func(m *model) {
						m.damage(rand.New(rand.NewPCG(seed, 1)))
					})
				}
			}
		})
	}
}

// damage breaks some things at random, each as people have seen them broken.
func (m *model) damage(r *rand.Rand) {
	s := &m.facts.Settings
	for _, breaks := range []func(){
		func() { s.MDMAuthority = "sccm" },
		func() { s.Intune.State = "disabled" },
		func() { s.Registration.DeviceQuota = r.IntN(4) },
		func() { s.Registration.Admins.Kind = []string{"no", "all", "enumerated"}[r.IntN(3)] },
		func() { s.Registration.Join.Kind = "no" },
		func() {
			for i := range s.MDMPolicies {
				s.MDMPolicies[i].AppliesTo = "none"
			}
		},
		func() {
			for i := range s.Restrictions {
				s.Restrictions[i].Blocked = tenant.Yes
			}
		},
		func() {
			s.CorporateIDs, s.Autopilots, s.Associations = map[string]int{}, nil, nil
			for i := range s.Restrictions {
				s.Restrictions[i].PersonalBlocked = tenant.Yes
			}
		},
		func() {
			for i := range m.users {
				if r.IntN(4) == 0 {
					m.users[i].Licenses, m.users[i].States = []tenant.License{}, []tenant.LicenseState{}
				}
			}
		},
		func() {
			for i := range s.SKUs {
				if r.IntN(2) == 0 {
					s.SKUs[i].CapabilityStatus = "Suspended"
				}
			}
		},
		func() {
			for i := range s.Preparation {
				s.Preparation[i].Device = tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Found: tenant.No}
			}
		},
		func() { s.Preparation = nil },
	} {
		if r.IntN(6) == 0 {
			breaks()
		}
	}
}

// apply does what a cause says, for the people whom it stops.
func (m *model) apply(t *testing.T, cause *rules.Cause, people map[tenant.GUID]bool) {
	t.Helper()
	if _, group, ok := strings.Cut(cause.PowerShell, "New-MgGroupMember -GroupId '"); ok {
		m.join(tenant.MustGUID(group[:36]), people)
		return
	}
	id, s := cause.ID, &m.facts.Settings
	parts := strings.Split(id, "/")
	each := func(do func(*tenant.User)) {
		for i := range m.users {
			if people[m.users[i].ID] {
				do(&m.users[i])
			}
		}
	}
	policy := func(p *tenant.PreparationPolicy) bool { return p.ID == parts[1] }
	switch parts[0] {
	case "assign-license":
		_, named, _ := strings.Cut(cause.PowerShell, "SkuId='")
		sku := tenant.MustGUID(named[:36])
		m.buy(sku)
		each(func(u *tenant.User) { give(u, sku) })
	case "await-license":
		each(func(u *tenant.User) {
			for _, g := range m.facts.LicenseGroups {
				if g.Members[u.ID] == tenant.Direct {
					for _, l := range g.Licenses {
						give(u, l.SKU)
					}
				}
			}
		})
	case "turn-on-plan", "reprocess", "add-seats", "repair-assignment":
		sku := parts[1]
		if parts[0] == "repair-assignment" && len(parts) > 2 {
			sku = parts[2]
		}
		each(func(u *tenant.User) { give(u, tenant.MustGUID(sku)) })
	case "renew", "lic-01":
		if len(parts) == 1 {
			m.buy(license.Lookup("EMS")[0].SKU)
			return
		}
		m.renew(tenant.MustGUID(parts[1]))
	case "mdm-scope":
		m.enroll(people)
	case "local-administrators":
		s.Registration.Admins.Kind = "all"
	case "dir-01":
		s.Registration.Join.Kind = "all"
	case "dir-02":
		s.Registration.DeviceQuota = 1000
	case "dir-05":
		s.Organization.TenantType = "AAD"
	case "mdm-01":
		s.MDMAuthority = "intune"
	case "mdm-04":
		s.Intune.State = "active"
	case "mdm-05":
		for i := range s.MDMPolicies {
			p := &s.MDMPolicies[i]
			p.DiscoveryURL, p.TermsOfUseURL, p.ComplianceURL = "", "", ""
		}
	case "mdm-08", "mdm-09":
		for i := range s.Restrictions {
			if r := &s.Restrictions[i]; r.ID == parts[1] {
				r.Blocked, r.PersonalBlocked = tenant.No, tenant.No
			}
		}
	case "ca-01":
		for i := range s.Access {
			if s.Access[i].ID == parts[1] {
				s.Access[i].Frequency = ""
			}
		}
	case "ca-02":
		for i := range s.Access {
			if s.Access[i].ID == parts[1] {
				s.Access[i].ExcludeApps = append(s.Access[i].ExcludeApps, tenant.IntuneEnrollmentApp)
			}
		}
	case "dpp-03":
		for i := range s.Preparation {
			if p := &s.Preparation[i]; policy(p) {
				p.Device = tenant.DeviceGroup{Known: true, ID: tenant.GUID{7}, Name: "Devices", Valid: tenant.Yes,
					Found: tenant.Yes, Security: tenant.Yes, Dynamic: tenant.No, RoleAssignable: tenant.No, Owned: tenant.Yes}
			}
		}
	case "dpp-06":
		for i := range s.Preparation {
			if p := &s.Preparation[i]; policy(p) {
				for k := range p.Settings {
					if set := &p.Settings[k]; set.ID == "enrollment_autopilot_dpp_jointype" {
						set.Values, set.Labels = []string{set.ID + "_0"}, nil
					}
				}
			}
		}
	case "assign-policy":
		m.target(people)
	default:
		t.Fatalf("no rehearsal of %s", id)
	}
}

// give assigns a product, with all its plans.
func give(u *tenant.User, sku tenant.GUID) {
	same := func(l tenant.License) bool { return l.SKU == sku }
	u.Licenses = append(slices.DeleteFunc(u.Licenses, same), tenant.License{SKU: sku})
	u.States = append(slices.DeleteFunc(u.States, func(s tenant.LicenseState) bool { return s.SKU == sku }),
		tenant.LicenseState{SKU: sku, State: "Active"})
	u.LicensesKnown, u.StatesKnown = true, true
}

// buy gets a product, where the tenant has none of it: one of those that are recommended to a tenant without any.
func (m *model) buy(sku tenant.GUID) {
	if slices.ContainsFunc(m.facts.SKUs, func(s tenant.SKU) bool { return s.ID == sku }) {
		return
	}
	const intune, entra = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5", "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
	for part, plans := range map[string][]string{"EMS": {intune, entra}, "INTUNE_A": {intune}, "AAD_PREMIUM": {entra}} {
		if license.Lookup(part)[0].SKU != sku {
			continue
		}
		s := tenant.SKU{ID: sku, PartNumber: part, AppliesTo: "User", CapabilityStatus: "Enabled", Enabled: 10_000}
		for _, plan := range plans {
			s.Plans = append(s.Plans,
				tenant.Plan{ID: tenant.MustGUID(plan), AppliesTo: "User", ProvisioningStatus: "Success"})
		}
		m.facts.SKUs = append(m.facts.SKUs, s)
	}
}

func (m *model) renew(sku tenant.GUID) {
	m.buy(sku)
	for i := range m.facts.SKUs {
		if s := &m.facts.SKUs[i]; s.ID == sku {
			s.CapabilityStatus, s.Enabled = "Enabled", max(s.Enabled, s.Suspended, s.Consumed)
			for k := range s.Plans {
				s.Plans[k].ProvisioningStatus = "Success"
			}
		}
	}
}

// join adds people to a group, wherever the tenant names it.
func (m *model) join(id tenant.GUID, people map[tenant.GUID]bool) {
	add := func(g *tenant.Group) {
		for who, joins := range people {
			if g.ID == id && joins && g.Members != nil {
				g.Members[who] = tenant.Direct
			}
		}
	}
	s := &m.facts.Settings
	assigned := func(as []tenant.Assignment) {
		for i := range as {
			add(&as[i].Group)
		}
	}
	for i := range s.Access {
		for k := range s.Access[i].IncludeGroups {
			add(&s.Access[i].IncludeGroups[k])
		}
		for k := range s.Access[i].ExcludeGroups {
			add(&s.Access[i].ExcludeGroups[k])
		}
	}
	for i := range s.Restrictions {
		assigned(s.Restrictions[i].Assignments)
	}
	for i := range s.Preparation {
		assigned(s.Preparation[i].Assignments)
	}
	for i := range s.MDMPolicies {
		for k := range s.MDMPolicies[i].Groups {
			add(&s.MDMPolicies[i].Groups[k])
		}
	}
	for k := range s.Registration.Join.Groups {
		add(&s.Registration.Join.Groups[k])
	}
}

// group is a new one.
func group(id byte, people map[tenant.GUID]bool) tenant.Group {
	g := tenant.Group{ID: tenant.GUID{id}, DisplayName: "New", Members: tenant.Members{}}
	for who, joins := range people {
		if joins {
			g.Members[who] = tenant.Direct
		}
	}
	return g
}

// enroll turns automatic enrollment on, or adds a group to its scope.
func (m *model) enroll(people map[tenant.GUID]bool) {
	for i := range m.facts.MDMPolicies {
		p := &m.facts.MDMPolicies[i]
		if !strings.EqualFold(p.ID, tenant.IntuneApp) {
			continue
		}
		if p.AppliesTo != "selected" || len(p.Groups) == 0 {
			p.AppliesTo = "all"
		} else {
			p.Groups = append(p.Groups, group(9, people))
		}
		return
	}
	m.facts.MDMPolicies = append(m.facts.MDMPolicies, tenant.MDMPolicy{ID: tenant.IntuneApp, AppliesTo: "all"})
}

// target has a new policy apply to people.
func (m *model) target(people map[tenant.GUID]bool) {
	m.facts.Preparation = append(m.facts.Preparation, tenant.PreparationPolicy{ID: "new", Name: "New", Priority: 1,
		Settings: []tenant.PreparationSetting{
			{ID: "enrollment_autopilot_dpp_jointype", Values: []string{"enrollment_autopilot_dpp_jointype_0"}},
			{ID: "enrollment_autopilot_dpp_accountype", Values: []string{"1"}, Labels: []string{"Administrator"}},
		},
		Assignments: []tenant.Assignment{{Kind: "group", Group: group(8, people)}},
		Device: tenant.DeviceGroup{Known: true, ID: tenant.GUID{7}, Name: "Devices", Valid: tenant.Yes, Found: tenant.Yes,
			Security: tenant.Yes, Dynamic: tenant.No, RoleAssignable: tenant.No, Owned: tenant.Yes}})
}
