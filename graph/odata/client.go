// Package odata reads JSON collections page by page over HTTP, in the way that Microsoft Graph
// serves them: errors with codes, nextLinks, throttling. It lets nothing out but reads, and nothing
// to another host. It knows neither the SDK nor what the pages are about.
package odata

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

// TokenFunc gives the bearer token for a request; "" sends none. It is asked for every request
// and does its own caching. With a refusal it must bring another token than the refused one;
// the same one again ends the read.
type TokenFunc func(ctx context.Context, refused Refused) (string, error)

// Refused says which token the server did not accept. Token is "" when none was refused.
type Refused struct {
	Token  string
	Claims string // the claims challenge, as JSON; "" when the server sent none
}

// Config is what a Client needs. Base and Transport must be set.
type Config struct {
	Base      *url.URL // scheme and host: the only place that requests and tokens go to
	Token     TokenFunc
	Transport http.RoundTripper
	Log       *slog.Logger
	Parallel  int // requests that may wait for an answer at once; 0 means 24
	// the longest that one request may spend waiting, throttled or between tries; 0 means 10 minutes
	Patience time.Duration
	// the longest wait for 64 KiB of an answer, or for its end; for its beginning it is twice that. 0 means a minute
	Stall time.Duration
	// Sparse says that properties may be absent from answers, since somebody chose what to save.
	Sparse bool
	// TokenHosts are hosts that have tokens of their own: a token made out for one of them goes
	// to no other host.
	TokenHosts []string
}

// Client sends reads to one host. Its methods may be called from several goroutines.
type Client struct {
	cfg      Config
	gate     gate
	slots    chan struct{}
	claims   atomic.Pointer[tokenClaims]
	answered atomic.Bool
	lastID   atomic.Pointer[string]

	requests, pages, retries, bytes atomic.Int64
}

// New makes a Client. It sends nothing.
func New(cfg Config) *Client {
	if cfg.Parallel <= 0 {
		cfg.Parallel = 24
	}
	if cfg.Patience <= 0 {
		cfg.Patience = 10 * time.Minute
	}
	if cfg.Stall <= 0 {
		cfg.Stall = time.Minute
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Token == nil {
		cfg.Token = func(context.Context, Refused) (string, error) { return "", nil }
	}
	return &Client{cfg: cfg, slots: make(chan struct{}, cfg.Parallel)}
}

// LastRequestID is the id that the server gave the last answer that has one, or "".
func (c *Client) LastRequestID() string {
	if id := c.lastID.Load(); id != nil {
		return *id
	}
	return ""
}

// Stats is what a Client did so far.
type Stats struct {
	Requests  int           // sent, each try counted
	Pages     int           // read whole
	Retries   int           // of Requests, those that were sent again
	Throttled time.Duration // during which the server had asked for silence
	Bytes     int64         // of answers, after decompression
}

// Stats counts what was done so far.
func (c *Client) Stats() Stats {
	return Stats{
		Requests:  int(c.requests.Load()),
		Pages:     int(c.pages.Load()),
		Retries:   int(c.retries.Load()),
		Throttled: c.gate.closedFor(),
		Bytes:     c.bytes.Load(),
	}
}
