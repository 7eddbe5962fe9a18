// Package crash carries a panic of a goroutine to whoever waits for it, so that one place ends the program and cleans
// up. It knows nothing of what goroutines do.
package crash

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Panic is what was recovered.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that it began in
}

func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Caught is what recover gave, with the stack of its beginning; nil for nil.
func Caught(recovered any) *Panic {
	switch v := recovered.(type) {
	case nil:
		return nil
	case *Panic: // which another goroutine waited for
		return v
	}
	return &Panic{recovered, debug.Stack()}
}

// Group is a sync.WaitGroup whose Wait goes on with the first panic of its goroutines.
type Group struct {
	wg    sync.WaitGroup
	first atomic.Pointer[Panic]
}

// Go runs f in a goroutine.
func (g *Group) Go(f func()) {
	g.wg.Go(func() {
		defer func() {
			if p := Caught(recover()); p != nil {
				g.first.CompareAndSwap(nil, p)
			}
		}()
		f()
	})
}

// Wait waits for all goroutines.
func (g *Group) Wait() {
	g.wg.Wait()
	if p := g.first.Load(); p != nil {
		panic(p)
	}
}
