package crash

import (
	"strings"
	"testing"
)

// A panic reaches whoever waits, through goroutines that wait for each other, with the stack of its beginning.
func TestGroup(t *testing.T) {
	ended := false
	got := func() (p *Panic) {
		defer func() { p = Caught(recover()) }()
		var outer Group
		outer.Go(func() {
			var inner Group
			inner.Go(func() { ended = true })
			inner.Go(broken)
			inner.Wait()
		})
		outer.Wait()
		return nil
	}()
	if got == nil || got.Error() != "broken" || !strings.Contains(string(got.Stack), "crash.broken") {
		t.Errorf("got %+v", got)
	}
	if !ended {
		t.Error("it did not wait for the other")
	}
}

func broken() { panic("broken") }

func TestGroupWhole(t *testing.T) {
	var g Group
	n := make(chan int, 1)
	g.Go(func() { n <- 1 })
	g.Wait()
	if Caught(nil) != nil || <-n != 1 {
		t.Error("a panic where there is none")
	}
}
