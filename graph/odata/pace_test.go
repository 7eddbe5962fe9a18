package odata

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if keepPace(t.Context()) != nil || time.Since(start) != 0 {
			t.Error("a context without a pace waits")
		}
		ctx := Paced(t.Context(), NewPace(10, time.Minute))
		for i := range 12 {
			if err := keepPace(ctx); err != nil {
				t.Fatal(err)
			}
			if d := time.Since(start); d != time.Duration(i)*6*time.Second {
				t.Errorf("request %d is sent after %v", i, d)
			}
		}
		time.Sleep(time.Hour)
		start = time.Now()
		if keepPace(ctx); time.Since(start) != 0 {
			t.Error("a request after a rest waits")
		}
		ended, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if err := keepPace(ended); err != context.DeadlineExceeded || time.Since(start) != time.Second {
			t.Errorf("a context that ends while it waits: %v after %v", err, time.Since(start))
		}
		if keepPace(ctx); time.Since(start) != 6*time.Second {
			t.Errorf("the turn of one who gave up is lost: the next request is sent after %v", time.Since(start))
		}
	})
}
