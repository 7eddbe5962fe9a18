package graph

import (
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"prepaudit/graph/odata"
)

// Paces keep to what Graph allows of signInActivity: ten requests a minute of an app, in all tenants together (Graph
// throttling limits, 2026-05). The zero value is ready, and may be used by several clients at once.
type Paces struct {
	mu    sync.Mutex
	byApp map[string]*rate.Limiter
}

// of is the pace of an app, by its client id. Where that isn't known, "", one app is taken for another.
func (p *Paces) of(app string) *rate.Limiter {
	app = strings.ToLower(app)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byApp == nil {
		p.byApp = map[string]*rate.Limiter{}
	}
	if p.byApp[app] == nil {
		p.byApp[app] = odata.NewPace(10, time.Minute)
	}
	return p.byApp[app]
}

// app is the client id of the app that signed in; "" where that isn't known.
func (c *Client) app() string {
	if a := c.Granted(); a != nil {
		return a.AppID
	}
	return ""
}
