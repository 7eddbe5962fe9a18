package graph

import (
	"context"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

type wireRole struct {
	identified
	Name        string `json:"displayName"`
	BuiltIn     *bool  `json:"isBuiltIn"`
	Permissions []struct {
		Actions []struct {
			Allowed []string `json:"allowedResourceActions"`
			Denied  []string `json:"notAllowedResourceActions"`
		} `json:"resourceActions"`
	} `json:"rolePermissions"`
}

type wireHolding struct {
	identified
	Members []string `json:"members"`
	Role    *struct {
		ID string `json:"id"`
	} `json:"roleDefinition"`
}

// roles reads the roles of Intune, what they allow, and whether an assignment with members holds them. Roles of
// Microsoft Entra ID, such as Intune Administrator, are not among them.
func (c *Client) roles(ctx context.Context, s *tenant.Settings) error {
	definitions, err := list[wireRole](ctx, c, "/v1.0/deviceManagement/roleDefinitions")
	if err != nil {
		return err
	}
	held, err := list[wireHolding](ctx, c, "/v1.0/deviceManagement/roleAssignments?$expand=roleDefinition")
	if err != nil {
		return err
	}
	var roles []tenant.Role
	for _, w := range definitions {
		r := tenant.Role{ID: w.ID, Name: w.Name, BuiltIn: triOf(w.BuiltIn), Held: tenant.No}
		var denied []string
		for _, p := range w.Permissions {
			for _, a := range p.Actions {
				r.Actions = append(r.Actions, a.Allowed...)
				denied = append(denied, a.Denied...)
			}
		}
		r.Actions = slices.DeleteFunc(r.Actions, func(action string) bool {
			return slices.ContainsFunc(denied, func(d string) bool { return strings.EqualFold(d, action) })
		})
		slices.Sort(r.Actions)
		r.Actions = slices.Compact(r.Actions)
		for _, h := range held {
			switch {
			case h.Role != nil && h.Role.ID == w.ID && len(h.Members) > 0:
				r.Held = tenant.Yes
			case r.Held == tenant.No && (h.Role == nil || h.Role.ID == w.ID && h.Members == nil):
				r.Held = tenant.Unknown // of some role, not known which, or by nobody knows whom
			}
		}
		roles = append(roles, r)
	}
	s.Roles = roles
	return nil
}

// operations reads the permissions that roles may have, with the names that the portal shows.
func (c *Client) operations(ctx context.Context, s *tenant.Settings) error {
	all, err := list[struct {
		identified
		Resource string `json:"resourceName"`
		Action   string `json:"actionName"`
	}](ctx, c, "/v1.0/deviceManagement/resourceOperations")
	for _, w := range all {
		s.Operations = append(s.Operations, tenant.Operation{ID: w.ID, Resource: w.Resource, Action: w.Action})
	}
	return err
}
