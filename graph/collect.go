package graph

import (
	"context"
	"net/http"

	"prepaudit/graph/odata"
)

// collect reads all pages of a small collection, each element by read.
func collect[T any](ctx context.Context, c *Client, req *http.Request, read func(*odata.Decoder) T) ([]T, error) {
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	var all, page []T
	for more := true; more; {
		restarts := chain.Restarts()
		var err error
		_, more, err = chain.Next(
			func() { page = page[:0] },
			func(d *odata.Decoder) { page = append(page, read(d)) })
		if err != nil {
			return nil, err
		}
		if chain.Restarts() != restarts {
			all = nil
		}
		all = append(all, page...)
	}
	return all, nil
}
