package graph

import (
	"context"
)

// partition is a part of all users: those that a filter lets through.
type partition struct {
	filter   string
	advanced bool // it needs ConsistencyLevel: eventual and $count=true
}

// plan returns the partitions to read, none where one chain is right.
func (c *Client) plan(ctx context.Context, total int) []partition { return nil }

// readParts reads partitions side by side and hands their pages on in turn.
func (c *Client) readParts(ctx context.Context, parts []partition, hand func(*userPage) bool) (done bool, err error) {
	return false, nil
}
