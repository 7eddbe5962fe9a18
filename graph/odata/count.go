package odata

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// countLimit is the longest that Count takes.
const countLimit = 5 * time.Second

var errCountLimit = fmt.Errorf("no answer within %s", countLimit)

// Count asks for one $count segment, a path with version. The number is good to have and no more, so
// it ends with an error after five seconds, and a server that asks for a longer silence has its way
// with the other requests when they ask for themselves.
func (c *Client) Count(ctx context.Context, path string) (int, error) {
	// A person may take long to sign in, and the token is kept.
	if _, err := c.token(ctx, Refused{}); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, countLimit, errCountLimit)
	defer cancel()
	u, err := c.cfg.Base.Parse(path)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("ConsistencyLevel", "eventual")
	n := 0
	err = c.start(ctx, req, min(countLimit, c.cfg.Patience)).Read(func(r io.Reader) error {
		text, err := io.ReadAll(io.LimitReader(r, errorLimit))
		if err != nil {
			return err
		}
		if looksLikeHTML(text) {
			return &FormatError{Problem: "a web page came instead of a number", hint: htmlHint}
		}
		if len(text) == 0 {
			return io.ErrUnexpectedEOF
		}
		n, err = countOf(text)
		return err
	})
	return n, err
}
