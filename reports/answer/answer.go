// Package answer puts together what prepaudit user says of one person: whether a PC can be prepared, what to do first,
// and what is known of licenses, settings and devices.
package answer

import (
	"slices"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Known is everything that a tenant says of one person.
type Known struct {
	Row     *rules.UserRow
	Facts   *rules.Facts
	Gaps    []rules.Gap
	Rules   []*rules.Rule // that were asked about the user
	Summary rules.Summary // of what they said
	Allowed rules.Allowed

	Device         string             // by which the user was found; "" for none
	Entra, Managed []tenant.OwnDevice // of the person, as each of the two has them
	Failures       []tenant.EnrollmentFailure
	Extra          []rules.Gap // of Entra, Managed and Failures, of which no rule needs any
}

// Failures is the dataset of Known.Failures.
const Failures tenant.Dataset = "users/deviceManagementTroubleshootingEvents"

// Of answers, and says with which outcome the question ends: Pass where nothing stands in the way and nothing that the
// rules need is unknown, unless that is allowed, else Fail or NotEvaluated. What fails stands in the way of one person
// though a tenant does without it: a quota that is used up, a policy that is skipped.
func Of(k *Known, version string, now time.Time) (*record.Answer, rules.Outcome) {
	outcome := k.outcome()
	org := k.Facts.Organization
	a := &record.Answer{
		SchemaVersion: record.AnswerVersion, Version: version, Read: now,
		Tenant: record.Tenant{ID: org.ID, Name: org.DisplayName, DefaultDomain: org.DefaultDomain},
		Device: k.Device, User: *record.NewUser(k.Row), Rules: record.NewRules(k.Rules), Narrowed: k.narrowed(),
		Verdict: map[rules.Outcome]string{rules.Pass: record.AnswerReady, rules.Fail: record.AnswerNotReady,
			rules.NotEvaluated: record.AnswerUnknown}[outcome],
	}
	k.steps(a)
	k.devices(a)
	k.deleteOldest(a)
	a.Failures = k.Failures
	a.Facts = k.facts()
	a.NotChecked = k.notChecked()
	return a, outcome
}

func (k *Known) outcome() rules.Outcome {
	outcome := rules.Pass
	switch _, barred := rules.Barred(k.Row.User); barred {
	case tenant.Yes:
		return rules.Fail
	case tenant.Unknown:
		outcome = rules.NotEvaluated
	}
	if k.Row.Ready == rules.Blocked {
		return rules.Fail
	}
	if judged, _ := k.Summary.Judge(rules.Demands{Allowed: k.Allowed}); judged != rules.Pass {
		return judged
	}
	return outcome
}

// narrowed reports whether a required rule was not asked.
func (k *Known) narrowed() bool {
	return slices.ContainsFunc(rules.Catalog(), func(r *rules.Rule) bool {
		return r.Level == rules.Required && r.OfOneUser() && !slices.Contains(k.Rules, r)
	})
}

// names are what a person calls the datasets that an answer may lack.
var names = map[tenant.Dataset]string{
	tenant.Organization: "the organization", tenant.MDMAuthority: "MDM authority",
	tenant.SKUs: "licenses of the tenant", tenant.Subscriptions: "subscriptions",
	tenant.LicenseGroups:  "groups that assign licenses",
	tenant.LicenseMembers: "members of groups that assign licenses", tenant.MDMPolicies: "MDM user scope",
	tenant.MDMMembers: "groups of the MDM user scope", tenant.OtherMDMMembers: "groups of other MDM services",
	tenant.MAMPolicies: "MAM user scope", tenant.Registration: "device settings for joining",
	tenant.RegistrationWho: "groups that may join devices", tenant.OwnedDevices: "devices in Microsoft Entra ID",
	tenant.Branding: "company branding", tenant.Domains: "domains", tenant.AuthMethods: "registered MFA methods",
	tenant.AccessPolicies: "Conditional Access policies", tenant.AccessWho: "groups of Conditional Access policies",
	tenant.IntuneState: "whether Intune is active", tenant.DiagnosticsSet: "diagnostics settings",
	tenant.Restrictions: "enrollment restrictions", tenant.RestrictionWho: "groups of enrollment restrictions",
	tenant.CorporateIDs: "corporate identifiers", tenant.Autopilots: "classic Autopilot devices",
	tenant.Associations: "device association", tenant.Preparation: "device preparation policies",
	tenant.PreparationWho: "groups of device preparation policies", tenant.DeviceGroups: "device groups of policies",
	tenant.DeviceOwner: "owners of device groups", tenant.Apps: "apps of policies",
	tenant.PushedApps: "apps assigned elsewhere", tenant.Scripts: "scripts of policies",
	tenant.Configurations: "configuration profiles", tenant.Roles: "Intune roles",
	tenant.Operations: "Intune operations", tenant.ManagedDevices: "devices in Intune",
	tenant.ScopeGroups: "groups of the user", tenant.Users: "users",
	Failures: "enrollment failures", tenant.SignIns: "last sign-in", tenant.OnPremisesUPNs: "on-premises UPN",
	tenant.AssignedPlans: "assigned plans",
}

// notChecked lists what could not be read, what one permission opens in one.
func (k *Known) notChecked() (all []record.NotChecked) {
	add := func(g rules.Gap, needed bool) {
		i := slices.IndexFunc(all, func(n record.NotChecked) bool {
			return n.Permission == g.Permission && (g.Permission != "" || n.Why == g.Why)
		})
		if i < 0 {
			i = len(all)
			all = append(all, record.NotChecked{Permission: g.Permission, Why: g.Why})
		}
		n := &all[i]
		if what := name(g.Dataset); !slices.Contains(n.What, what) {
			n.What, n.Datasets = append(n.What, what), append(n.Datasets, g.Dataset)
		}
		n.Needed = n.Needed || needed
	}
	for _, g := range k.Gaps {
		add(g, true)
	}
	for _, g := range k.Extra {
		add(g, false)
	}
	for _, f := range k.Row.Findings { // for another reason than a gap, such as a value that is not known
		missing := slices.ContainsFunc(k.Gaps, func(g rules.Gap) bool {
			return slices.Contains(f.Rule.Needs, g.Dataset)
		})
		if f.Outcome == rules.NotEvaluated && !missing {
			all = append(all, record.NotChecked{What: []string{f.Rule.ID + " " + f.Rule.Title}, Why: f.Detail,
				Needed: f.Rule.Level == rules.Required})
		}
	}
	return all
}

func name(ds tenant.Dataset) string {
	if words := names[ds]; words != "" {
		return words
	}
	return string(ds)
}
