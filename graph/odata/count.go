package odata

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
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
			return &FormatError{Problem: "a web page came instead of a number", Advice: htmlHint}
		}
		if len(text) == 0 {
			return io.ErrUnexpectedEOF
		}
		n, err = countOf(text)
		return err
	})
	return n, err
}

// Counts asks for several $count segments, paths relative to the version ("/users/$count?$filter=…"),
// in as few requests as possible, and returns them in the same order. Each is sent with
// ConsistencyLevel: eventual, without which Graph does not count.
func (c *Client) Counts(ctx context.Context, version string, paths []string) ([]int, error) {
	items, err := c.Batch(ctx, version, paths, map[string]string{"ConsistencyLevel": "eventual"})
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(paths))
	for i, item := range items {
		if err = item.Err; err == nil {
			counts[i], err = countOf(item.Body)
		}
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// countOf reads the body of a $count, text/plain, which comes in a $batch as a number, as a
// string, or as a string in base64.
func countOf(body []byte) (int, error) {
	s := strings.Trim(string(body), "\" \r\n\t")
	if n, err := strconv.Atoi(strings.TrimPrefix(s, "\uFEFF")); err == nil && n >= 0 {
		return n, nil
	}
	if b, err := base64.StdEncoding.DecodeString(s); err == nil {
		if n, err := strconv.Atoi(strings.TrimPrefix(string(b), "\uFEFF")); err == nil && n >= 0 {
			return n, nil
		}
	}
	return 0, &FormatError{Property: "$count", Problem: fmt.Sprintf("%.40q isn't a number", s)}
}
