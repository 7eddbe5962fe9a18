package graph

import (
	"cmp"
	"context"
	"io"
	"net/http"

	"prepaudit/rules/tenant"
)

// Question is one read for its own sake: what Graph answers is for the transport of Config to see.
type Question struct {
	Dataset tenant.Dataset // that it is about, for errors
	Method  string         // "" is GET
	Address string         // with version, query and place holders: /v1.0/groups/{id}?$select=id
}

// Ask sends a question; what fills its place holders stands in their order. Errors are those of Read.
func (c *Client) Ask(ctx context.Context, q Question, fill ...string) error {
	req, err := c.request(ctx, q.Address, fill...)
	if err != nil {
		return err
	}
	req.Method = cmp.Or(q.Method, http.MethodGet)
	return c.failed(q.Dataset, c.odata.Start(ctx, req).Read(func(r io.Reader) error {
		_, err := io.Copy(io.Discard, r)
		return err
	}))
}

// TryPartitions counts all users, and then part by part, as those of a large tenant are counted before they are read,
// whatever their number: by the first character of userPrincipalName, or, with rest, by the first fifteen of these
// characters and by what those leave over. In a tenant whose numbers hold still, sum is all.
func (c *Client) TryPartitions(ctx context.Context, rest bool) (all, sum int, err error) {
	var beginnings []prefix
	for i := range upnLetters {
		beginnings = append(beginnings, prefix{upnLetters[i : i+1], 1})
	}
	parts := bins(beginnings, 1)
	if rest {
		parts = append(bins(beginnings[:maxOrs], 1), others(beginnings[:maxOrs]))
	}
	return c.sumOf(ctx, "/users", parts)
}
