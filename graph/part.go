package graph

import (
	"context"

	"prepaudit/graph/odata"
)

// part is one partition being read: its pages in their order. While one waits or is with whoever takes it, the next
// is on its way; it is taken off the network when the one before was handed back.
type part struct {
	pages  chan partPage
	free   chan *userPage // the page, for use again
	cancel context.CancelFunc
	ended  chan struct{}
}

// partPage is a page, or the error that ended the partition.
type partPage struct {
	*userPage
	err error
}

// openPart begins to read a partition.
func (c *Client) openPart(ctx context.Context, q UserQuery, p partition, size int) (*part, error) {
	ctx, cancel := context.WithCancel(ctx)
	req, err := c.usersRequest(ctx, q, p, size)
	if err != nil {
		cancel()
		return nil, err
	}
	pt := &part{
		pages: make(chan partPage, 1), free: make(chan *userPage, 1), cancel: cancel, ended: make(chan struct{}),
	}
	pt.free <- c.newUserPage(q)
	chain := c.odata.Chain(ctx, req)
	go func() {
		defer close(pt.ended)
		defer close(pt.pages)
		defer chain.Close()
		pt.read(ctx, chain)
	}()
	return pt, nil
}

// read puts page after page into pages. It ends with an error in pages, or with none when the
// chain is at its end or nobody takes pages any more.
func (pt *part) read(ctx context.Context, chain *odata.Chain) {
	for more := true; more; {
		var page *userPage
		select {
		case page = <-pt.free:
		case <-ctx.Done():
			return
		}
		var err error
		_, more, err = chain.Next(page.reset, page.add)
		if err == nil {
			page.finish()
		} else {
			more = false
		}
		select {
		case pt.pages <- partPage{page, err}:
		case <-ctx.Done():
			return
		}
	}
}

// close ends the reading of the partition.
func (pt *part) close() {
	pt.cancel()
	<-pt.ended
}
