package odata

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// NewPace lets n requests pass in each span of time, evenly. Requests of several clients may keep the same one.
func NewPace(n int, span time.Duration) *rate.Limiter {
	return rate.NewLimiter(rate.Every(span/time.Duration(n)), 1)
}

// paceKey is where a context carries its pace.
type paceKey struct{}

// Paced makes a context whose requests keep the pace.
func Paced(ctx context.Context, pace *rate.Limiter) context.Context {
	return context.WithValue(ctx, paceKey{}, pace)
}

// keepPace waits until the context's next request is due. The limiter's own Wait gives up at once where the context
// would end first, with an error that doesn't say why the context ends.
func keepPace(ctx context.Context) error {
	pace, ok := ctx.Value(paceKey{}).(*rate.Limiter)
	if !ok {
		return nil
	}
	turn := pace.Reserve()
	err := sleep(ctx, turn.Delay())
	if err != nil {
		turn.Cancel() // others take it
	}
	return err
}
