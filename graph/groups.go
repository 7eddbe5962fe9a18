package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// NotFoundError is something asked for by name or id that the tenant does not have.
type NotFoundError struct {
	What string
	hint string // "" for the usual one
}

func (e *NotFoundError) Error() string { return "there is no " + e.What }

// Hint says what to do.
func (e *NotFoundError) Hint() string {
	return cmp.Or(e.hint, "look up the name in the Entra admin center, or use the object id")
}

// ambiguousError is a name that several groups have.
type ambiguousError struct {
	Name string
	IDs  []string
}

func (e *ambiguousError) Error() string {
	return fmt.Sprintf("%d groups are named %.100q: %s", len(e.IDs), e.Name, strings.Join(e.IDs, ", "))
}

// Hint says what to do.
func (e *ambiguousError) Hint() string { return "use the id of the group" }

// Group finds a group by its id, or by its exact display name. Its members are left to Members.
func (c *Client) Group(ctx context.Context, idOrName string) (tenant.Group, error) {
	if _, err := tenant.ParseGUID(idOrName); err == nil {
		return c.groupByID(ctx, idOrName)
	}
	groups, err := c.groups(ctx, "/v1.0/groups?$filter={filter}&$select=id,displayName",
		"displayName eq '"+strings.ReplaceAll(idOrName, "'", "''")+"'")
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	// Saved answers know no filter, and Graph compares names without regard to case.
	groups = slices.DeleteFunc(groups, func(g tenant.Group) bool { return !strings.EqualFold(g.DisplayName, idOrName) })
	switch len(groups) {
	case 1:
		return groups[0], nil
	case 0:
		hint := "give the whole display name, not its beginning, or the object ID: Entra admin center > Entra ID > " +
			"Groups"
		if bare := strings.Trim(idOrName, "\"'`“”‘’„«»"); bare != idOrName {
			hint = "give it without the quotes that the shell left on it: " + bare
		}
		return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %.100q", idOrName), hint: hint}
	}
	e := &ambiguousError{Name: idOrName}
	for _, g := range groups {
		e.IDs = append(e.IDs, g.ID.String())
	}
	return tenant.Group{}, e
}

// NameOf is what a group is called by its id; "" where it was deleted, or saved answers do not say.
func (c *Client) NameOf(ctx context.Context, group tenant.GUID) (string, error) {
	g, err := c.groupByID(ctx, group.String())
	if _, deleted := errors.AsType[*NotFoundError](err); deleted || c.saved != nil {
		return g.DisplayName, context.Cause(ctx)
	}
	return g.DisplayName, err
}

func (c *Client) groupByID(ctx context.Context, id string) (tenant.Group, error) {
	if c.saved != nil {
		return c.savedGroup(ctx, id)
	}
	var w directoryGroup
	err := c.get(ctx, &w, "/v1.0/groups/{id}?$select=id,displayName", id)
	if statusOf(err) == http.StatusNotFound {
		return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %s", id)}
	}
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	return w.group()
}

// savedGroup finds a group among the saved ones. Its saved members are proof enough that there is one.
func (c *Client) savedGroup(ctx context.Context, id string) (tenant.Group, error) {
	want := tenant.MustGUID(id)
	groups, err := c.groups(ctx, "/v1.0/groups")
	for _, g := range groups {
		if g.ID == want {
			return g, nil
		}
	}
	if c.saved.Has("transitiveMembers-" + id) {
		return tenant.Group{ID: want}, nil
	}
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %s", id)}
}

// directoryGroup is a group of the directory.
type directoryGroup struct {
	identified
	DisplayName string `json:"displayName" sent:"null"`
}

func (w directoryGroup) group() (tenant.Group, error) {
	id, err := tenant.ParseGUID(w.ID)
	return tenant.Group{ID: id, DisplayName: w.DisplayName}, err
}

// groups reads groups without their members.
func (c *Client) groups(ctx context.Context, address string, fill ...string) ([]tenant.Group, error) {
	all, err := list[directoryGroup](ctx, c, address, fill...)
	if err != nil {
		return nil, err
	}
	return groupsIn(all)
}

func groupsIn(all []directoryGroup) ([]tenant.Group, error) {
	var groups []tenant.Group
	for _, w := range all {
		g, err := w.group()
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	return groups, nil
}
