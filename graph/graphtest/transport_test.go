package graphtest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func TestTransport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tenant := Tenant{Latency: time.Hour, Faults: []Fault{{Name: "reset"}, {Name: "cut"}, {Name: "stall"}}}
		client := &http.Client{Transport: tenant.Handler().Transport()}
		read := func(patience time.Duration) (string, error) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			res, err := client.Do(mustRequest(t, "https://graph.test/v1.0/users?$top=1").WithContext(ctx))
			if err != nil {
				return "", err
			}
			defer res.Body.Close()
			b, err := io.ReadAll(res.Body)
			return string(b), err
		}
		start := time.Now()
		if _, err := read(2 * time.Hour); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("reset: %v", err)
		}
		if b, err := read(2 * time.Hour); !errors.Is(err, io.ErrUnexpectedEOF) || b == "" {
			t.Errorf("cut: %q, %v", b, err)
		}
		if b, err := read(2 * time.Hour); !errors.Is(err, context.DeadlineExceeded) || b == "" {
			t.Errorf("stall: %q, %v", b, err)
		}
		b, err := read(2 * time.Hour)
		if err != nil || !strings.Contains(b, `"https://graph.test/v1.0/users?$top=1&$skiptoken=`) {
			t.Errorf("%v in %s", err, b)
		}
		if _, err := read(time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("less patience than latency: %v", err)
		}
		if d := time.Since(start); d != 5*time.Hour+time.Minute {
			t.Errorf("all of it took %v", d)
		}
	})
}
