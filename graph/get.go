package graph

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"prepaudit/graph/odata"
)

// one reads a single object into a struct with JSON names.
func (c *Client) one(ctx context.Context, req *http.Request, v any) error {
	dec := odata.NewDecoder()
	return c.odata.Start(ctx, req).Read(func(r io.Reader) error {
		dec.Reset(r)
		dec.Into(v)
		return dec.Err()
	})
}

// plain makes a GET for a path without place holders.
func (c *Client) plain(ctx context.Context, path string, query map[string]string) (*http.Request, error) {
	if len(query) > 0 {
		path += "{?" + strings.Join(slices.Sorted(maps.Keys(query)), ",") + "}"
	}
	return c.request(ctx, path, nil, query)
}

// get reads a path without parameters into a struct.
func (c *Client) get(ctx context.Context, path string, query map[string]string, v any) error {
	req, err := c.plain(ctx, path, query)
	if err != nil {
		return err
	}
	return c.one(ctx, req, v)
}

// list reads a small collection, each element into a struct that knows what it is worth.
func list[W interface{ check() error }](ctx context.Context, c *Client, path string, query map[string]string) ([]W, error) {
	req, err := c.plain(ctx, path, query)
	if err != nil {
		return nil, err
	}
	return collect(ctx, c, req, func(d *odata.Decoder) W {
		var w W
		d.Into(&w)
		if err := w.check(); err != nil {
			d.Fail("%v", err)
		}
		return w
	})
}

// identified is what every object of a collection has.
type identified struct {
	ID string `json:"id"`
}

func (i identified) check() error {
	if i.ID == "" {
		return errors.New("an object without id")
	}
	return nil
}

// collect reads all pages of a small collection, each element by read.
func collect[T any](ctx context.Context, c *Client, req *http.Request, read func(*odata.Decoder) T) ([]T, error) {
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	var all, page []T
	for more := true; more; {
		restarts := chain.Restarts()
		var err error
		_, more, err = chain.Next(
			func() { page = page[:0] },
			func(d *odata.Decoder) { page = append(page, read(d)) })
		if err != nil {
			return nil, err
		}
		if chain.Restarts() != restarts {
			all = nil
		}
		all = append(all, page...)
	}
	return all, nil
}

// each streams a collection that may be large. read reads one element; false leaves it out. take gets those of a page
// once it is whole; begin is called before the first page, and again when the read starts anew.
func each[T any](ctx context.Context, c *Client, path string, query map[string]string, begin func(), read func(*odata.Decoder) (T, bool), take func(T)) error {
	req, err := c.plain(ctx, path, query)
	if err != nil {
		return err
	}
	chain := c.odata.Chain(ctx, req)
	defer chain.Close()
	begin()
	var page []T
	for more := true; more; {
		restarts := chain.Restarts()
		_, more, err = chain.Next(func() { page = page[:0] }, func(d *odata.Decoder) {
			if one, ok := read(d); ok {
				page = append(page, one)
			}
		})
		if err != nil {
			return err
		}
		if chain.Restarts() != restarts {
			begin()
		}
		for _, one := range page {
			take(one)
		}
	}
	return nil
}
