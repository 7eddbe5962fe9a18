package graph

import (
	"cmp"
	"context"
	"errors"
	"net/http"
)

// dividedAbove is the number of objects up to which one chain of pages is as fast as parts, which it takes a page to
// find out about.
const dividedAbove = 8_000

// many reports whether a list of n objects is read in parts.
func (c *Client) many(n, above int) bool { return n >= cmp.Or(c.divide, above) }

// readDivided hands on a collection page by page. Where it has more than one page, divide may give parts that are
// together the whole of it, which are then read in its place; total is what the first pages of the parts have to
// count together, or -1 where it is known to be all. Where a part is not what it should be, the whole is read, from
// its start.
func readDivided[P page](ctx context.Context, c *Client, whole *part[P],
	divide func(first partPage[P]) (parts []*part[P], total int), hand func(P) bool) error {
	defer whole.close()
	first, ok := whole.next()
	if ok && first.err == nil && first.more {
		if parts, total := divide(first); len(parts) > 0 {
			if done, err := readParts(ctx, c, parts, total, hand); done || err != nil {
				return err
			}
		}
	}
	return whole.handOn(ctx, first, ok, hand)
}

// readParts reads parts side by side and hands their pages on in turn: the first of each, then the second of each, so
// that the order does not depend on which answer came first. It reports false, and has handed on nothing, when a filter
// is refused or not obeyed, or when the parts do not count total together, unless that is -1.
func readParts[P page](ctx context.Context, c *Client, parts []*part[P], total int,
	hand func(P) bool) (done bool, err error) {
	defer closeAll(parts)
	var firsts []partPage[P]
	sum := 0
	for i, pt := range parts {
		first, _ := pt.next()
		if status := statusOf(first.err); status == http.StatusBadRequest || errors.Is(first.err, errStray) {
			c.log.Debug("read one page after the other: a part is refused", "part", i, "error", first.err)
			return false, nil
		}
		firsts, sum = append(firsts, first), sum+first.count
	}
	if cause := context.Cause(ctx); cause != nil {
		return true, cause
	}
	if total >= 0 && sum != total {
		c.log.Debug("read one page after the other: the parts do not add up", "parts", sum, "whole", total)
		return false, nil
	}
	for n, left := 0, len(parts); left > 0; n++ {
		left = 0
		for i, pt := range parts {
			p, ok := firsts[i], true
			if n > 0 {
				p, ok = pt.next()
			}
			if !ok {
				continue // at its end
			}
			if p.err != nil {
				return true, p.err
			}
			if !hand(p.page) {
				return true, nil
			}
			pt.free <- p.page
			left++
		}
	}
	return true, context.Cause(ctx)
}

// closeAll ends the reading of parts.
func closeAll[P page](parts []*part[P]) {
	for _, pt := range parts {
		pt.cancel()
	}
	for _, pt := range parts {
		pt.close()
	}
}
