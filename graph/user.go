package graph

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// User reads one user by user principal name or object id.
func (c *Client) User(ctx context.Context, upnOrID string, q UserQuery) (*tenant.User, error) {
	if c.inLists() {
		return c.savedUser(ctx, upnOrID, q)
	}
	u, err := c.user(ctx, upnOrID, q)
	if c.signInsRefused(&q, err) {
		u, err = c.user(ctx, upnOrID, q)
	}
	if statusOf(err) == http.StatusNotFound {
		return nil, &NotFoundError{What: fmt.Sprintf("user %.100q", upnOrID)}
	}
	return u, c.failed(tenant.Users, err)
}

func (c *Client) user(ctx context.Context, upnOrID string, q UserQuery) (*tenant.User, error) {
	req, err := c.request(ctx, "/v1.0/users/{id}?$select={properties}", upnOrID, q.properties())
	if err != nil {
		return nil, err
	}
	page := c.newUserPage(q)
	dec := c.odata.NewDecoder()
	err = c.odata.Start(ctx, req).Read(func(r io.Reader) error {
		page.reset()
		return dec.ReadEntity(r, page.add)
	})
	if err != nil {
		return nil, err
	}
	_ = page.finish(odata.Page{}, false)
	return page.userAt(0), nil
}

// inLists reports that of one person there is what the lists of all people say: whoever keeps answers keeps those.
func (c *Client) inLists() bool { return c.saved != nil || c.offline }

// savedUser finds a user among the saved ones.
func (c *Client) savedUser(ctx context.Context, upnOrID string, q UserQuery) (*tenant.User, error) {
	for u, err := range c.Users(ctx, q) {
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(u.UPN, upnOrID) || strings.EqualFold(u.ID.String(), upnOrID) {
			kept := *u
			return &kept, nil
		}
	}
	return nil, &NotFoundError{What: fmt.Sprintf("user %.100q among the saved ones", upnOrID)}
}

// GroupsOf reads the groups that a user belongs to, through other groups too.
func (c *Client) GroupsOf(ctx context.Context, user tenant.GUID) ([]tenant.Group, error) {
	if c.offline {
		return nil, ErrNotSaved
	}
	groups, err := c.groups(ctx, "/v1.0/users/{id}/transitiveMemberOf/microsoft.graph.group"+
		"?$count=true&$select=id,displayName&$top=999", user.String())
	return groups, c.failed(tenant.ScopeGroups, err)
}
