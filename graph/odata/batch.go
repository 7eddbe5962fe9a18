package odata

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BatchLimit is the number of requests that one $batch may hold.
const BatchLimit = 20

type batchBody struct {
	Requests []batchRequest `json:"requests"`
}

type batchRequest struct {
	ID      string            `json:"id"`
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers,omitempty"`
}

type batchAnswer struct {
	ID      string            `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// Item is the answer to one request of a batch, or why there is none.
type Item struct {
	Body json.RawMessage
	Err  error
}

// Batch asks for several paths, relative to the version, in as few requests as possible, and returns the answers in the
// same order. Each is sent with the headers. Items that were throttled or failed for the moment are asked again.
func (c *Client) Batch(ctx context.Context, version string, paths []string, headers map[string]string) ([]Item, error) {
	var items []Item
	for some := range slices.Chunk(paths, BatchLimit) {
		answers, err := c.wholeBatch(ctx, version, some, headers)
		if err != nil {
			return nil, err
		}
		items = append(items, answers...)
	}
	return items, nil
}

// wholeBatch is one $batch, with what has to be asked again of it.
func (c *Client) wholeBatch(ctx context.Context, version string, paths []string, headers map[string]string) ([]Item, error) {
	items, left := make([]Item, len(paths)), make([]int, len(paths))
	for i := range left {
		left[i] = i
	}
	for try, waited := 1, time.Duration(0); ; try++ {
		answers, err := c.batch(ctx, version, paths, left, headers)
		if err != nil {
			return nil, err
		}
		var again []int
		var wait time.Duration
		var last *Error
		for _, i := range left {
			a, ok := answers[i]
			if !ok {
				return nil, &FormatError{Path: "/" + version + "/$batch", Problem: fmt.Sprintf("no answer to item %d", i)}
			}
			if a.Status == http.StatusOK {
				items[i] = Item{Body: a.Body}
				continue
			}
			refused := a.error("/"+version+paths[i], time.Now())
			if items[i] = (Item{Err: refused}); retryable(refused.Status) {
				again, last = append(again, i), refused
				wait = max(wait, refused.retryAfter, min(backoff(try), time.Second))
			}
		}
		if len(again) == 0 {
			return items, nil
		}
		if waited += wait; waited > c.cfg.Patience || try >= 8 && last.Status != http.StatusTooManyRequests {
			return nil, &PatienceError{Waited: waited - wait, Asked: wait, Limit: c.cfg.Patience, Err: last}
		}
		c.retries.Add(int64(len(again)))
		c.gate.pause(wait)
		left = again
	}
}

// batch sends the items left and returns the answers by index.
func (c *Client) batch(
	ctx context.Context, version string, paths []string, left []int, headers map[string]string,
) (map[int]batchAnswer, error) {
	var body batchBody
	for _, i := range left {
		body.Requests = append(body.Requests,
			batchRequest{ID: strconv.Itoa(i), Method: http.MethodGet, URL: paths[i], Headers: headers})
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	u := *c.cfg.Base
	u.Path = "/" + version + "/$batch"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	var got struct {
		Responses []batchAnswer `json:"responses"`
	}
	err = c.Start(ctx, req).Read(func(r io.Reader) error {
		text, err := io.ReadAll(io.LimitReader(r, BatchLimit*errorLimit))
		if err != nil {
			return err
		}
		got.Responses = nil
		if err := json.Unmarshal(text, &got); err != nil {
			if looksLikeHTML(text) {
				return &FormatError{Problem: "a web page came instead of JSON", Advice: htmlHint}
			}
			return &FormatError{Problem: "invalid JSON: " + OneLine(err.Error(), 200)}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	answers := map[int]batchAnswer{}
	for _, a := range got.Responses {
		if i, err := strconv.Atoi(a.ID); err == nil {
			answers[i] = a
		}
	}
	return answers, nil
}

func (a batchAnswer) error(path string, now time.Time) *Error {
	path, _, _ = strings.Cut(path, "?")
	e := &Error{Method: http.MethodGet, Path: path, Status: a.Status}
	e.Code, e.Message, e.Relayed = errorBody(a.Body)
	for name, value := range a.Headers {
		switch http.CanonicalHeaderKey(name) {
		case "Retry-After":
			e.retryAfter, e.hasRetry = retryAfter(value, now)
		case "Request-Id":
			e.requestID = OneLine(value, 100)
		}
	}
	return e
}
