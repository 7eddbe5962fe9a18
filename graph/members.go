package graph

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// Members reads the users among the transitive members of a group, and which of them are direct.
// Where the direct ones cannot be read, all are DirectOrNested.
func (c *Client) Members(ctx context.Context, group tenant.GUID) (tenant.Members, error) {
	var mu sync.Mutex
	members := tenant.Members{}
	var directErr error
	var reading sync.WaitGroup
	reading.Go(func() {
		directErr = c.eachMember(ctx, group, "members", func(id tenant.GUID) {
			mu.Lock()
			defer mu.Unlock()
			members[id] = tenant.Direct
		})
	})
	err := c.eachMember(ctx, group, "transitiveMembers", func(id tenant.GUID) {
		mu.Lock()
		defer mu.Unlock()
		if members[id] == tenant.NotMember {
			members[id] = tenant.Nested
		}
	})
	reading.Wait()
	if statusOf(err) == http.StatusNotFound {
		return nil, &NotFoundError{What: fmt.Sprintf("group %s", group)}
	}
	if err != nil {
		return nil, c.failed(tenant.ScopeGroups, err)
	}
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if directErr != nil {
		c.log.Debug("the direct members of a group cannot be read", "group", group, "error", directErr)
		for id := range members {
			members[id] = tenant.DirectOrNested
		}
	}
	return members, nil
}

// eachMember reads the users of one relation of a group. Where Graph refuses to leave the others out,
// they are dropped here. After a restart members come twice.
func (c *Client) eachMember(ctx context.Context, group tenant.GUID, relation string, member func(tenant.GUID)) error {
	address := "/v1.0/groups/{id}/" + relation
	err := c.readMembers(ctx, member, address+"/microsoft.graph.user?$count=true&$select=id&$top=999", group)
	if statusOf(err) == http.StatusBadRequest {
		return c.readMembers(ctx, member, address+"?$select=id&$top=999", group)
	}
	return err
}

func (c *Client) readMembers(ctx context.Context, member func(tenant.GUID), address string, group tenant.GUID) error {
	return each(ctx, c, address, func() {}, readMember, member, group.String())
}

// readMember reads one member, and whether it is a user: members of any kind come with their type,
// users alone without.
func readMember(d *odata.Decoder) (id tenant.GUID, user bool) {
	if !entity(d) {
		return id, false
	}
	user = true
	for key := d.Key(); key != nil; key = d.Key() {
		switch string(key) {
		case "id":
			id = readGUID(d)
		case "@odata.type":
			if kind := d.Text(); kind != nil {
				user = string(kind) == "#microsoft.graph.user"
			}
		default:
			d.Skip()
		}
	}
	if id.IsZero() {
		d.Fail("a member without id")
	}
	return id, user
}
