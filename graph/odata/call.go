package odata

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"prepaudit/graph/crash"
)

// Call is a request on its way. It is sent at once, so that a page can be asked for while the
// one before still arrives; its answer is taken in by Read.
type Call struct {
	c      *Client
	ctx    context.Context
	cancel context.CancelFunc
	req    *http.Request
	body   []byte

	opened chan struct{} // closed when resp and err are set
	resp   *answer
	err    error
	caught *crash.Panic

	token   string // that went with the last try
	tries   int    // so far, without a whole answer
	stalls  int    // of them
	waited  time.Duration
	limit   time.Duration // of waited
	refused bool          // the token was refused once
}

var errCut = errors.New("the answer ends in the middle")

// Start sends req and tries again until an answer begins, under ctx. Read or Cancel must follow.
func (c *Client) Start(ctx context.Context, req *http.Request) *Call {
	return c.start(ctx, req, c.cfg.Patience)
}

// start is Start with a patience of its own.
func (c *Client) start(ctx context.Context, req *http.Request, limit time.Duration) *Call {
	ctx, cancel := context.WithCancel(ctx)
	k := &Call{c: c, ctx: ctx, cancel: cancel, req: req, limit: limit, opened: make(chan struct{})}
	go func() {
		defer close(k.opened)
		defer func() { k.caught = crash.Caught(recover()) }()
		if req.Body != nil {
			if k.body, k.err = io.ReadAll(req.Body); k.err != nil {
				return
			}
		}
		k.resp, k.err = k.open()
	}()
	return k
}

// Cancel gives the request up.
func (k *Call) Cancel() {
	k.cancel()
	<-k.opened
	k.resp.close()
}

// Read hands the body of the answer to read. Where the body breaks off, the request is sent again
// and read called again, so read must begin anew each time.
func (k *Call) Read(read func(io.Reader) error) error {
	<-k.opened
	defer k.cancel()
	if k.caught != nil {
		panic(k.caught)
	}
	for k.err == nil {
		err := read(k.resp)
		cut := k.resp.err
		k.resp.close()
		if err == nil {
			return nil
		}
		if cut == nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return k.name(err)
		}
		if cut == nil {
			cut = &transportError{errCut}
		}
		if k.err = k.wait(cut); k.err == nil {
			k.resp, k.err = k.open()
		}
	}
	return k.err
}

// name says in a FormatError which request it was.
func (k *Call) name(err error) error {
	if f, ok := errors.AsType[*FormatError](err); ok && f.Path == "" {
		f.Path = k.req.URL.Path
	}
	return err
}

// open sends the request until an answer begins that can be read.
func (k *Call) open() (*answer, error) {
	for {
		resp, err := k.send()
		if err == nil {
			return resp, nil
		}
		if err := k.wait(err); err != nil {
			return nil, err
		}
	}
}
