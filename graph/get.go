package graph

import (
	"context"
	"io"
	"net/http"

	"github.com/microsoft/kiota-abstractions-go/serialization"
	kiotajson "github.com/microsoft/kiota-serialization-json-go"

	"prepaudit/graph/odata"
)

// What is small is read whole into structs with JSON names, an object by get and a collection by list; what may be
// large is streamed by a gatherer. All take an address as request does. A struct names what Graph sends, and what is
// not there is an error, see odata.Decoder.Into.

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
	dec := c.odata.NewDecoder()
	return c.odata.Start(ctx, req).Read(func(r io.Reader) error { return dec.ReadObject(r, v) })
}

// element is a struct that an object of a collection is read into.
type element interface {
	key() string  // its id
	lack() string // a property that it should have by what else it says; "" is none
}

// identified is what every object of a collection has.
type identified struct {
	ID string `json:"id" sent:"always"`
}

func (i identified) key() string { return i.ID }

func (i identified) lack() string { return "" }

// list reads a collection.
func list[W element](ctx context.Context, c *Client, address string, fill ...string) ([]W, error) {
	return listAs(ctx, c, address, func(w W, _ []byte) (W, error) { return w, nil }, fill...)
}

// listAs is list, of which make makes something else: of an object, and of the text that it was read from.
func listAs[W element, T any](ctx context.Context, c *Client, address string, make func(W, []byte) (T, error),
	fill ...string) ([]T, error) {
	var all []T
	err := gatherer[T]{
		address: address, fill: fill,
		begin: func() { all = nil },
		read: func(d *odata.Decoder, g *gathered[T]) (made T, wanted bool) {
			var w W
			text := d.Into(&w)
			if d.Err() != nil {
				return made, false
			}
			g.id = append(g.id, w.key()...)
			if lack := w.lack(); lack != "" {
				d.Lack(lack)
				return made, false
			}
			made, err := make(w, text)
			if err != nil {
				d.Fail("%v", err)
			}
			return made, true
		},
		take: func(made T) { all = append(all, made) },
	}.gather(ctx, c)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// model reads an object into a model of the SDK.
func model[M serialization.Parsable](text []byte, create serialization.ParsableFactory) (m M, err error) {
	node, err := kiotajson.NewJsonParseNode(text)
	if err != nil {
		return m, err
	}
	read, err := node.GetObjectValue(create)
	if err != nil {
		return m, err
	}
	return read.(M), nil
}
