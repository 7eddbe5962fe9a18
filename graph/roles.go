package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"prepaudit/graph/crash"
	"prepaudit/rules/tenant"
)

type wireRole struct {
	identified
	Name        string `json:"displayName"`
	BuiltIn     *bool  `json:"isBuiltIn"`
	Permissions []struct {
		Actions []struct {
			Allowed []string `json:"allowedResourceActions"`
			Denied  []string `json:"notAllowedResourceActions" sent:"null"`
		} `json:"resourceActions"`
	} `json:"rolePermissions"`
}

type wireHolding struct {
	identified
	Name      string   `json:"displayName" sent:"null"`
	Members   []string `json:"members"`
	ScopeTags []string `json:"roleScopeTagIds" sent:"maybe"`
	Role      *struct {
		ID string `json:"id"`
	} `json:"roleDefinition" sent:"maybe"` // of a saved answer; live tenants send null where it is expanded
}

// roles reads the roles of Intune, what they allow, and whether an assignment with members holds them. Roles of
// Microsoft Entra ID, such as Intune Administrator, are not among them.
func (c *Client) roles(ctx context.Context, s *tenant.Settings) error {
	definitions, err := list[wireRole](ctx, c, "/v1.0/deviceManagement/roleDefinitions")
	if err != nil {
		return err
	}
	held, err := list[wireHolding](ctx, c, "/v1.0/deviceManagement/roleAssignments")
	if err != nil {
		return err
	}
	of, unknown := c.rolesHeld(ctx, definitions, held)
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var roles []tenant.Role
	for _, w := range definitions {
		r := tenant.Role{ID: w.ID, Name: w.Name, BuiltIn: triOf(w.BuiltIn), Actions: w.allowed(), Held: tenant.No}
		for _, h := range held {
			switch role, known := of[h.ID]; {
			case role == w.ID && len(h.Members) > 0:
				r.Held = tenant.Yes
				r.Assignments = append(r.Assignments, tenant.RoleAssignment{ID: h.ID, Name: h.Name, ScopeTags: h.ScopeTags})
			case r.Held == tenant.No && !known && unknown != nil:
				r.Held = tenant.Unknown // of some role, not known which
			}
		}
		roles = append(roles, r)
	}
	s.Roles = roles
	if unknown != nil {
		return Parts{c.failed(tenant.Roles, unknown)}
	}
	return nil
}

// rolesHeld finds the role of each assignment. A row does not name it, so that each role is asked for its assignments,
// of which there are few; the first of them that cannot be read is why the rest is not known.
func (c *Client) rolesHeld(ctx context.Context, definitions []wireRole, held []wireHolding) (of map[string]string, err error) {
	of = map[string]string{}
	for _, h := range held {
		if h.Role != nil {
			of[h.ID] = h.Role.ID
		}
	}
	if len(of) == len(held) {
		return of, nil
	}
	var wg crash.Group
	var mu sync.Mutex
	errs := make([]error, len(definitions))
	for i, d := range definitions {
		wg.Go(func() {
			its, err := list[identified](ctx, c, "/v1.0/deviceManagement/roleDefinitions/{id}/roleAssignments", d.ID)
			mu.Lock()
			defer mu.Unlock()
			for _, h := range its {
				of[h.ID] = d.ID
			}
			errs[i] = err
		})
	}
	wg.Wait()
	return of, cmp.Or(errs...)
}

// allowed lists what a role may do, sorted.
func (w wireRole) allowed() (actions []string) {
	var denied []string
	for _, p := range w.Permissions {
		for _, a := range p.Actions {
			actions = append(actions, a.Allowed...)
			denied = append(denied, a.Denied...)
		}
	}
	actions = slices.DeleteFunc(actions, func(action string) bool {
		return slices.ContainsFunc(denied, func(d string) bool { return strings.EqualFold(d, action) })
	})
	slices.Sort(actions)
	return slices.Compact(actions)
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
