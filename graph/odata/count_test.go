package odata

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// The number of users is good to have and holds nothing up: not the caller, and not the other readers.
func TestCountInAHurry(t *testing.T) {
	for name, test := range map[string]struct {
		answer wire
		is     func(error) bool
	}{
		"silence asked for": {
			func(int, *http.Request) (*http.Response, error) { return answered(429, "", "Retry-After", "300"), nil },
			func(err error) bool { _, ok := errors.AsType[*PatienceError](err); return ok }},
		"silence": {func(_ int, req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}, func(err error) bool { return errors.Is(err, errCountLimit) }},
		"silence in the middle": {func(_ int, req *http.Request) (*http.Response, error) {
			resp := answered(200, "")
			resp.Body = io.NopCloser(silent{req.Context()})
			return resp, nil
		}, func(err error) bool { return errors.Is(err, errCountLimit) }},
		"failures": {reply(503), isStatus(503)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(t, test.answer)
				start := time.Now()
				_, err := c.Count(t.Context(), "/v1.0/users/$count")
				if took := time.Since(start); !test.is(err) || took > countLimit || c.Stats().Throttled > countLimit {
					t.Errorf("got %v after %s, all readers held up for %s", err, took, c.Stats().Throttled)
				}
			})
		})
	}
}

// Signing in takes a person longer than five seconds.
func TestCountAfterSigningIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t,
			func(int, *http.Request) (*http.Response, error) { return answered(200, "17"), nil }, func(cfg *Config) {
				known := ""
				cfg.Token = func(ctx context.Context, _ Refused) (string, error) {
					if known == "" {
						if err := sleep(ctx, time.Minute); err != nil {
							return "", err
						}
						known = "token"
					}
					return known, nil
				}
			})
		if n, err := c.Count(t.Context(), "/v1.0/users/$count"); err != nil || n != 17 {
			t.Errorf("got %d, %v", n, err)
		}
	})
}
