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
