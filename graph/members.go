package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// Members reads the users among the transitive members of a group, and which of them are direct. Where the error is
// Parts, the direct ones could not be read, and all are DirectOrNested; saved answers may do without them.
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
		return nil, c.gone(ctx, group, err)
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
	if directErr != nil && c.saved == nil {
		return members, Parts{fmt.Errorf("direct members: %w", c.failed(tenant.ScopeGroups, directErr))}
	}
	return members, nil
}

// gone is the error of a group whose members are not found: policies keep the ids of groups that were deleted, and
// then the group is not found either. Saved answers cannot be asked for it: a 404 that was saved is what Graph said.
func (c *Client) gone(ctx context.Context, group tenant.GUID, err error) error {
	if c.saved != nil {
		return &NotFoundError{What: "group " + group.String()}
	}
	_, asked := c.Group(ctx, group.String())
	if deleted, ok := errors.AsType[*NotFoundError](asked); ok {
		return deleted
	}
	return c.failed(tenant.ScopeGroups, fmt.Errorf("the group is there, and its members are not: %w", err))
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
			if !c.many(count, dividedAbove) {
				return nil, 0
			}
			for _, p := range c.partitions(ctx) {
				p.prefixes = nil // names are not read: the counts tell
				parts = append(parts, p)
			}
			return parts, count
		},
		begin: begin, read: readMember, take: member,
	}.gather(ctx, c)
	if statusOf(err) == http.StatusBadRequest {
		return gatherer[tenant.GUID]{
			address: address + "?$select=id&$top=999", fill: []string{group.String()},
			begin: begin, read: readMember, take: member,
		}.gather(ctx, c)
	}
	return err
}

var sentOfMember = sent{"id"}

// readMember reads one member, and whether it is a user: members of any kind come with their type,
// users alone without.
func readMember(d *odata.Decoder, g *gathered[tenant.GUID]) (id tenant.GUID, user bool) {
	user = true
	readObject(d, sentOfMember, func(key []byte) {
		switch string(key) {
		case "id":
			id = g.readID(d)
		case "@odata.type":
			if kind := d.Text(); kind != nil {
				user = string(kind) == "#microsoft.graph.user"
			}
		default:
			d.Skip()
		}
	})
	return id, user
}
