package audit

import (
	"context"
	"sync"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// groupCache reads the names and the transitive members of groups, each group once: a roll-out group stands in the MDM
// user scope, in a policy and among those who may join devices.
type groupCache struct {
	c    *graph.Client
	mu   sync.Mutex
	read map[tenant.GUID]groupRead
}

type groupRead struct {
	name    func() (string, error) // "" where there is none
	members func() (tenant.Members, error)
}

func newGroupCache(c *graph.Client) *groupCache {
	return &groupCache{c: c, read: map[tenant.GUID]groupRead{}}
}

func (g *groupCache) of(ctx context.Context, id tenant.GUID) groupRead {
	g.mu.Lock()
	defer g.mu.Unlock()
	read, ok := g.read[id]
	if !ok {
		read.members = sync.OnceValues(func() (tenant.Members, error) { return g.c.Members(ctx, id) })
		read.name = sync.OnceValues(func() (string, error) { return g.c.NameOf(ctx, id) })
		g.read[id] = read
	}
	return read
}
