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
		} `json:"users"`
		Applications struct {
			Include []string `json:"includeApplications"`
			Exclude []string `json:"excludeApplications"`
			Actions []string `json:"includeUserActions"`
		} `json:"applications"`
		SignInRisk []string `json:"signInRiskLevels"`
		UserRisk   []string `json:"userRiskLevels"`
		ClientApps []string `json:"clientAppTypes"`
		Locations  *struct {
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
		if f := w.Conditions.Platforms; f != nil {
			p.IncludePlatforms, p.ExcludePlatforms = f.Include, f.Exclude
		}
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
