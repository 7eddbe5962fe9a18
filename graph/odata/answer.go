package odata

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"
)

// answer is the body of an answer. It ends one that comes too slowly or no further, and remembers a break, which tells
// a cut body from bad contents.
type answer struct {
	c      *Client
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
	rc     io.ReadCloser
	left   time.Duration // to wait for the rest of progress
	got    int           // of progress
	err    error
}

// progress is how many bytes must come while one Config.Stall is spent waiting for them, or the end of the answer.
const progress = 64 << 10

func newAnswer(ctx context.Context, c *Client) *answer {
	a := &answer{c: c, left: c.cfg.Stall}
	a.ctx, a.cancel = context.WithCancelCause(ctx)
	a.timer = time.AfterFunc(c.cfg.Stall, func() {
		a.cancel(stallError(fmt.Sprintf("the server stalled: less than %d KiB came in %v", progress>>10, c.cfg.Stall)))
	})
	a.timer.Stop()
	return a
}

// Read runs the clock only while it waits for the server: a slow reader does not count.
func (a *answer) Read(p []byte) (int, error) {
	began := time.Now()
	a.timer.Reset(a.left)
	n, err := a.rc.Read(p)
	a.timer.Stop()
	a.c.bytes.Add(int64(n))
	a.left -= time.Since(began)
	if a.got += n; a.got >= progress {
		a.got, a.left = 0, a.c.cfg.Stall
	}
	if err != nil && err != io.EOF {
		a.err = &transportError{a.cause(err)}
		return n, a.err
	}
	return n, err
}

// cause puts the reason of a canceled request in place of what became of its connection.
func (a *answer) cause(err error) error {
	return cmp.Or(context.Cause(a.ctx), err)
}

// Close is close, for io.ReadCloser.
func (a *answer) Close() error {
	a.close()
	return nil
}

// close ends the answer. A little that is left over is read, so that the connection can be used again.
func (a *answer) close() {
	if a == nil {
		return
	}
	if a.err == nil {
		a.timer.Reset(time.Second)
		_, _ = io.CopyN(io.Discard, a.rc, 4<<10)
	}
	a.timer.Stop()
	_ = a.rc.Close()
	a.cancel(nil)
}
