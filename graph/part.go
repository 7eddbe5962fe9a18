package graph

import (
	"context"
	"errors"
	"net/http"

	"prepaudit/graph/crash"
	"prepaudit/graph/odata"
)

// page is what a page of a collection is read into, again and again.
type page interface {
	reset()             // forgets what it holds
	add(*odata.Decoder) // reads one object
	// finish is called when the page is whole, with what surrounds its objects. again says that the collection began anew:
	// what came before comes again.
	finish(head odata.Page, again bool) error
}

// part is a collection, or what a filter leaves of it, being read: its pages in their order. While one waits or is with
// whoever takes it, the next is on its way; it is taken off the network when the one before was handed back.
type part[P page] struct {
	path   string // of its requests
	pages  chan partPage[P]
	free   chan P // the page, for use again
	cancel context.CancelFunc
	ended  chan struct{}
	caught *crash.Panic // of its goroutine, once pages is closed
}

// partPage is a page, or the error that ended the part.
type partPage[P page] struct {
	page  P
	count int  // of the whole part, as its first page says; -1 where it does not
	more  bool // pages follow
	err   error
}

// errStray ends a part whose filter was not obeyed.
var errStray = errors.New("the service sent an object that the filter excludes")

// laterError is why a page behind the first did not come. Its status says nothing of the collection, which is there.
type laterError struct{ error }

func (e laterError) Unwrap() error { return e.error }

// openPart begins to read what req asks for.
func openPart[P page](ctx context.Context, c *Client, req *http.Request, p P) *part[P] {
	ctx, cancel := context.WithCancel(ctx)
	pt := &part[P]{
		path: req.URL.Path, pages: make(chan partPage[P], 1), free: make(chan P, 1), cancel: cancel, ended: make(chan struct{}),
	}
	pt.free <- p
	chain := c.odata.Chain(ctx, req)
	go func() {
		defer close(pt.ended)
		defer close(pt.pages)
		defer chain.Close()
		defer func() { pt.caught = crash.Caught(recover()) }()
		pt.read(ctx, chain)
	}()
	return pt
}

// read puts page after page into pages. It ends with an error in pages, or with none when the
// chain is at its end or nobody takes pages any more.
func (pt *part[P]) read(ctx context.Context, chain *odata.Chain) {
	later := false
	for more := true; more; later = true {
		var p P
		select {
		case p = <-pt.free:
		case <-ctx.Done():
			return
		}
		var head odata.Page
		var err error
		restarts := chain.Restarts()
		head, more, err = chain.Next(p.reset, p.add)
		if err == nil {
			err = p.finish(head, chain.Restarts() != restarts)
		}
		if err != nil {
			more = false
			if later {
				err = laterError{err}
			}
		}
		select {
		case pt.pages <- partPage[P]{p, head.Count, more, err}:
		case <-ctx.Done():
			return
		}
	}
}

// next is the next page, if there is one.
func (pt *part[P]) next() (p partPage[P], ok bool) {
	if p, ok = <-pt.pages; !ok && pt.caught != nil {
		panic(pt.caught)
	}
	return p, ok
}

// handOn hands on a page that was taken already, and all that follow, until hand reports that nobody wants more.
func (pt *part[P]) handOn(ctx context.Context, first partPage[P], ok bool, hand func(P) bool) error {
	for p := first; ok; p, ok = pt.next() {
		if p.err != nil {
			return p.err
		}
		if !hand(p.page) {
			return nil
		}
		pt.free <- p.page
	}
	return context.Cause(ctx)
}

// close ends the reading.
func (pt *part[P]) close() {
	pt.cancel()
	<-pt.ended
}
