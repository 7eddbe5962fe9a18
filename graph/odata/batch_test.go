package odata

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// batched answers each item of a batch.
func batched(t *testing.T, item func(url string) string) wire {
	return func(_ int, req *http.Request) (*http.Response, error) {
		var body batchBody
		if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		if len(body.Requests) > BatchLimit {
			t.Errorf("%d items in one batch", len(body.Requests))
		}
		var answers []string
		for _, r := range body.Requests {
			if r.Headers["ConsistencyLevel"] != "eventual" {
				t.Error("an item without ConsistencyLevel")
			}
			answers = append(answers, `{"id":"`+r.ID+`",`+item(r.URL)+`}`)
		}
		slices.Reverse(answers) // Graph answers in any order
		return answered(200, `{"responses":[`+strings.Join(answers, ",")+`]}`), nil
	}
}

func TestCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, throttled := time.Now(), false
		c := newClient(t, batched(t, func(url string) string {
			switch {
			case url == "/n/7" && !throttled:
				throttled = true
				return `"status":429,"headers":{"retry-after":"5"},"body":{"error":{"code":"TooManyRequests"}}`
			case url == "/n/8":
				return `"status":200,"body":"8"`
			case url == "/n/9":
				return `"status":200,"headers":{"Content-Type":"text/plain"},"body":"OQ=="`
			}
			return `"status":200,"body":` + strings.TrimPrefix(url, "/n/")
		}))
		var paths []string
		for i := range 45 {
			paths = append(paths, fmt.Sprintf("/n/%d", i))
		}
		counts, err := c.Counts(t.Context(), "v1.0", paths)
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range counts {
			if n != i {
				t.Errorf("count %d is %d", i, n)
			}
		}
		if took := time.Since(start); took < 5*time.Second || took > 7*time.Second {
			t.Errorf("took %s, want what the throttled item asked for", took)
		}
		if s := c.Stats(); s.Requests != 4 || s.Retries != 1 {
			t.Errorf("stats %+v", s)
		}
	})
}

func TestCountsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		item  string
		check func(error) bool
	}{
		"400": {
			`"status":400,"body":{"error":{"code":"Request_UnsupportedQuery","message":"no"}}`, isStatus(400),
		},
		"429 always": {`"status":429,"headers":{"Retry-After":"200"}`, isImpatient},
		"503 always": {`"status":503`, isStatus(503)},
		"no number":  {`"status":200,"body":"many"`, isFormat},
		"negative":   {`"status":200,"body":-1`, isFormat},
		"another id": {`"status":200,"body":1,"id":"77"`, isFormat},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(t, batched(t, func(string) string { return test.item }))
				if counts, err := c.Counts(t.Context(), "v1.0", []string{"/users/$count"}); err == nil ||
					!test.check(err) {
					t.Errorf("got %v, %v", counts, err)
				}
			})
		})
	}
}

func isFormat(err error) bool {
	_, ok := errors.AsType[*FormatError](err)
	return ok
}

func TestCount(t *testing.T) {
	for body, want := range map[string]int{"12": 12, "\xef\xbb\xbf12\r\n": 12, "many": -1, "<html>": -1} {
		c := newClient(t, func(int, *http.Request) (*http.Response, error) { return answered(200, body), nil })
		n, err := c.Count(t.Context(), "/v1.0/users/$count")
		if err != nil {
			n = -1
		}
		if n != want {
			t.Errorf("Count of %q = %d, %v", body, n, err)
		}
	}
}
