package graph

import (
	"context"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

type wireAccess struct {
	identified
	Name       string `json:"displayName"`
	State      string `json:"state"`
	Conditions struct {
		Users struct {
			IncludeUsers  []string `json:"includeUsers"`
			ExcludeUsers  []string `json:"excludeUsers"`
			IncludeGroups []string `json:"includeGroups"`
			ExcludeGroups []string `json:"excludeGroups"`
			IncludeRoles  []string `json:"includeRoles"`
			ExcludeRoles  []string `json:"excludeRoles"`
			// Guests of some kinds, or of some organizations; the word GuestsOrExternalUsers is the older form.
			IncludeGuests *struct{} `json:"includeGuestsOrExternalUsers"`
			ExcludeGuests *struct{} `json:"excludeGuestsOrExternalUsers"`
		} `json:"users"`
		Applications struct {
			Include []string `json:"includeApplications"`
			Exclude []string `json:"excludeApplications"`
			Actions []string `json:"includeUserActions"`
		} `json:"applications"`
		SignInRisk []string `json:"signInRiskLevels"`
		UserRisk   []string `json:"userRiskLevels"`
		Insiders   string   `json:"insiderRiskLevels"`
		ClientApps []string `json:"clientAppTypes"`
		Flows      *struct {
			Methods string `json:"transferMethods"`
		} `json:"authenticationFlows"`
		Locations *struct {
			Include []string `json:"includeLocations"`
			Exclude []string `json:"excludeLocations"`
		} `json:"locations"`
		Devices *struct {
			Filter *struct {
				Mode string `json:"mode"`
			} `json:"deviceFilter"`
		} `json:"devices"`
		Platforms *struct {
			Include []string `json:"includePlatforms"`
			Exclude []string `json:"excludePlatforms"`
		} `json:"platforms"`
	} `json:"conditions"`
	Grant *struct {
		Operator string   `json:"operator"`
		Controls []string `json:"builtInControls"`
		Strength *struct {
			ID string `json:"id"`
		} `json:"authenticationStrength"`
	} `json:"grantControls"`
	Session *struct {
		Frequency *struct {
			Enabled  *bool  `json:"isEnabled"`
			Interval string `json:"frequencyInterval"`
		} `json:"signInFrequency"`
	} `json:"sessionControls"`
}

// AccessPolicies reads the Conditional Access policies.
func (c *Client) AccessPolicies(ctx context.Context) ([]tenant.AccessPolicy, error) {
	all, err := list[wireAccess](ctx, c, "/v1.0/identity/conditionalAccess/policies", nil)
	if err != nil {
		return nil, c.failed(tenant.AccessPolicies, err)
	}
	var out []tenant.AccessPolicy
	for _, w := range all {
		u, a := w.Conditions.Users, w.Conditions.Applications
		p := tenant.AccessPolicy{
			ID: w.ID, Name: w.Name, State: w.State,
			IncludeUsers: u.IncludeUsers, ExcludeUsers: u.ExcludeUsers,
			IncludeGroups: u.IncludeGroups, ExcludeGroups: u.ExcludeGroups,
			IncludeRoles: u.IncludeRoles, ExcludeRoles: u.ExcludeRoles,
			IncludeApps: a.Include, ExcludeApps: a.Exclude, UserActions: a.Actions,
		}
		if u.IncludeGuests != nil {
			p.IncludeUsers = append(p.IncludeUsers, "GuestsOrExternalUsers")
		}
		if u.ExcludeGuests != nil {
			p.ExcludeUsers = append(p.ExcludeUsers, "GuestsOrExternalUsers")
		}
		if f := w.Conditions.Platforms; f != nil {
			p.IncludePlatforms, p.ExcludePlatforms = f.Include, f.Exclude
		}
		p.ClientApps, p.Flows = w.Conditions.ClientApps, w.flows()
		p.Only = w.only()
		if g := w.Grant; g != nil {
			p.Controls, p.Operator, p.Strength = g.Controls, g.Operator, g.Strength != nil
		}
		if s := w.Session; s != nil && s.Frequency != nil && (s.Frequency.Enabled == nil || *s.Frequency.Enabled) {
			p.Frequency = s.Frequency.Interval
		}
		out = append(out, p)
	}
	return out, nil
}

// flows lists the ways of signing in that come from another device; Graph sends them as one text.
func (w *wireAccess) flows() []string {
	if f := w.Conditions.Flows; f != nil && f.Methods != "" && f.Methods != "none" {
		return strings.FieldsFunc(f.Methods, func(r rune) bool { return r == ',' || r == ' ' })
	}
	return nil
}

// only lists the conditions beside users, applications and platforms.
func (w *wireAccess) only() []string {
	var all []string
	c := w.Conditions
	if len(c.SignInRisk) > 0 {
		all = append(all, "sign-in risk "+strings.Join(c.SignInRisk, ", "))
	}
	if len(c.UserRisk) > 0 {
		all = append(all, "user risk "+strings.Join(c.UserRisk, ", "))
	}
	if c.Insiders != "" {
		all = append(all, "insider risk "+c.Insiders)
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
