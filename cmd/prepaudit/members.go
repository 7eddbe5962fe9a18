//go:build !netonly

package main

import (
	"context"
	"sync"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// members reads the transitive members of groups, each group once: a roll-out group stands in the MDM user
// scope, in a policy and among those who may join devices.
type members struct {
	c    *graph.Client
	mu   sync.Mutex
	read map[tenant.GUID]func() (tenant.Members, error)
}

func newMembers(c *graph.Client) *members {
	return &members{c: c, read: map[tenant.GUID]func() (tenant.Members, error){}}
}

func (m *members) of(ctx context.Context, group tenant.GUID) (tenant.Members, error) {
	m.mu.Lock()
	read := m.read[group]
	if read == nil {
		read = sync.OnceValues(func() (tenant.Members, error) { return m.c.Members(ctx, group) })
		m.read[group] = read
	}
	m.mu.Unlock()
	return read()
}
