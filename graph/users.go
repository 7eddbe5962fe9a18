package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strconv"

	"prepaudit/graph/odata"
	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

// pageSizes are tried from the largest where a tenant refuses one: Graph documents 999, and 500 and
// 120 have been seen beside properties that cost it more.
var pageSizes = []int{999, 500, 120, 100}

// CountUsers asks how many users the tenant has. The number is eventually consistent: users made
// or deleted in the last minutes may be missing or counted still. It is -1 where saved answers do
// not say. It takes five seconds at most.
func (c *Client) CountUsers(ctx context.Context) (int, error) {
	n, err := c.odata.Count(ctx, "/v1.0/users/$count")
	if errors.Is(err, saved.ErrNotCounted) {
		return -1, nil
	}
	if err != nil {
		c.counted.CompareAndSwap(0, -1)
		return 0, c.failed(tenant.Users, err)
	}
	c.counted.Store(int64(n))
	return n, nil
}

// Users reads all users, each once, with what q asks for. A *tenant.User is valid during its yield. An error is the
// last element; the users before it stand, but they are not all, or in saved answers not those of one
// reading. The order is the same on every reading.
func (c *Client) Users(ctx context.Context, q UserQuery) iter.Seq2[*tenant.User, error] {
	return func(yield func(*tenant.User, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		ids := newIDSet(c.expected(ctx))
		c.doubles.Store(0)
		stopped := false
		hand := func(p *userPage) bool {
			for i := range p.rows {
				if !ids.add(p.rows[i].id) {
					c.doubles.Add(1)
					continue
				}
				if !yield(p.userAt(i), nil) {
					stopped = true
					return false
				}
			}
			return true
		}
		err := c.readUsers(ctx, q, hand)
		if ids.used == 0 && c.signInsRefused(&q, err) {
			err = c.readUsers(ctx, q, hand)
		}
		if err == nil && c.saved != nil {
			err = c.saved.Check(ids.used, int(c.doubles.Load()))
		}
		if err != nil && !stopped {
			yield(nil, c.failed(tenant.Users, err))
		}
	}
}

// signInsRefused reports whether users are to be read again without their sign-ins, since Graph refused: whether it
// refuses the rest too shows then.
func (c *Client) signInsRefused(q *UserQuery, err error) bool {
	if !q.SignIns || statusOf(err) != http.StatusForbidden {
		return false
	}
	q.SignIns = false
	if q.SignInsRefused != nil {
		q.SignInsRefused(c.failed(tenant.SignIns, err))
	}
	return true
}

// expected is the number of users, counted now unless that was tried before; 0 where there is none,
// and then the read is one chain, slower but no less right.
func (c *Client) expected(ctx context.Context) int {
	if c.counted.Load() == 0 && c.saved == nil {
		if _, err := c.CountUsers(ctx); err != nil {
			c.log.Debug("users are not counted", "error", err)
		}
	}
	return max(0, int(c.counted.Load()))
}

// readUsers reads in partitions where that pays and the tenant allows it, and else in one chain.
func (c *Client) readUsers(ctx context.Context, q UserQuery, hand func(*userPage) bool) error {
	if q.SignIns {
		// The limit is on requests, so that partitions would gain nothing.
		if !c.offline {
			ctx = odata.Paced(ctx, c.paces.of(c.app()))
		}
		return c.readChain(ctx, q, hand)
	}
	var reqs []*http.Request
	for _, p := range c.partitions(ctx) {
		req, err := c.usersRequest(ctx, q, p, pageSizes[0])
		if err != nil {
			return err
		}
		reqs = append(reqs, req)
	}
	if len(reqs) > 0 {
		var parts []*part[*userPage]
		for _, req := range reqs {
			parts = append(parts, openPart(ctx, c, req, c.newUserPage(q)))
		}
		if done, err := readParts(ctx, c, parts, -1, hand); done || err != nil {
			return err
		}
	}
	return c.readChain(ctx, q, hand)
}

// readChain reads all users page after page. Where the first page is refused as a bad request, a
// smaller one is asked for.
func (c *Client) readChain(ctx context.Context, q UserQuery, hand func(*userPage) bool) error {
	var refused error
	for _, size := range pageSizes {
		if q.SignIns && size > mostWithSignIns {
			continue
		}
		req, err := c.usersRequest(ctx, q, partition{}, size)
		if err != nil {
			return err
		}
		whole := openPart(ctx, c, req, c.newUserPage(q))
		first, ok := whole.next()
		if statusOf(first.err) == http.StatusBadRequest {
			if refused == nil {
				refused = first.err
			}
			whole.close()
			continue
		}
		defer whole.close()
		return whole.handOn(ctx, first, ok, hand)
	}
	return refused
}

// usersRequest asks for the first page of a partition.
func (c *Client) usersRequest(ctx context.Context, q UserQuery, p partition, size int) (*http.Request, error) {
	address := "/v1.0/users?"
	if p.advanced {
		address += "$count=true&"
	}
	if p.filter != "" {
		address += "$filter=" + p.filter + "&"
	}
	req, err := c.request(ctx, address+"$select="+q.properties()+"&$top="+strconv.Itoa(size))
	if err != nil {
		return nil, fmt.Errorf("asking for users: %w", err)
	}
	return req, nil
}
