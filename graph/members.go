package graph

import (
	"context"
	"fmt"
	"net/http"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// Members reads the users among the transitive members of a group, and which of them are direct.
// Where the direct ones cannot be read, all are DirectOrNested.
func (c *Client) Members(ctx context.Context, group tenant.GUID) (tenant.Members, error) {
	var direct []tenant.GUID
	var directErr error
	var reading crash.Group
	members, allDirect, counted := tenant.Members{}, false, make(chan int, 2)
	reading.Go(func() {
		directErr = c.eachMember(ctx, group, "members", func(count int) (enough bool) {
			allDirect = count >= 0 && count == <-counted // for they are among the members
			return allDirect
		}, func() { direct = nil }, func(id tenant.GUID) { direct = append(direct, id) })
	})
	err := c.eachMember(ctx, group, "transitiveMembers", func(count int) (enough bool) {
		select {
		case counted <- count:
		default: // it was told before the reading began anew
		}
		return false
	}, func() { clear(members) }, func(id tenant.GUID) { members[id] = tenant.Nested })
	close(counted)
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
	for _, id := range direct {
		members[id] = tenant.Direct
	}
	for id := range members {
		switch {
		case directErr != nil:
			members[id] = tenant.DirectOrNested
		case allDirect:
			members[id] = tenant.Direct
		}
	}
	if directErr != nil {
		c.log.Debug("the direct members of a group cannot be read", "group", group, "error", directErr)
	}
	return members, nil
}

// eachMember reads the users of one relation of a group, many of them in the partitions of all users. Where Graph
// refuses to leave the others out, they are dropped here. enough is told how many there are where they have several
// pages, and may end the reading.
func (c *Client) eachMember(ctx context.Context, group tenant.GUID, relation string, enough func(count int) bool,
	begin func(), member func(tenant.GUID)) error {
	address := "/v1.0/groups/{id}/" + relation
	err := gatherer[tenant.GUID]{
		address: address + "/microsoft.graph.user?$count=true&$select=id&$top=999", fill: []string{group.String()},
		enough: enough,
		divide: func(count int) (parts []partition, total int) {
			if count < dividedAbove {
				return nil, 0
			}
			for _, p := range c.partitions(ctx) {
				p.prefixes = nil // names are not read: the counts tell
				parts = append(parts, p)
			}
			return parts, count
		},
		begin: begin,
		read:  func(d *odata.Decoder, _ *gathered[tenant.GUID]) (tenant.GUID, bool) { return readMember(d) },
		take:  member,
	}.gather(ctx, c)
	if statusOf(err) == http.StatusBadRequest {
		return each(ctx, c, address+"?$select=id&$top=999", begin, readMember, member, group.String())
	}
	return err
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
