package graph

import (
	"context"
	"errors"
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
	if answer, ok := errors.AsType[*odata.Error](err); ok && answer.Status == http.StatusNotFound {
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
	path := map[string]string{"id": group.String()}
	users, err := c.request(ctx, "/v1.0/groups/{id}/"+relation+"/microsoft.graph.user{?%24count,%24select,%24top}", path,
		map[string]string{"%24count": "true", "%24select": "id", "%24top": "999"}, "ConsistencyLevel", "eventual")
	if err != nil {
		return err
	}
	err = c.readMembers(ctx, users, member)
	if answer, ok := errors.AsType[*odata.Error](err); !ok || answer.Status != http.StatusBadRequest {
		return err
	}
	all, err := c.request(ctx, "/v1.0/groups/{id}/"+relation+"{?%24select,%24top}", path, map[string]string{"%24select": "id", "%24top": "999"})
	if err != nil {
		return err
	}
	return c.readMembers(ctx, all, member)
}

func (c *Client) readMembers(ctx context.Context, req *http.Request, member func(tenant.GUID)) error {
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	page := make([]tenant.GUID, 0, 999)
	for more := true; more; {
		var err error
		_, more, err = chain.Next(
			func() { page = page[:0] },
			func(d *odata.Decoder) {
				if id, user := readMember(d); user {
					page = append(page, id)
				}
			})
		if err != nil {
			return err
		}
		for _, id := range page {
			member(id)
		}
	}
	return nil
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
