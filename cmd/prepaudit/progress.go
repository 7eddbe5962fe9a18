package main

import (
	"fmt"
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress tells on standard error how far the read of the users came: a bar on a terminal, else a
// line now and then for the log of a pipeline.
type progress struct {
	users    int // read so far
	expected int // -1 when unknown
	bar      *mpb.Bar
	pool     *mpb.Progress
	log      io.Writer // nil when quiet or a bar is drawn
	now      func() time.Time
	started  time.Time
	spoke    time.Time
}

// lineEvery is how often a log is told that the read goes on.
const lineEvery = 10 * time.Second

// strideUsers is how often the clock is asked and the bar is moved.
const strideUsers = 256

func newProgress(sys *sys, quiet bool, expected int) *progress {
	p := &progress{expected: expected, now: sys.now, started: sys.now()}
	p.spoke = p.started
	switch {
	case quiet:
	case sys.errWidth == 0:
		p.log = sys.stderr
	default:
		p.pool = mpb.New(mpb.WithOutput(sys.stderr), mpb.WithWidth(min(40, sys.errWidth/2)))
		p.bar = p.pool.AddBar(int64(max(0, expected)),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name("reading users "), decor.CountersNoUnit("%d of %d")),
			mpb.AppendDecorators(decor.AverageSpeed(0, "%.0f users/s "), decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")))
	}
	return p
}

// add counts one user.
func (p *progress) add() {
	p.users++
	if p.users%strideUsers != 0 {
		return
	}
	if p.bar != nil {
		p.bar.SetCurrent(int64(p.users))
	}
	if now := p.now(); p.log != nil && now.Sub(p.spoke) >= lineEvery {
		p.spoke = now
		fmt.Fprintln(p.log, p.line(now))
	}
}

func (p *progress) line(now time.Time) string {
	rate := float64(p.users) / now.Sub(p.started).Seconds()
	if p.expected <= 0 {
		return fmt.Sprintf("prepaudit: %d users read, %.0f a second", p.users, rate)
	}
	left := time.Duration(float64(max(0, p.expected-p.users)) / rate * float64(time.Second))
	return fmt.Sprintf("prepaudit: %d of %d users read, %.0f a second, about %v left", p.users, p.expected, rate, left.Round(time.Second))
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.pool.Wait()
}
