package odata

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net/http"
	"net/url"
)

// Chain reads the pages of one collection in their order, each asked for while the one before
// still arrives.
type Chain struct {
	c        *Client
	ctx      context.Context
	first    *http.Request
	dec      *Decoder
	call     *Call
	link     string // of call; "" for the first request
	seen     map[uint64]struct{}
	seed     maphash.Seed
	restarts int
	empty    int // pages without an element, in a row
}

// maxEmpty bounds the pages without an element in a row. Graph may send some where a filter leaves
// nothing of them; without a bound a server that makes up new links would be asked for ever.
const maxEmpty = 100

// maxRestarts bounds how often a chain begins again after its place was forgotten.
const maxRestarts = 3

// Chain asks for the first page. Headers of first go with every page, as Graph needs them.
// Close must follow.
func (c *Client) Chain(ctx context.Context, first *http.Request) *Chain {
	return &Chain{c: c, ctx: ctx, first: first, dec: c.NewDecoder(), call: c.Start(ctx, first),
		seen: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
}

// Close gives up what was asked for and not read.
func (ch *Chain) Close() {
	if ch.call != nil {
		ch.call.Cancel()
		ch.call = nil
	}
}

// Next reads a page whole. It calls begin before the first element, again when the page has to be
// read again, and item for each element. It reports whether another page follows.
//
// When the server forgot where the chain was, the chain begins again, and elements come twice.
func (ch *Chain) Next(begin func(), item func(*Decoder)) (page Page, more bool, err error) {
	for {
		page, err = ch.read(begin, item)
		answer, ok := errors.AsType[*Error](err)
		if !ok || !answer.Expired() || ch.link == "" || ch.restarts >= maxRestarts {
			break
		}
		ch.restarts++
		clear(ch.seen)
		ch.c.retries.Add(1)
		ch.c.cfg.Log.Debug("restart", "path", ch.first.URL.Path, "because", answer)
		ch.link, ch.call = "", ch.c.Start(ch.ctx, ch.first)
	}
	return page, ch.call != nil, err
}

// Restarts counts how often the chain began again.
func (ch *Chain) Restarts() int { return ch.restarts }

func (ch *Chain) read(begin func(), item func(*Decoder)) (Page, error) {
	var next *Call
	var nextLink string
	var linkErr error
	ask := func(link string) {
		if next != nil && link == nextLink {
			return
		}
		if next != nil {
			next.Cancel()
		}
		next, nextLink = nil, link
		var req *http.Request
		if req, linkErr = ch.follow(link); linkErr == nil {
			next = ch.c.Start(ch.ctx, req)
		}
	}
	var page Page
	elements := 0
	err := ch.call.Read(func(r io.Reader) error {
		begin()
		elements = 0
		linkErr = nil
		var err error
		page, err = ch.dec.ReadPage(r, ask, func(d *Decoder) { elements++; item(d) })
		return err
	})
	if err == nil {
		err = linkErr
	}
	if next != nil && (err != nil || page.NextLink != nextLink) {
		next.Cancel()
		next = nil
	}
	ch.call = next
	if err != nil {
		return page, err
	}
	ch.c.pages.Add(1)
	if page.NextLink != "" {
		ch.link = page.NextLink
		h := maphash.String(ch.seed, ch.link)
		if _, again := ch.seen[h]; again {
			ch.Close()
			return page, &FormatError{Path: ch.first.URL.Path,
				Problem: "the pages repeat: the same @odata.nextLink came twice"}
		}
		ch.seen[h] = struct{}{}
		if elements > 0 {
			ch.empty = 0
		} else if ch.empty++; ch.empty > maxEmpty {
			ch.Close()
			return page, &FormatError{Path: ch.first.URL.Path,
				Problem: fmt.Sprintf("the pages do not end: %d in a row are empty, and each names another", ch.empty)}
		}
	}
	return page, nil
}

// follow makes the request for a nextLink, whose contents are the server's business.
func (ch *Chain) follow(link string) (*http.Request, error) {
	u, err := url.Parse(link)
	if err != nil {
		return nil, &FormatError{Path: ch.first.URL.Path, Property: "@odata.nextLink", Problem: "not an address"}
	}
	if err := ch.c.checkURL(u); err != nil {
		return nil, fmt.Errorf("@odata.nextLink of %s: %w", ch.first.URL.Path, err)
	}
	req := ch.first.Clone(ch.ctx)
	req.URL, req.Host = u, ""
	return req, nil
}
