package graph

import (
	"context"
	"net/http"
)

// readParts reads the partitions side by side and hands their pages on in turn: the first of each,
// then the second of each, so that the order does not depend on which answer came first. It reports
// false, and has handed on nothing, when a filter is refused.
func (c *Client) readParts(ctx context.Context, q UserQuery, parts []partition,
	hand func(*userPage) bool) (done bool, err error) {
	var open []*part
	defer func() {
		for _, pt := range open {
			pt.cancel()
		}
		for _, pt := range open {
			pt.close()
		}
	}()
	for _, p := range parts {
		pt, err := c.openPart(ctx, q, p, pageSizes[0])
		if err != nil {
			return false, err
		}
		open = append(open, pt)
	}
	round := make([]partPage, len(open))
	for i, pt := range open {
		page := <-pt.pages
		if statusOf(page.err) == http.StatusBadRequest {
			c.log.Debug("users are read in one chain: a partition is refused",
				"filter", parts[i].filter, "error", page.err)
			return false, nil
		}
		round[i] = page
	}
	for n, left := 0, len(open); left > 0; n++ {
		left = 0
		for i, pt := range open {
			page := round[i]
			if n > 0 {
				page = <-pt.pages
			}
			if page.err != nil {
				return true, page.err
			}
			if page.userPage == nil {
				continue
			}
			if !hand(page.userPage) {
				return true, nil
			}
			pt.free <- page.userPage
			left++
		}
	}
	return true, context.Cause(ctx)
}
