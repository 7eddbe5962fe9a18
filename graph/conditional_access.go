package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

type wireAccess struct {
	identified
	Name       string `json:"displayName"`
	State      string `json:"state"`
	Conditions struct {
		Users        *accessUsers `json:"users" sent:"null"` // of a policy for clients, see lack
		Clients      *struct{}    `json:"clientApplications" sent:"maybe"`
		Applications struct {
			Include []string `json:"includeApplications"`
			Exclude []string `json:"excludeApplications"`
			Actions []string `json:"includeUserActions"`
			Filter  *struct {
				Mode string `json:"mode"`
			} `json:"applicationFilter" sent:"maybe"`
		} `json:"applications"`
		SignInRisk []string `json:"signInRiskLevels"`
		UserRisk   []string `json:"userRiskLevels"`
		Services   []string `json:"servicePrincipalRiskLevels" sent:"maybe"`
		Insiders   string   `json:"insiderRiskLevels" sent:"maybe"` // one text, with commas
		ClientApps []string `json:"clientAppTypes"`
		Flows      *struct {
			Methods string `json:"transferMethods"`
		} `json:"authenticationFlows" sent:"maybe"`
		Locations *struct {
			Include []string `json:"includeLocations"`
			Exclude []string `json:"excludeLocations"`
		} `json:"locations" sent:"null"`
		Devices *struct {
			Filter *struct {
				Mode string `json:"mode"`
			} `json:"deviceFilter" sent:"null"`
		} `json:"devices" sent:"null"`
		Platforms *struct {
			Include []string `json:"includePlatforms"`
			Exclude []string `json:"excludePlatforms"`
		} `json:"platforms" sent:"null"`
	} `json:"conditions"`
	Grant *struct {
		Operator string   `json:"operator" sent:"null"`
		Controls []string `json:"builtInControls"`
		Terms    []string `json:"termsOfUse" sent:"maybe"`
		Custom   []string `json:"customAuthenticationFactors" sent:"maybe"`
		Strength *struct {
			ID             string   `json:"id"`
			Name           string   `json:"displayName" sent:"null"`
			Combinations   []string `json:"allowedCombinations"`
			Configurations []struct {
				AppliesTo []string `json:"appliesToCombinations"`
			} `json:"combinationConfigurations" sent:"maybe"`
		} `json:"authenticationStrength" sent:"maybe"`
	} `json:"grantControls" sent:"null"`
	Session *struct {
		Frequency *struct {
			Enabled  *bool  `json:"isEnabled" sent:"maybe"`
			Interval string `json:"frequencyInterval" sent:"maybe"`
			Unit     string `json:"type" sent:"maybe"` // of a frequency in hours or days, which older answers leave to it
		} `json:"signInFrequency" sent:"null"`
	} `json:"sessionControls" sent:"null"`
}

// lack finds a policy for nobody, where one for clients has no users, and one that asks to sign in again without saying
// when.
func (w wireAccess) lack() string {
	if w.Conditions.Users == nil && w.Conditions.Clients == nil {
		return "conditions.users"
	}
	if w.Session != nil && w.Session.Frequency != nil {
		f := w.Session.Frequency
		if (f.Enabled == nil || *f.Enabled) && f.Interval == "" && f.Unit == "" {
			return "sessionControls.signInFrequency.frequencyInterval"
		}
	}
	return ""
}

type accessUsers struct {
	IncludeUsers  []string `json:"includeUsers"`
	ExcludeUsers  []string `json:"excludeUsers"`
	IncludeGroups []string `json:"includeGroups"`
	ExcludeGroups []string `json:"excludeGroups"`
	IncludeRoles  []string `json:"includeRoles"`
	ExcludeRoles  []string `json:"excludeRoles"`
	// Guests of some kinds, or of some organizations; the word GuestsOrExternalUsers is the older form.
	IncludeGuests *wireGuests `json:"includeGuestsOrExternalUsers" sent:"null"`
	ExcludeGuests *wireGuests `json:"excludeGuestsOrExternalUsers" sent:"null"`
}

// wireGuests is guests of some kinds, of all organizations or of some.
type wireGuests struct {
	Kinds   string `json:"guestOrExternalUserTypes"` // one text, with commas
	Tenants *struct {
		Kind string `json:"membershipKind" sent:"null"`
	} `json:"externalTenants" sent:"maybe"`
}

// word is Graph's older word where these are all guests who have an account in the tenant.
func (g *wireGuests) word() string {
	for _, kind := range []string{"internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"} {
		if !slices.Contains(setOf(g.Kinds), kind) {
			return tenant.SomeGuests
		}
	}
	if g.Tenants != nil && g.Tenants.Kind != "" && g.Tenants.Kind != "all" {
		return tenant.SomeGuests
	}
	return tenant.Guests
}

