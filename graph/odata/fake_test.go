package odata

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

const page = `{"value":[{"id":"1"}]}`

// wire answers the n-th request, counted from 1.
type wire func(n int, req *http.Request) (*http.Response, error)

type counting struct {
	n      atomic.Int64
	answer wire
}

func (c *counting) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	return c.answer(int(c.n.Add(1)), req)
}

// answered is an answer with pairs of header and value.
func answered(status int, body string, headers ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// brokenBody delivers its text and then the error.
func brokenBody(text string, err error) io.ReadCloser {
	return io.NopCloser(io.MultiReader(strings.NewReader(text), failing{err}))
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// silent delivers nothing until the request is given up.
type silent struct{ ctx context.Context }

func (s silent) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

func newClient(t *testing.T, answer wire, set ...func(*Config)) *Client {
	t.Helper()
	cfg := Config{Base: &url.URL{Scheme: "https", Host: "graph.microsoft.com"}, Transport: &counting{answer: answer}}
	for _, f := range set {
		f(&cfg)
	}
	return New(cfg)
}

func get(t *testing.T, c *Client, path string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.cfg.Base.String()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// readAll reads a chain and returns the ids of its elements.
func readAll(ctx context.Context, c *Client, req *http.Request) ([]string, error) {
	chain := c.Chain(ctx, req)
	defer chain.Close()
	var all, page []string
	for more := true; more; {
		var err error
		_, more, err = chain.Next(func() { page = nil }, func(d *Decoder) { page = append(page, readID(d)) })
		if err != nil {
			return all, err
		}
		all = append(all, page...)
	}
	return all, nil
}

func readID(d *Decoder) (id string) {
	if !d.Object() {
		return ""
	}
	for key := d.Key(); key != nil; key = d.Key() {
		if string(key) == "id" {
			id = string(d.Text())
		} else {
			d.Skip()
		}
	}
	return id
}

var errReset = errors.New("connection reset by peer")

// one reads an answer that is one object with an id.
func one(c *Client, req *http.Request) error {
	var v struct {
		ID string `json:"id"`
	}
	return c.Start(req.Context(), req).Read(func(r io.Reader) error { return NewDecoder().ReadObject(r, &v) })
}
