package record

import (
	"cmp"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Translator puts what the engine says into the record, and hands it on.
type Translator struct {
	to       Handler
	words    entitlements
	user     User
	device   Device
	findings []Finding
}

// Translate makes a Translator that hands on to a Handler.
func Translate(to Handler) *Translator { return &Translator{to: to, words: entitlements{}} }

// Run hands the run on.
func (t *Translator) Run(r *Run) error {
	r.SchemaVersion = SchemaVersion
	return t.to.Run(r)
}

// User translates one user with the findings about it.
func (t *Translator) User(row *rules.UserRow) error {
	t.translate(row)
	return t.to.User(&t.user)
}

// NewUser translates one user alone.
func NewUser(row *rules.UserRow) *User {
	t := Translate(nil)
	t.translate(row)
	return &t.user
}

func (t *Translator) translate(row *rules.UserRow) {
	u := row.User
	t.user = User{
		ID: u.ID, DisplayName: u.DisplayName, UPN: u.UPN, Enabled: u.Enabled, UserType: u.UserType,
		ExternalUserState: u.ExternalUserState, CreationType: u.CreationType, UsageLocation: u.UsageLocation,
		EmployeeID: u.EmployeeID, Company: u.Company, Department: u.Department, Country: u.Country,
		CostCenter: u.CostCentre, OnPremisesUPN: u.OnPremisesUPN, Extra: u.Extra, Policy: row.Policy,
		Status: row.Status, Unclassified: row.Status.Unjudged(), Entitlement: t.words.of(&row.Entitlement),
		InError: row.InError, MDM: row.MDM, Ready: row.Ready, BlockedBy: row.BlockedBy, Causes: row.Causes,
		States: u.States, Findings: t.about(row.Findings, "user"),
	}
	if row.Devices >= 0 {
		t.user.Devices = &row.Devices
	}
	if u.SignInKnown {
		t.user.LastSignIn = cmp.Or(stamp(u.LastSignIn), "never")
	}
	if t.user.Licenses = u.Licenses; !u.LicensesKnown {
		t.user.Licenses = nil
	} else if u.Licenses == nil {
		t.user.Licenses = []tenant.License{}
	}
}

// Device translates one device with the findings about it.
func (t *Translator) Device(row *rules.DeviceRow) error {
	d := row.Device
	t.device = Device{
		ID: d.ID, Name: d.Name, Serial: d.Serial, Manufacturer: d.Manufacturer, Model: d.Model, Version: d.Version,
		SKUFamily: d.SKUFamily, JoinType: d.JoinType, Enrollment: d.Enrollment, Ownership: d.Ownership, Agent: d.Agent,
		ProfileName: d.ProfileName, Compliance: d.Compliance, UserID: d.UserID, UPN: d.UPN, Autopilot: d.Autopilot,
		Enrolled: seconds(d.Enrolled), LastSync: seconds(d.LastSync), Kind: row.Kind, Release: row.Release,
		Edition: row.Edition, Servicing: Day(row.Servicing), Findings: t.about(row.Findings, "device"),
	}
	if d.SKUNumber >= 0 {
		t.device.SKUNumber = &d.SKUNumber
	}
	return t.to.Device(&t.device)
}

// Finding translates a finding about neither.
func (t *Translator) Finding(f rules.Finding) error {
	return t.to.Finding(&t.about([]rules.Finding{f}, "")[0])
}

// Summary translates what was counted; the exit status is for whom it is handed on to to say.
func (t *Translator) Summary(s rules.Summary, r Reading) error {
	return t.to.Summary(NewSummary(s, r))
}

// about translates findings, and leaves out the subjects of one kind.
func (t *Translator) about(all []rules.Finding, kind string) []Finding {
	t.findings = t.findings[:0]
	for i := range all {
		f := &all[i]
		one := Finding{Rule: f.Rule.ID, Outcome: f.Outcome, Level: f.Level, Detail: f.Detail}
		if f.Subject.Kind != kind {
			one.Subject = f.Subject
		}
		t.findings = append(t.findings, one)
	}
	return t.findings
}

// NewRules are the texts of rules.
func NewRules(all []*rules.Rule) []Rule {
	list := make([]Rule, 0, len(all))
	for _, r := range all {
		list = append(list, Rule{
			ID: r.ID, Title: r.Title, Level: r.Level, Citation: r.Citation, Rationale: r.Rationale,
			Remediation: r.Remediation, Needs: r.Needs, Uses: r.Uses, Flag: r.Flag,
		})
	}
	return list
}

// NewGroups are groups without their members.
func NewGroups(all []tenant.LicenseGroup) []Group {
	var list []Group
	for _, g := range all {
		list = append(list, Group{
			ID: g.ID, Name: g.DisplayName, State: g.State, HasErrors: g.HasErrors, MembersBy: g.MembersBy,
			Licenses: g.Licenses,
		})
	}
	return list
}

// NewSummary translates what was counted.
func NewSummary(s rules.Summary, r Reading) *Summary {
	sum := &Summary{
		Verdict: s.Verdict, Complete: s.Complete, Ready: s.Ready, Causes: s.Causes, Missing: s.Missing,
		Scope: newScope(s.Scope),
		Users: map[rules.LicenseStatus]int{}, ByRow: map[int]int{}, Shortfall: Shortfall{Close: []Closing{}}, Matrix: s.Matrix,
		Devices: Devices{
			Asked: s.Devices.Asked, Read: s.Devices.Read, ByKind: map[rules.DeviceKind]int{},
			ByRelease: s.Devices.ByRelease, Others: s.Devices.Others,
		},
		Associations: newAssociations(s.Associations), WhatIf: s.WhatIf, Reading: r,
	}
	for _, t := range s.Tallies {
		tally := Tally{
			ID: t.Rule.ID, Title: t.Rule.Title, Level: t.Rule.Level, Citation: t.Rule.Citation, Skipped: t.Skipped,
			Missing: t.Gaps, Idle: t.Idle,
		}
		if !t.Skipped {
			tally.Result = &t.Outcome
			tally.Counts = &Counts{
				Pass: t.Pass, Fail: t.Fail - t.Lesser, Lesser: t.Lesser, Warn: t.Warn, NotApplicable: t.NotApplicable,
				NotEvaluated: t.NotEvaluated, Manual: t.Manual, Unclassified: t.Unclassified,
			}
		}
		sum.Tallies = append(sum.Tallies, tally)
	}
	for _, status := range rules.LicenseStatuses() {
		sum.Users[status] = s.Statuses.By[status]
	}
	for row := 1; row < len(s.Statuses.ByRow); row++ {
		sum.ByRow[row] = s.Statuses.ByRow[row]
	}
	for kind, n := range s.Devices.ByKind {
		if n > 0 {
			sum.Devices.ByKind[rules.DeviceKind(kind)] = n
		}
	}
	for _, k := range s.SKUs {
		sum.Subscriptions = append(sum.Subscriptions, newSubscription(k))
	}
	for _, m := range s.MDM {
		policy := MDM{ID: m.ID, Name: m.Name, AppliesTo: m.AppliesTo, Groups: m.Groups}
		if s.Scope.Asked && policy.Known(s.Missing) {
			policy.Reaches = &m.Reaches
		}
		sum.MDMPolicies = append(sum.MDMPolicies, policy)
	}
	return sum
}

func newScope(c rules.ScopeCount) ScopeCount {
	scope := ScopeCount{
		Description: c.Description, Why: c.Why, Doubt: c.Doubt, Asked: c.Asked, Read: c.Read, InScope: c.InScope,
		Unclassified: c.Unlicensed, Disabled: c.Disabled, Guests: c.Guests, External: c.External,
		NotInGroup: c.NotInGroup, ExcludedGroup: c.ExcludedGroup, ExcludedName: c.ExcludedName,
	}
	if c.Expected >= 0 {
		scope.Expected = &c.Expected
	}
	if c.After >= 0 {
		scope.After = &c.After
	}
	return scope
}

func newSubscription(k rules.SKURow) Subscription {
	return Subscription{
		ID: k.ID, PartNumber: k.PartNumber, Name: k.Name, AppliesTo: k.AppliesTo, CapabilityStatus: k.CapabilityStatus,
		Class: k.Class, Row: k.Row, Match: k.Match, Entra: k.Entra, Intune: k.Intune, Enabled: k.Enabled,
		Warning: k.Warning, Suspended: k.Suspended, LockedOut: k.LockedOut, Consumed: k.Consumed, Free: k.Free(),
		Offer: k.Offer(), InScope: k.InScope, OutOfScope: k.OutOfScope, Guests: k.Guests, Disabled: k.Disabled,
		Redundant: k.Redundant, Unexplained: k.Unexplained(), SubscriptionIDs: k.SubscriptionIDs, Plans: k.Plans,
		Subscriptions: k.Subscriptions,
		Unlisted:      k.Unlisted,
	}
}

// Day is a date without a time; "" for none.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// seconds is a time as a report has it.
func seconds(t time.Time) time.Time { return time.Unix(t.Unix(), 0).UTC() }
