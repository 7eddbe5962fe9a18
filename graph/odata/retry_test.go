package odata

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Each fault comes before one good answer; the read must end with it, after the right time.
func TestRetry(t *testing.T) {
	for _, test := range []struct {
		name     string
		fault    wire
		least    time.Duration
		most     time.Duration
		throttle bool
	}{
		{"429 in seconds", reply(429, "Retry-After", "7"), 7 * time.Second, 9 * time.Second, true},
		{"429 as a float", reply(429, "Retry-After", "2.5"), 2500 * time.Millisecond, 4 * time.Second, true},
		{"429 as a date", func(int, *http.Request) (*http.Response, error) {
			return answered(429, "", "Retry-After", time.Now().Add(9*time.Second).UTC().Format(http.TimeFormat)), nil
		}, 8 * time.Second, 11 * time.Second, true},
		{"429 without", reply(429), 250 * time.Millisecond, 2 * time.Second, true},
		{"429 with nonsense", reply(429, "Retry-After", "soon"), 250 * time.Millisecond, 2 * time.Second, true},
		{"429 with zero", reply(429, "Retry-After", "0"), 250 * time.Millisecond, 2 * time.Second, true},
		{"429 longer than any deadline of a request", reply(429, "Retry-After", "300"),
			300 * time.Second, 302 * time.Second, true},
		{"503 with Retry-After", reply(503, "Retry-After", "20"), 20 * time.Second, 22 * time.Second, true},
		{"503", reply(503), 250 * time.Millisecond, time.Second, false},
		{"500", reply(500), 250 * time.Millisecond, time.Second, false},
		{"502 with a web page", func(int,
			*http.Request) (*http.Response, error) {
			return answered(502, "<html>"), nil
		}, 0, time.Second, false},
		{"504", reply(504), 250 * time.Millisecond, time.Second, false},
		{"408", reply(408), 250 * time.Millisecond, time.Second, false},
		{"connection reset", func(int, *http.Request) (*http.Response, error) { return nil, errReset },
			250 * time.Millisecond, time.Second, false},
		{"cut body", func(int, *http.Request) (*http.Response, error) {
			r := answered(200, "")
			r.Body = brokenBody(page[:9], errReset)
			return r, nil
		}, 250 * time.Millisecond, time.Second, false},
		{"body that ends in the middle",
			func(int, *http.Request) (*http.Response, error) { return answered(200, page[:9]), nil },
			250 * time.Millisecond, time.Second, false},
		{"empty body", reply(200), 250 * time.Millisecond, time.Second, false},
		{"stalled body", func(_ int, req *http.Request) (*http.Response, error) {
			r := answered(200, "")
			r.Body = io.NopCloser(io.MultiReader(strings.NewReader(page[:9]), silent{req.Context()}))
			return r, nil
		}, time.Minute, time.Minute + time.Second, false},
		{"a byte a second", func(_ int, req *http.Request) (*http.Response, error) {
			return dripping(req, 100_000, 1), nil
		}, time.Minute, time.Minute + time.Second, false},
		{"no answer at all", func(_ int, req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}, 2 * time.Minute, 2*time.Minute + time.Second, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(t, func(n int, req *http.Request) (*http.Response, error) {
					if n == 1 {
						return test.fault(n, req)
					}
					return answered(200, page), nil
				})
				start := time.Now()
				ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
				took := time.Since(start)
				if err != nil || len(ids) != 1 {
					t.Errorf("got %v, %v, want one element", ids, err)
				}
				if took < test.least || took > test.most {
					t.Errorf("took %s, want %s to %s", took, test.least, test.most)
				}
				s := c.Stats()
				if s.Requests != 2 || s.Retries != 1 || s.Pages != 1 || (s.Throttled > 0) != test.throttle {
					t.Errorf("stats %+v", s)
				}
			})
		})
	}
}

func reply(status int, headers ...string) wire {
	return func(int, *http.Request) (*http.Response, error) { return answered(status, "", headers...), nil }
}

// A line that is slow and comes on is no reason to ask again.
func TestSlowLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
			return dripping(req, 1_000_000, 1200), nil
		})
		start := time.Now()
		ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
		if took := time.Since(start); err != nil || len(ids) != 1 || c.Stats().Requests != 1 || took < 10*time.Minute {
			t.Errorf("got %v, %v after %d requests in %v", ids, err, c.Stats().Requests, took)
		}
	})
}

// dripping is a page with so much white space before it, of which so many bytes come a second.
func dripping(req *http.Request, space, rate int) *http.Response {
	r := answered(200, "")
	r.Body = io.NopCloser(&drip{req.Context(), strings.Repeat(" ", space) + page, rate})
	return r
}

type drip struct {
	ctx  context.Context
	left string
	rate int
}

func (d *drip) Read(p []byte) (int, error) {
	if d.left == "" {
		return 0, io.EOF
	}
	if err := sleep(d.ctx, time.Second); err != nil {
		return 0, context.Canceled // as a connection says it
	}
	n := copy(p[:min(d.rate, len(p))], d.left)
	d.left = d.left[n:]
	return n, nil
}

