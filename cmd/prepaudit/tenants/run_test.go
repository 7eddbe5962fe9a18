package tenants

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"prepaudit/graph/crash"
	"prepaudit/reports/record"
)

// So many at once and no more, every tenant once, and a panic is a failure of its tenant alone.
func TestRun(t *testing.T) {
	for _, atOnce := range []int{1, 4, 16, 100} {
		synctest.Test(t, func(t *testing.T) {
			var under, most, panics atomic.Int64
			ended := 0
			all := Run(t.Context(), 40, atOnce, func(i int) record.Audited {
				n := under.Add(1)
				defer under.Add(-1)
				for seen := most.Load(); n > seen && !most.CompareAndSwap(seen, n); seen = most.Load() {
				}
				time.Sleep(time.Duration(1+i%7) * time.Second)
				if i == 11 {
					panic("tenant 11 has something that nobody thought of")
				}
				return record.Audited{Name: fmt.Sprint(i), State: record.Complete}
			}, func(i int, a *record.Audited, caught *crash.Panic) {
				ended++ // without a lock: one at a time
				if caught != nil {
					panics.Add(int64(i))
				}
			})
			if most.Load() != int64(min(atOnce, 40)) || ended != 40 || panics.Load() != 11 {
				t.Errorf("%d at once: %d were, %d ended, panics %d", atOnce, most.Load(), ended, panics.Load())
			}
			for i, a := range all {
				switch {
				case i == 11 && (a.State != record.Failed || a.ExitStatus != 1 || !strings.Contains(a.Why, "nobody thought of")):
					t.Errorf("the panic is told as %+v", a)
				case i != 11 && (a.Name != fmt.Sprint(i) || a.State != record.Complete):
					t.Errorf("tenant %d is %+v", i, a)
				}
			}
		})
	}
}

// Once it is interrupted nothing begins any more. What ended stands.
func TestRunInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(2500*time.Millisecond, cancel)
		began := atomic.Int64{}
		all := Run(ctx, 10, 2, func(int) record.Audited {
			began.Add(1)
			select {
			case <-time.After(time.Second):
				return record.Audited{State: record.Complete}
			case <-ctx.Done():
				return record.Audited{State: record.NotRead, Why: "interrupted"}
			}
		}, func(int, *record.Audited, *crash.Panic) {})
		for i, a := range all {
			want := record.NotRead
			if i < 4 {
				want = record.Complete
			}
			if a.State != want || (a.Why == "") != (i < 4) {
				t.Errorf("tenant %d is %+v", i, a)
			}
		}
		if began.Load() != 6 {
			t.Errorf("%d began", began.Load())
		}
	})
}
