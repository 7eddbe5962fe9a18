package odata

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// batchLimit is the number of requests that one $batch may hold.
const batchLimit = 20

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

// Counts asks for several $count segments, paths relative to the version ("/users/$count?$filter=…"),
// in as few requests as possible, and returns them in the same order. Each is sent with
// ConsistencyLevel: eventual, without which Graph does not count.
func (c *Client) Counts(ctx context.Context, version string, paths []string) ([]int, error) {
	counts := make([]int, len(paths))
	for start := 0; start < len(paths); start += batchLimit {
		end := min(start+batchLimit, len(paths))
		if err := c.countBatch(ctx, version, paths[start:end], counts[start:end]); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// countBatch fills counts; items that were throttled or failed for the moment are asked again.
func (c *Client) countBatch(ctx context.Context, version string, paths []string, counts []int) error {
	left := make([]int, len(paths))
	for i := range left {
		left[i] = i
	}
	for try, waited := 1, time.Duration(0); ; try++ {
		answers, err := c.batch(ctx, version, paths, left)
		if err != nil {
			return err
		}
		var again []int
		var wait time.Duration
		var last *Error
		for _, i := range left {
			a, ok := answers[i]
			switch {
			case !ok:
				return &FormatError{Path: "/" + version + "/$batch", Problem: fmt.Sprintf("no answer to item %d", i)}
			case a.Status == http.StatusOK:
				if counts[i], err = countOf(a.Body); err != nil {
					return err
				}
			default:
				last = a.error("/"+version+paths[i], time.Now())
				if !retryable(last.Status) {
					return last
				}
				again, wait = append(again, i), max(wait, last.retryAfter, min(backoff(try), time.Second))
			}
		}
		if len(again) == 0 {
			return nil
		}
		if waited += wait; waited > c.cfg.Patience || try >= 8 && last.Status != http.StatusTooManyRequests {
			return &PatienceError{Waited: waited - wait, Asked: wait, Limit: c.cfg.Patience, Err: last}
		}
		c.retries.Add(int64(len(again)))
		c.gate.pause(wait)
		left = again
	}
}

// batch sends the items left and returns the answers by index.
func (c *Client) batch(ctx context.Context, version string, paths []string, left []int) (map[int]batchAnswer, error) {
	var body batchBody
	for _, i := range left {
		body.Requests = append(body.Requests, batchRequest{ID: strconv.Itoa(i), Method: http.MethodGet, URL: paths[i],
			Headers: map[string]string{"ConsistencyLevel": "eventual"}})
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
		text, err := io.ReadAll(io.LimitReader(r, batchLimit*errorLimit))
		if err != nil {
			return err
		}
		got.Responses = nil
		if err := json.Unmarshal(text, &got); err != nil {
			if looksLikeHTML(text) {
				return &FormatError{Problem: "a web page came instead of JSON", hint: htmlHint}
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
	return 0, &FormatError{Property: "$count", Problem: fmt.Sprintf("%.40q is no number", s)}
}
