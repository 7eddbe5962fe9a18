// Package tenants runs over several tenants at once, so that none of them touches another: one that fails, or meets a
// mistake of the program, ends alone. It knows nothing of what is done in a tenant.
package tenants

import (
	"context"
	"sync"
	"sync/atomic"

	"prepaudit/graph/crash"
	"prepaudit/reports/record"
)

// Run does something in n tenants, up to atOnce of them at a time, begins them in their order, and gives what came of
// each. ended is told of each that began, one at a time, with its panic or nil. Once ctx ends no more begin; those under
// way end by themselves.
func Run(ctx context.Context, n, atOnce int, do func(int) record.Audited,
	ended func(int, *record.Audited, *crash.Panic)) []record.Audited {
	all := make([]record.Audited, n)
	var next atomic.Int64
	var workers sync.WaitGroup
	var telling sync.Mutex
	for range min(n, atOnce) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if ctx.Err() != nil {
					all[i] = record.Audited{State: record.NotRead, Why: "interrupted before it began"}
					continue
				}
				caught := one(&all[i], func() record.Audited { return do(i) })
				telling.Lock()
				ended(i, &all[i], caught)
				telling.Unlock()
			}
		})
	}
	workers.Wait()
	return all
}

// one has a panic end as a failure of its tenant.
func one(a *record.Audited, do func() record.Audited) (caught *crash.Panic) {
	defer func() {
		if caught = crash.Caught(recover()); caught != nil {
			*a = record.Audited{State: record.Failed, ExitStatus: 1, Why: "this is a bug in prepaudit: " + caught.Error()}
		}
	}()
	*a = do()
	return nil
}
