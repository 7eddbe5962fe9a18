package audit

import (
	"context"
	"sync"

	"prepaudit/graph"
	"prepaudit/rules/tenant"
)

// members reads the names and the transitive members of groups, each group once: a roll-out group stands in the MDM
// user scope, in a policy and among those who may join devices.
type members struct {
	c    *graph.Client
	mu   sync.Mutex
	read map[tenant.GUID]groupRead
}

type groupRead struct {
	name    func() string // "" where there is none, or it could not be read
	members func() (tenant.Members, error)
}

func newMembers(c *graph.Client) *members {
	return &members{c: c, read: map[tenant.GUID]groupRead{}}
}

func (m *members) group(ctx context.Context, id tenant.GUID) groupRead {
	m.mu.Lock()
	defer m.mu.Unlock()
	read, ok := m.read[id]
	if !ok {
		read.members = sync.OnceValues(func() (tenant.Members, error) { return m.c.Members(ctx, id) })
		read.name = sync.OnceValue(func() string {
			g, _ := m.c.Group(ctx, id.String())
			return g.DisplayName
		})
		m.read[id] = read
	}
	return read
}
