package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// NotFoundError is something asked for by name or id that the tenant does not have.
type NotFoundError struct{ What string }

func (e *NotFoundError) Error() string { return "there is no " + e.What }

// Hint says what to do.
func (e *NotFoundError) Hint() string {
	return "look the name up in the Entra admin center, or give the object id"
}

// AmbiguousError is a name that several groups have.
type AmbiguousError struct {
	Name string
	IDs  []string
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%d groups are named %.100q: %s", len(e.IDs), e.Name, strings.Join(e.IDs, ", "))
}

// Hint says what to do.
func (e *AmbiguousError) Hint() string { return "give the id of the group that is meant" }

// Group finds a group by its id, or by its exact display name. Its members are left to Members.
func (c *Client) Group(ctx context.Context, idOrName string) (tenant.Group, error) {
	if _, err := tenant.ParseGUID(idOrName); err == nil {
		return c.groupByID(ctx, idOrName)
	}
	req, err := c.request(ctx, "/v1.0/groups{?%24filter,%24select}", nil, map[string]string{
		"%24select": "id,displayName",
		"%24filter": "displayName eq '" + strings.ReplaceAll(idOrName, "'", "''") + "'",
	})
	if err != nil {
		return tenant.Group{}, err
	}
	groups, err := collect(ctx, c, req, readGroup)
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	// Saved answers know no filter, and Graph compares names without regard to case.
	groups = slices.DeleteFunc(groups, func(g tenant.Group) bool { return !strings.EqualFold(g.DisplayName, idOrName) })
	switch len(groups) {
	case 1:
		return groups[0], nil
	case 0:
		return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %.100q", idOrName)}
	}
	e := &AmbiguousError{Name: idOrName}
	for _, g := range groups {
		e.IDs = append(e.IDs, g.ID.String())
	}
	return tenant.Group{}, e
}

func (c *Client) groupByID(ctx context.Context, id string) (tenant.Group, error) {
	if c.saved != nil {
		return c.savedGroup(ctx, id)
	}
	req, err := c.request(ctx, "/v1.0/groups/{id}{?%24select}", map[string]string{"id": id}, map[string]string{"%24select": "id,displayName"})
	if err != nil {
		return tenant.Group{}, err
	}
	var g tenant.Group
	dec := odata.NewDecoder()
	err = c.odata.Start(ctx, req).Read(func(r io.Reader) error {
		return dec.ReadEntity(r, func(key []byte) { readGroupProperty(dec, key, &g) })
	})
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
		return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %s", id)}
	}
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	return g, nil
}

// savedGroup finds a group among the saved ones. Its saved members are proof enough that there is one.
func (c *Client) savedGroup(ctx context.Context, id string) (tenant.Group, error) {
	want := tenant.MustGUID(id)
	req, err := c.request(ctx, "/v1.0/groups", nil, nil)
	if err != nil {
		return tenant.Group{}, err
	}
	groups, err := collect(ctx, c, req, readGroup)
	for _, g := range groups {
		if g.ID == want {
			return g, nil
		}
	}
	if c.saved.hasFile("transitiveMembers-" + id) {
		return tenant.Group{ID: want}, nil
	}
	if err != nil {
		return tenant.Group{}, c.failed(tenant.ScopeGroups, err)
	}
	return tenant.Group{}, &NotFoundError{What: fmt.Sprintf("group %s", id)}
}

func readGroup(d *odata.Decoder) tenant.Group {
	var g tenant.Group
	if !entity(d) {
		return g
	}
	for key := d.Key(); key != nil; key = d.Key() {
		readGroupProperty(d, key, &g)
	}
	if g.ID.IsZero() {
		d.Fail("a group without id (displayName %.100q)", g.DisplayName)
	}
	return g
}

func readGroupProperty(d *odata.Decoder, key []byte, g *tenant.Group) {
	switch string(key) {
	case "id":
		g.ID = readGUID(d)
	case "displayName":
		g.DisplayName = string(d.Text())
	default:
		d.Skip()
	}
}
