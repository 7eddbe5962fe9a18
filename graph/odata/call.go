package odata

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// Call is a request on its way. It is sent at once, so that a page can be asked for while the
// one before still arrives; its answer is taken in by Read.
type Call struct {
	c      *Client
	ctx    context.Context
	cancel context.CancelFunc
	req    *http.Request
	body   []byte

	opened chan struct{} // closed when resp and err are set
	resp   *answer
	err    error

	tries   int // so far, without a whole answer
	waited  time.Duration
	refused bool // the token was refused once
}

// Start sends req and tries again until an answer begins, under ctx. Read or Cancel must follow.
func (c *Client) Start(ctx context.Context, req *http.Request) *Call {
	ctx, cancel := context.WithCancel(ctx)
	k := &Call{c: c, ctx: ctx, cancel: cancel, req: req, opened: make(chan struct{})}
	go func() {
		defer close(k.opened)
		if req.Body != nil {
			if k.body, k.err = io.ReadAll(req.Body); k.err != nil {
				return
			}
		}
		k.resp, k.err = k.open()
	}()
	return k
}

// Cancel gives the request up.
func (k *Call) Cancel() {
	k.cancel()
	<-k.opened
	k.resp.close()
}

// Read hands the body of the answer to read. Where the body breaks off, the request is sent again
// and read called again, so read must begin anew each time.
func (k *Call) Read(read func(io.Reader) error) error {
	<-k.opened
	defer k.cancel()
	for k.err == nil {
		err := read(k.resp)
		cut := k.resp.err
		k.resp.close()
		if err == nil {
			return nil
		}
		if cut == nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return k.name(err)
		}
		if cut == nil {
			cut = errors.New("the answer ends in the middle")
		}
		if k.err = k.wait(cut); k.err == nil {
			k.resp, k.err = k.open()
		}
	}
	return k.err
}

// name says in a FormatError which request it was.
func (k *Call) name(err error) error {
	if f, ok := errors.AsType[*FormatError](err); ok && f.Path == "" {
		f.Path = k.req.URL.Path
	}
	return err
}

// open sends the request until an answer begins that can be read.
func (k *Call) open() (*answer, error) {
	for {
		resp, err := k.c.send(k.ctx, k.req, k.body, k.tries+1)
		if err == nil {
			return resp, nil
		}
		if err := k.wait(err); err != nil {
			return nil, err
		}
	}
}

// wait waits as long as the failure err asks for before the next try, or says why there is none.
func (k *Call) wait(err error) error {
	if cause := ended(k.ctx); cause != nil {
		return cause
	}
	k.tries++
	d := backoff(k.tries)
	answer, answered := errors.AsType[*Error](err)
	switch {
	case answered && answer.Status == http.StatusUnauthorized && !k.refused && !answer.AppOnlyRefused():
		k.refused = true
		return k.renew(answer)
	case answered && !retryable(answer.Status), !answered && final(err):
		return k.name(err)
	case answered && answer.hasRetry:
		// An answer that says "at once" and says so again must not be asked in a tight loop.
		d = max(answer.retryAfter, min(d, time.Second))
	}
	throttled := answered && (answer.Status == http.StatusTooManyRequests || answer.hasRetry)
	if !throttled && k.tries >= k.c.tries() {
		return k.giveUp(err, answered)
	}
	if k.waited+d > k.c.cfg.Patience {
		return &PatienceError{Waited: k.waited, Asked: d, Limit: k.c.cfg.Patience, Err: err}
	}
	k.waited += d
	k.c.retries.Add(1)
	k.c.cfg.Log.Debug("retry", "method", k.req.Method, "path", k.req.URL.Path, "after", d, "because", err)
	if throttled {
		k.c.gate.pause(d)
		return k.c.gate.wait(k.ctx)
	}
	return sleep(k.ctx, d)
}

// renew asks for a token in place of the one that was refused.
func (k *Call) renew(answer *Error) error {
	old := k.c.claims.Load()
	if old == nil || old.token == "" {
		return answer
	}
	token, err := k.c.token(k.ctx, Refused{Token: old.token, Claims: answer.claims})
	if err != nil {
		return err
	}
	if token == old.token {
		answer.static = true
		return answer
	}
	k.c.retries.Add(1)
	return nil
}

func (k *Call) giveUp(err error, answered bool) error {
	if answered {
		return err
	}
	return &NetworkError{Method: k.req.Method, Path: k.req.URL.Path, Tries: k.tries, Err: err,
		hint: "check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the address"}
}

// tries is how often a request is sent in a row. A host that never answered is soon given up:
// most likely its address is wrong.
func (c *Client) tries() int {
	if c.answered.Load() {
		return 8
	}
	return 4
}

func backoff(try int) time.Duration {
	d := min(500*time.Millisecond<<min(try-1, 10), 30*time.Second)
	return d/2 + rand.N(d/2)
}

func retryable(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// final reports an error that another try would only repeat.
func final(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	_, network := errors.AsType[*transportError](err)
	return !network && !errors.Is(err, errStalled)
}

// transportError marks what the transport returned, which is worth another try.
type transportError struct{ err error }

func (e *transportError) Error() string { return e.err.Error() }
func (e *transportError) Unwrap() error { return e.err }

// hinter is an error that says what to do.
type hinter interface{ Hint() string }

// send is one try.
func (c *Client) send(ctx context.Context, orig *http.Request, body []byte, try int) (*answer, error) {
	if err := c.check(orig, body); err != nil {
		return nil, err
	}
	if err := c.gate.wait(ctx); err != nil {
		return nil, err
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	token, err := c.token(ctx, Refused{})
	if err != nil {
		return nil, err
	}
	a := newAnswer(ctx, c)
	req := orig.Clone(a.ctx)
	if len(body) > 0 {
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	start := time.Now()
	c.requests.Add(1)
	a.timer.Reset(c.cfg.Stall)
	resp, err := c.cfg.Transport.RoundTrip(req)
	a.timer.Stop()
	took := time.Since(start)
	if err != nil {
		err = a.cause(err)
		a.cancel(nil)
		c.cfg.Log.Debug("request", "method", req.Method, "path", req.URL.Path, "error", err, "time", took, "try", try)
		if h := hinter(nil); errors.As(err, &h) {
			return nil, &NetworkError{Method: req.Method, Path: req.URL.Path, Err: err, hint: h.Hint()}
		}
		if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
			return nil, &NetworkError{Method: req.Method, Path: req.URL.Path, Err: err,
				hint: "if a proxy inspects TLS here, give its certificate authority with --ca-file"}
		}
		return nil, &transportError{err}
	}
	a.rc = resp.Body
	c.answered.Store(true)
	c.cfg.Log.Debug("request", "method", req.Method, "path", req.URL.Path, "status", resp.StatusCode, "time", took,
		"request-id", clean(resp.Header.Get("request-id"), 100), "try", try)
	switch {
	case resp.StatusCode >= 200 && resp.StatusCode < 300:
		return a, nil
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		a.close()
		return nil, redirected(req, resp)
	}
	resp.Body = a
	defer a.close()
	return nil, answerError(req, resp, time.Now())
}

func redirected(req *http.Request, resp *http.Response) error {
	to := "nowhere"
	if u, err := resp.Location(); err == nil {
		to = u.Scheme + "://" + u.Host
	}
	return &GuardError{
		Reason: fmt.Sprintf("%s %s: %d, a redirect to %.100q, which is not followed", req.Method, req.URL.Path, resp.StatusCode, to),
		hint:   "Microsoft Graph does not redirect; check the proxy and the address",
	}
}
