package graph

import (
	"context"
	"errors"
	"io"
	"net/http"

	"prepaudit/graph/odata"
)

// What is small is read whole into structs with JSON names, an object by get and a collection by list; what may be
// large is streamed by each. All take an address as request does.

// get reads an object into v.
func (c *Client) get(ctx context.Context, v any, address string, fill ...string) error {
	req, err := c.request(ctx, address, fill...)
	if err != nil {
		return err
	}
	return c.object(ctx, req, v)
}

// object is get for a request that is made already.
func (c *Client) object(ctx context.Context, req *http.Request, v any) error {
	dec := odata.NewDecoder()
	return c.odata.Start(ctx, req).Read(func(r io.Reader) error {
		dec.Reset(r)
		dec.Into(v)
		return dec.Err()
	})
}

// list reads a collection, each element into a struct that knows what it is worth.
func list[W interface{ check() error }](ctx context.Context, c *Client, address string, fill ...string) ([]W, error) {
	var all []W
	read := func(d *odata.Decoder) (w W, ok bool) {
		d.Into(&w)
		if err := w.check(); err != nil {
			d.Fail("%v", err)
		}
		return w, true
	}
	take := func(w W) { all = append(all, w) }
	if err := each(ctx, c, address, func() { all = nil }, read, take, fill...); err != nil {
		return nil, err
	}
	return all, nil
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

// each streams a collection. read reads one element; false leaves it out. take gets those of a page once it is whole;
// begin is called before the first page, and again when the read starts anew.
func each[T any](ctx context.Context, c *Client, address string,
	begin func(), read func(*odata.Decoder) (T, bool), take func(T), fill ...string) error {
	req, err := c.request(ctx, address, fill...)
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
