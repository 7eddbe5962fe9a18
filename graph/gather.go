package graph

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// gatherer reads a collection of which nothing is worth anything before all of it is there, in parts side by side where
// these are proven to be all of it, else as each does. Pages may overlap, so that objects are told apart by id; where the
// first page says how many there are, fewer are an error.
type gatherer[T any] struct {
	address string // as Client.request takes it
	fill    []string
	// enough is told how many objects there are, where they have more than one page, and ends the reading with none taken
	// if it reports true; nil does not.
	enough func(count int) bool
	// divide gives the parts of a collection that has more than one page, and what their first pages have to count
	// together; -1 where they are known to be all. It is told how many objects there are; -1 where Graph does not say.
	divide func(count int) (parts []partition, total int)
	begin  func() // before the first object, and again when the read starts anew
	// read reads one object of a page, of which it sets id, and key where there are parts. It reports false for one that
	// is left out.
	read func(*odata.Decoder, *gathered[T]) (T, bool)
	take func(T)
}

// gathered is a page of objects.
type gathered[T any] struct {
	read   func(*odata.Decoder, *gathered[T]) (T, bool)
	within *partition // nil for the whole collection
	id     []byte     // of the object that is being read
	key    []byte     // what the partition goes by, of the same
	items  []one[T]
	texts  []string // for items to keep theirs in; never nil, so that none is not the same as not sent
	words  words
	count  int  // of the whole, as this page says; -1 where it does not
	stray  bool // an object is not of the partition
	again  bool // the collection began anew
}

// one is an object, by a hash of its id, and whether it is wanted.
type one[T any] struct {
	id     uint64
	object T
	wanted bool
}

var idSeed = maphash.MakeSeed()

func (g *gathered[T]) reset() {
	g.items, g.texts, g.stray = g.items[:0], g.texts[:0], false
	g.words.bound()
}

func (g *gathered[T]) add(d *odata.Decoder) {
	g.id, g.key = g.id[:0], g.key[:0]
	object, wanted := g.read(d, g)
	if len(g.id) == 0 {
		d.Lack("id")
	}
	if g.within != nil && !g.within.holds(g.key) {
		g.stray = true
	}
	g.items = append(g.items, one[T]{max(1, maphash.Bytes(idSeed, g.id)), object, wanted})
}

// readID reads the id, of an object whose id is a GUID.
func (g *gathered[T]) readID(d *odata.Decoder) tenant.GUID {
	text := d.Text()
	g.id = append(g.id, text...)
	id, err := tenant.ParseGUID(text)
	if err != nil && len(text) > 0 {
		d.Fail("%v", err)
	}
	return id
}

func (g *gathered[T]) finish(head odata.Page, again bool) error {
	g.count, g.again = head.Count, again
	if g.stray {
		return errStray
	}
	return nil
}

// gather reads it all. What parts brought is dropped where one of them fails to keep to its filter or begins anew, and
// the whole is read.
func (g gatherer[T]) gather(ctx context.Context, c *Client) error {
	whole, err := g.open(ctx, c, nil)
	if err != nil {
		return err
	}
	g.begin()
	ended, failed := false, false
	ids, count := newIDSet(0), -1
	err = readDivided(ctx, c, whole, func(first partPage[*gathered[T]]) (parts []*part[*gathered[T]], total int) {
		if ended = g.enough != nil && g.enough(first.count); ended || g.divide == nil || c.saved != nil {
			return nil, 0
		}
		within, total := g.divide(first.count)
		for i := range within {
			pt, err := g.open(ctx, c, &within[i])
			if err != nil {
				closeAll(parts)
				return nil, 0
			}
			parts = append(parts, pt)
		}
		count = first.count
		return parts, total
	}, func(p *gathered[T]) bool {
		if failed = p.again && p.within != nil; failed || ended {
			return false
		}
		if p.again {
			g.begin()
			ids, count = newIDSet(0), -1
		}
		if p.within == nil {
			count = max(count, p.count)
		}
		for i := range p.items {
			if one := &p.items[i]; ids.addKey(one.id) && one.wanted {
				g.take(one.object)
			}
		}
		return true
	})
	if failed || errors.Is(err, errStray) {
		g.divide = nil
		return g.gather(ctx, c)
	}
	if err == nil && !ended && ids.used < count {
		return short(whole.path, ids.used, count)
	}
	return err
}

// short is the error of a collection that ended before all came that its first page counts.
func short(path string, came, count int) error {
	return &odata.FormatError{Path: path, Property: "@odata.count",
		Problem: fmt.Sprintf("the pages ended after %d of %d", came, count)}
}

// open begins to read a partition, or the whole collection.
func (g gatherer[T]) open(ctx context.Context, c *Client, within *partition) (*part[*gathered[T]], error) {
	address := g.address
	if within != nil {
		address += "&$filter=" + within.filter
	}
	req, err := c.request(ctx, address, g.fill...)
	if err != nil {
		return nil, err
	}
	return openPart(ctx, c, req, &gathered[T]{read: g.read, within: within, texts: []string{}}), nil
}
