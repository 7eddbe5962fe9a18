package odata

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// gate holds back all readers of a host while it asks for silence: the limit that one of them
// ran into is everybody's.
type gate struct {
	mu     sync.Mutex
	until  time.Time
	closed time.Duration
}

// pause closes the gate for d from now.
func (g *gate) pause(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if g.until.Before(now) {
		g.until = now
	}
	if end := now.Add(d); end.After(g.until) {
		g.closed += end.Sub(g.until)
		g.until = end
	}
}

// wait blocks while the gate is closed.
func (g *gate) wait(ctx context.Context) error {
	for {
		g.mu.Lock()
		d := time.Until(g.until)
		g.mu.Unlock()
		if d <= 0 {
			return nil
		}
		// The jitter keeps the readers from coming back in one burst.
		if err := sleep(ctx, d+rand.N(min(d/10, time.Second)+1)); err != nil {
			return err
		}
	}
}

// closedFor is the time during which the gate was or will be closed, overlaps counted once.
func (g *gate) closedFor() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.closed
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
