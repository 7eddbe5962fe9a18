package odata

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

type resentKey struct{}

// Resent is how often the request of a context was sent before, for a transport that says so.
func Resent(ctx context.Context) int {
	n, _ := ctx.Value(resentKey{}).(int)
	return n
}

// send is one try.
func (k *Call) send() (*answer, error) {
	c := k.c
	if err := c.check(k.req, k.body); err != nil {
		return nil, err
	}
	if err := keepPace(k.ctx); err != nil {
		return nil, err
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-k.ctx.Done():
		return nil, context.Cause(k.ctx)
	}
	if err := c.gate.wait(k.ctx); err != nil {
		return nil, err
	}
	var err error
	if k.token, err = c.token(k.ctx, Refused{}); err != nil {
		return nil, err
	}
	a := newAnswer(k.ctx, c)
	req := k.req.Clone(context.WithValue(a.ctx, resentKey{}, k.tries))
	if len(k.body) > 0 {
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(k.body)), int64(len(k.body))
	}
	if k.token != "" {
		req.Header.Set("Authorization", "Bearer "+k.token)
	}
	start := time.Now()
	c.requests.Add(1)
	silent := time.AfterFunc(2*c.cfg.Stall, func() {
		a.cancel(stallError(fmt.Sprintf("the server stalled: no answer came in %v", 2*c.cfg.Stall)))
	})
	resp, err := c.cfg.Transport.RoundTrip(req)
	silent.Stop()
	log := c.cfg.Log.With("method", req.Method, "path", req.URL.Path, "took", time.Since(start), "try", k.tries+1)
	if err != nil {
		err = a.cause(err)
		a.cancel(nil)
		log.Debug("request", "error", err)
		return nil, networkError(req, err)
	}
	a.rc = resp.Body
	c.answered.Store(true)
	id := OneLine(resp.Header.Get("request-id"), 100)
	if id != "" {
		c.lastID.Store(&id)
	}
	log.Debug("request", "status", resp.StatusCode, "request-id", id)
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return a, nil
	}
	defer a.close()
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		return nil, redirected(req, resp)
	}
	resp.Body = a
	return nil, answerError(req, resp, time.Now())
}

// networkError tells an error that another try may mend, a transportError, from one that is final.
func networkError(req *http.Request, err error) error {
	hint := ""
	if h := hinter(nil); errors.As(err, &h) {
		hint = h.Hint()
	} else if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		hint = "if a proxy inspects TLS here, add its certificate authority with --ca-file"
	} else {
		return &transportError{err}
	}
	return &NetworkError{Method: req.Method, Path: req.URL.Path, Err: err, hint: hint}
}

// transportError marks what the transport returned, which is worth another try.
type transportError struct{ err error }

func (e *transportError) Error() string { return e.err.Error() }
func (e *transportError) Unwrap() error { return e.err }

// hinter is an error that says what to do.
type hinter interface{ Hint() string }

func redirected(req *http.Request, resp *http.Response) error {
	to := "nowhere"
	if u, err := resp.Location(); err == nil {
		to = u.Scheme + "://" + u.Host
	}
	return &GuardError{
		Reason: fmt.Sprintf("%s %s: %d, a redirect to %.100q, which is not followed", req.Method,
			req.URL.Path, resp.StatusCode, to),
		hint: "Microsoft Graph does not redirect; check the proxy and the address",
	}
}