// What lasts ends the read with an error, in bounded time and tries.
func TestGiveUp(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault wire
		most  int // requests
		check func(error) bool
	}{
		{"500", reply(500), 8, isStatus(500)},
		{"400", reply(400), 1, isStatus(400)},
		{"403", reply(403), 1, isStatus(403)},
		{"404", reply(404), 1, isStatus(404)},
		{"501", reply(501), 1, isStatus(501)},
		{"refused from the start",
			func(int, *http.Request) (*http.Response, error) { return nil, errReset }, 4, func(err error) bool {
				n, ok := errors.AsType[*NetworkError](err)
				return ok && n.Tries == 4 && n.Hint() != "" && errors.Is(err, errReset)
			}},
		{"cut again and again", func(int,
			*http.Request) (*http.Response, error) {
			return answered(200, page[:9]), nil
		}, 8, func(err error) bool {
			n, ok := errors.AsType[*NetworkError](err)
			return ok && n.Tries == 8
		}},
		{"throttled for good", reply(429, "Retry-After", "30"), 21, isImpatient},
		{"an hour", reply(429, "Retry-After", "3600"), 1, isImpatient},
		{"longer than time itself", reply(429, "Retry-After", "1e300"), 1, isImpatient},
		{"at once, again and again", reply(429, "Retry-After", "0"), 700, isImpatient},
		{"a byte a second for ever", func(_ int, req *http.Request) (*http.Response, error) {
			return dripping(req, 100_000, 1), nil
		}, 2, hasStalled},
		{"no answer ever", func(_ int, req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}, 2, hasStalled},
		{"redirect", reply(302, "Location", "https://login.example/?token=x"), 1, func(err error) bool {
			g, ok := errors.AsType[*GuardError](err)
			return ok && strings.Contains(g.Reason, "login.example") && !strings.Contains(g.Reason, "token=x")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(t, test.fault)
				start := time.Now()
				_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
				if err == nil || !test.check(err) {
					t.Errorf("got %T %v", err, err)
				}
				if n := c.Stats().Requests; n > test.most {
					t.Errorf("%d requests, want %d at most", n, test.most)
				}
				if took := time.Since(start); took > 11*time.Minute {
					t.Errorf("took %s", took)
				}
			})
		})
	}
}

func isStatus(status int) func(error) bool {
	return func(err error) bool {
		e, ok := errors.AsType[*Error](err)
		return ok && e.Status == status
	}
}

func isImpatient(err error) bool {
	p, ok := errors.AsType[*PatienceError](err)
	return ok && p.Hint() != "" && isStatus(429)(err)
}

// The limit that one reader runs into holds back the others.
func TestOneGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var early atomic.Bool
		c := newClient(t, func(n int, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return answered(429, "", "Retry-After", "60"), nil
			}
			if time.Since(start) < time.Minute {
				early.Store(true)
			}
			return answered(200, page), nil
		})
		first := c.Start(t.Context(), get(t, c, "/v1.0/users"))
		synctest.Wait()
		if _, err := readAll(t.Context(), c, get(t, c, "/v1.0/groups")); err != nil {
			t.Error(err)
		}
		first.Cancel()
		if early.Load() {
			t.Error("a request was sent while the server had asked for silence")
		}
		if got := c.Stats().Throttled; got != time.Minute {
			t.Errorf("throttled for %s, want 1m0s", got)
		}
	})
}

// Ctrl-C ends every kind of waiting at once, with its own cause.
func TestCancelled(t *testing.T) {
	cause := errors.New("interrupted")
	for name, fault := range map[string]wire{
		"throttled": reply(429, "Retry-After", "300"),
		"failing":   reply(503),
		"reset":     func(int, *http.Request) (*http.Response, error) { return nil, errReset },
		"silent": func(_ int, req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		},
		"stalled": func(_ int, req *http.Request) (*http.Response, error) {
			r := answered(200, "")
			r.Body = io.NopCloser(silent{req.Context()})
			return r, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(t, fault)
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(200*time.Millisecond, func() { cancel(cause) })
				start := time.Now()
				_, err := readAll(ctx, c, get(t, c, "/v1.0/users"))
				if !errors.Is(err, cause) {
					t.Errorf("got %v, want the cause of the cancellation", err)
				}
				if took := time.Since(start); took > 201*time.Millisecond {
					t.Errorf("took %s", took)
				}
			})
		})
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Duration{
		"0": 0, "3": 3 * time.Second, " 1.25 ": 1250 * time.Millisecond,
		"Sun, 22 Nov 2026 12:00:30 GMT": 30 * time.Second, "Sun, 22 Nov 2026 11:00:00 GMT": 0,
		"": -1, "-1": -1, "NaN": -1, "in a while": -1, "+Inf": 365 * 24 * time.Hour,
	} {
		got, ok := retryAfter(in, now)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", in, got, want)
		}
	}
}

func hasStalled(err error) bool {
	n, ok := errors.AsType[*NetworkError](err)
	return ok && strings.Contains(err.Error(), "the server stalled: ") && n.Tries == 2 && n.Hint() != ""
}
