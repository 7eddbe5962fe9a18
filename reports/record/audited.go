package record

import (
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// TenantState is how a tenant was read.
type TenantState string

// The states; one that begins has none.
const (
	Complete   TenantState = "complete"   // all that was needed
	Allowed    TenantState = "allowed"    // that, but for what may be missing
	Incomplete TenantState = "incomplete" // there is a report, and it says what is missing
	Refused    TenantState = "refused"    // the sign-in, or it was for another tenant
	Failed     TenantState = "failed"     // for another reason; there is no report
	NotRead    TenantState = "notRead"    // the run was interrupted before
)

// Audited is what was found in one of several tenants.
type Audited struct {
	Name       string       `json:"name"`
	State      TenantState  `json:"state"`
	Why        string       `json:"why,omitzero"`
	Note       string       `json:"note,omitzero"`
	ExitStatus int          `json:"exitStatus"`
	Tenant     *Tenant      `json:"tenant,omitzero"`
	Ready      *ReadyPeople `json:"ready,omitzero"`
	Plan       *AuditedPlan `json:"plan,omitzero"`
	Folder     string       `json:"folder,omitzero"`

	causes  []auditedCause
	checked map[string]bool // rules that were, and lacked nothing
	counted bool            // everybody in scope is known
}

// ReadyPeople is rules.ReadyCount.
type ReadyPeople = rules.ReadyCount

// AuditedPlan is what the license plan of a tenant comes to.
type AuditedPlan struct {
	People int       `json:"people"`
	Buy    int       `json:"buy"`
	Renew  int       `json:"renew"`
	Left   int       `json:"left"`
	Cost   *PlanCost `json:"cost,omitzero"`
}

// auditedCause is all causes of one kind and consequence.
type auditedCause struct {
	id, rule, title string
	does            rules.Consequence
	count           int // people whom it stops, each once; else what the causes count
}

// Auditor is a Handler that keeps of a run what is said of one of several tenants. It grows with nobody.
type Auditor struct {
	Audited
	run     *Run
	blocked map[string]int // people, by the kind of what stops them
	kinds   []string
}

// Run keeps whose run it is.
func (a *Auditor) Run(r *Run) error {
	a.run, a.blocked = r, map[string]int{}
	a.Tenant = &Tenant{r.Tenant.ID, r.Tenant.Name, r.Tenant.DefaultDomain}
	return nil
}

// User counts who is stopped by what.
func (a *Auditor) User(u *User) error {
	a.kinds = a.kinds[:0]
	for _, id := range u.BlockedBy {
		if kind := kindOf(id); !slices.Contains(a.kinds, kind) {
			a.kinds = append(a.kinds, kind)
			a.blocked[kind]++
		}
	}
	return nil
}

// Device is not kept.
func (a *Auditor) Device(*Device) error { return nil }

// Finding is not kept.
func (a *Auditor) Finding(*Finding) error { return nil }

// Summary keeps the counts, and lets go of the rest.
func (a *Auditor) Summary(s *Summary) error {
	a.State, a.ExitStatus, a.Note = Complete, s.ExitStatus, noteOf(a.run, s)
	switch {
	case s.Complete:
	case s.OnlyAllowed:
		a.State, a.Why = Allowed, whatIsAllowed(s)
	default:
		a.State, a.Why = Incomplete, whyIncomplete(s)
	}
	if s.Scope.Asked && (s.Scope.Read > 0 || !s.Missed(tenant.Users)) { // else nobody is known, which isn't nobody
		ready := s.Ready
		a.Ready = &ready
	}
	a.counted = s.Scope.Asked && s.Scope.Doubt == "" && !s.Missed(tenant.Users)
	if p := s.Plan; p != nil {
		a.Plan = &AuditedPlan{People: p.People, Cost: p.Cost}
		for i := range p.Products {
			a.Plan.Buy += p.Products[i].Buy
			a.Plan.Renew += p.Products[i].Renew
			a.Plan.Left += max(0, p.Products[i].Left)
		}
	}
	a.checked = map[string]bool{}
	for i := range s.Tallies {
		t := &s.Tallies[i]
		a.checked[t.ID] = !t.Skipped && len(t.Missing) == 0 && t.Outcome() != rules.NotEvaluated
	}
	a.causes = a.causesOf(s)
	a.run, a.blocked, a.kinds = nil, nil, nil
	return nil
}

// kindOf is the part of a cause's id that is the same in every tenant. Behind it are ids of the tenant's own things.
func kindOf(id string) string {
	kind, _, _ := strings.Cut(id, "/")
	return kind
}

func (a *Auditor) causesOf(s *Summary) (all []auditedCause) {
	for i := range s.Causes {
		c := &s.Causes[i]
		kind := kindOf(c.ID)
		at := slices.IndexFunc(all, func(k auditedCause) bool { return k.id == kind && k.does == c.Does })
		if at < 0 {
			k := auditedCause{id: kind, title: c.Title, does: c.Does}
			if len(c.Rules) > 0 {
				k.rule, k.title = c.Rules[0], a.run.Rule(c.Rules[0]).Title
			}
			at, all = len(all), append(all, k)
		}
		switch c.Does {
		case rules.Stops:
			all[at].count = a.blocked[kind]
		case rules.Degrades:
			all[at].count += c.Degrades
		default:
			all[at].count += c.Concerns
		}
	}
	return all
}

// noteOf is what the counts and the exit status of a tenant can't be read without.
func noteOf(run *Run, s *Summary) string {
	var notes []string
	if run.AsOf != "" {
		notes = append(notes, "as of "+run.AsOf)
	}
	if e := s.Excused; e != nil {
		if n := e.People.Excepted; n > 0 {
			notes = append(notes, blockedPeople(n)+" excused by exceptions")
		}
		if n := e.People.Known; n > 0 {
			notes = append(notes, blockedPeople(n)+" in the baseline")
		}
		if e.MaxBlocked != "" {
			notes = append(notes, "up to "+e.MaxBlocked+" may be blocked")
		}
	}
	return strings.Join(notes, "; ")
}

func blockedPeople(n int) string {
	return english.Number(n) + english.Verb(n, " blocked person is", " blocked people are")
}

// whyIncomplete is the first of what is missing, and how many more there are.
func whyIncomplete(s *Summary) string {
	if len(s.Missing) == 0 {
		return s.Scope.Doubt
	}
	reason, _, _ := strings.Cut(s.Missing[0].Why, " (") // behind it is the request, which its report has
	why := string(s.Missing[0].Dataset) + ": " + reason
	if n := len(s.Missing) - 1; n > 0 {
		why += "; and " + english.Number(n) + " more"
	}
	return why
}

// whatIsAllowed names the first dataset that is missing, and how many more there are: a tenant has one line.
func whatIsAllowed(s *Summary) string {
	var all []tenant.Dataset
	for i := range s.Tallies {
		for _, g := range s.Tallies[i].Missing {
			if !s.Tallies[i].Unprobed() && !slices.Contains(all, g.Dataset) {
				all = append(all, g.Dataset)
			}
		}
	}
	if len(all) == 0 {
		return whyIncomplete(s)
	}
	why := string(all[0])
	if n := len(all) - 1; n > 0 {
		why += " and " + english.Number(n) + " more"
	}
	return why
}

const wordOfAllowed = "but for what is allowed"

// Read says in words how the tenant was read.
func (a *Audited) Read() string {
	word := map[TenantState]string{
		Complete: "completely", Allowed: wordOfAllowed, Incomplete: "incomplete", Refused: "refused", Failed: "failed",
		NotRead: "not read",
	}[a.State]
	if a.Note != "" {
		word += " (" + a.Note + ")"
	}
	if a.State == Allowed && a.Why != "" {
		return "but for " + a.Why + strings.TrimPrefix(word, wordOfAllowed)
	}
	if a.Why != "" {
		word += ": " + a.Why
	}
	return word
}
