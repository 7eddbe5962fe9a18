package odata

import (
	"context"
	"sync"
	"time"
)

// Pace spreads requests that Graph limits by the minute.
type Pace struct {
	mu    sync.Mutex
	every time.Duration
	next  time.Time
}

// NewPace lets n requests pass in each span of time.
func NewPace(n int, span time.Duration) *Pace { return &Pace{every: span / time.Duration(n)} }

// paceKey is where a context carries its Pace.
type paceKey struct{}

// With makes a context whose requests keep the pace.
func (p *Pace) With(ctx context.Context) context.Context {
	return context.WithValue(ctx, paceKey{}, p)
}

// keepPace waits until the context's next request is due.
func keepPace(ctx context.Context) error {
	p, ok := ctx.Value(paceKey{}).(*Pace)
	if !ok {
		return nil
	}
	p.mu.Lock()
	now := time.Now()
	due := p.next
	if due.Before(now) {
		due = now
	}
	p.next = due.Add(p.every)
	p.mu.Unlock()
	return sleep(ctx, due.Sub(now))
}