// accessPolicies reads the Conditional Access policies; names and members of their groups are left to Group and
// Members.
func (c *Client) accessPolicies(ctx context.Context, s *tenant.Settings) error {
	all, err := list[wireAccess](ctx, c, "/v1.0/identity/conditionalAccess/policies")
	var out []tenant.AccessPolicy
	for _, w := range all {
		p, err := w.policy()
		if err != nil {
			return fmt.Errorf("policy %s: %w", w.ID, err)
		}
		out = append(out, p)
	}
	s.Access = out
	return err
}

func (w *wireAccess) policy() (p tenant.AccessPolicy, err error) {
	u, a := accessUsers{}, w.Conditions.Applications
	if w.Conditions.Users != nil {
		u = *w.Conditions.Users
	}
	p = tenant.AccessPolicy{
		ID: w.ID, Name: w.Name, State: w.State,
		IncludeUsers: u.IncludeUsers, ExcludeUsers: u.ExcludeUsers,
		IncludeRoles: u.IncludeRoles, ExcludeRoles: u.ExcludeRoles,
		IncludeApps: a.Include, ExcludeApps: a.Exclude, UserActions: a.Actions,
		FilteredApps: a.Filter != nil && a.Filter.Mode != "exclude",
		ClientApps:   w.Conditions.ClientApps, Flows: w.flows(), Only: w.only(), Risks: w.risks(),
	}
	if p.IncludeGroups, err = groupsOf(u.IncludeGroups); err != nil {
		return p, err
	}
	if p.ExcludeGroups, err = groupsOf(u.ExcludeGroups); err != nil {
		return p, err
	}
	if u.IncludeGuests != nil {
		p.IncludeUsers = append(p.IncludeUsers, u.IncludeGuests.word())
	}
	if u.ExcludeGuests != nil {
		p.ExcludeUsers = append(p.ExcludeUsers, u.ExcludeGuests.word())
	}
	if f := w.Conditions.Platforms; f != nil {
		p.IncludePlatforms, p.ExcludePlatforms = f.Include, f.Exclude
	}
	if g := w.Grant; g != nil {
		p.Controls, p.Operator = g.Controls, g.Operator
		if s := g.Strength; s != nil {
			p.Strength = &tenant.Strength{ID: s.ID, Name: s.Name, Combinations: s.Combinations}
			for _, k := range s.Configurations {
				p.Strength.Narrowed = append(p.Strength.Narrowed, k.AppliesTo...)
			}
		}
		if len(g.Terms) > 0 {
			p.Controls = append(p.Controls, tenant.TermsOfUse)
		}
		if len(g.Custom) > 0 {
			p.Controls = append(p.Controls, tenant.CustomControl)
		}
	}
	if s := w.Session; s != nil && s.Frequency != nil && (s.Frequency.Enabled == nil || *s.Frequency.Enabled) {
		p.Frequency = s.Frequency.Interval
	}
	return p, nil
}

// flows lists the ways of signing in that come from another device; Graph sends them as one text.
func (w *wireAccess) flows() []string {
	if f := w.Conditions.Flows; f != nil && f.Methods != "" && f.Methods != "none" {
		return setOf(f.Methods)
	}
	return nil
}

// setOf takes apart a set of words that Graph sends as one text.
func setOf(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

func groupsOf(ids []string) ([]tenant.Group, error) {
	var groups []tenant.Group
	for _, id := range ids {
		g, err := tenant.ParseGUID(id)
		if err != nil {
			return nil, fmt.Errorf("a group: %w", err)
		}
		groups = append(groups, tenant.Group{ID: g})
	}
	return groups, nil
}

// risks lists the conditions on risks that are set.
func (w *wireAccess) risks() (set []tenant.Risk) {
	c := w.Conditions
	for _, r := range []tenant.Risk{{Of: "sign-in", Levels: c.SignInRisk}, {Of: "user", Levels: c.UserRisk},
		{Of: "service principal", Levels: c.Services}, {Of: "insider", Levels: setOf(c.Insiders)}} {
		if len(r.Levels) > 0 {
			set = append(set, r)
		}
	}
	return set
}

// only lists the conditions beside users, applications by their ids, and platforms.
func (w *wireAccess) only() []string {
	var all []string
	c := w.Conditions
	if f := c.Applications.Filter; f != nil && f.Mode == "exclude" {
		all = append(all, "except applications that a filter excludes")
	} else if f != nil {
		all = append(all, "applications that a filter selects")
	}
	for _, r := range w.risks() {
		all = append(all, r.Of+" risk "+strings.Join(r.Levels, ", "))
	}
	if flows := w.flows(); flows != nil {
		all = append(all, "sign-in flows "+strings.Join(flows, ", "))
	}
	if l := c.Locations; l != nil && (len(l.Exclude) > 0 || len(l.Include) > 0 && !slices.Contains(l.Include, "All")) {
		all = append(all, "some locations")
	}
	if len(c.ClientApps) > 0 && !slices.Contains(c.ClientApps, "all") {
		all = append(all, "client apps "+strings.Join(c.ClientApps, ", "))
	}
	if c.Devices != nil && c.Devices.Filter != nil {
		all = append(all, "some devices")
	}
	return all
}
