package audit

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/english"
)

// progress tells on standard error how far a run came: a bar on a terminal, else a line now and then
// for the log of a pipeline, also while nothing arrives.
type progress struct {
	users    atomic.Int64 // read so far
	devices  atomic.Int64
	expected atomic.Int64 // below 1 when unknown
	began    atomic.Int64 // when the users began, as UnixNano; 0 before
	telling  atomic.Bool  // of devices, which come before the users
	bar      *mpb.Bar
	pool     *mpb.Progress
	stop     func()
}

// lineEvery is how often a log is told that the run goes on.
const lineEvery = 10 * time.Second

// strideUsers is how often the bar is moved.
const strideUsers = 256

func newProgress(sys *process.Sys, quiet bool) *progress {
	p := &progress{stop: func() {}}
	switch {
	case quiet:
	case sys.ErrWidth == 0 || sys.JSONLog || sys.Getenv("TERM") == "dumb": // which cannot move its cursor back
		end := make(chan struct{})
		var telling sync.WaitGroup
		telling.Go(func() { p.log(sys, end) })
		p.stop = sync.OnceFunc(func() {
			close(end)
			telling.Wait()
		})
	default:
		p.pool = mpb.New(mpb.WithOutput(sys.Stderr), mpb.WithWidth(min(40, sys.ErrWidth/2)))
		p.bar = p.pool.New(0, mpb.SpinnerStyle(), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name("reading settings and groups ")),
			mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_GO)))
		p.stop = sync.OnceFunc(func() {
			p.bar.Abort(true)
			p.pool.Wait()
		})
	}
	return p
}

// expect begins the telling of users, of whom the tenant says it has so many; -1 when it does not say.
func (p *progress) expect(users int) {
	p.expected.Store(int64(users))
	p.began.Store(time.Now().UnixNano())
	if p.bar == nil {
		return
	}
	p.end()
	p.bar = p.pool.AddBar(int64(max(0, users)), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("reading users "), decor.Any(func(s decor.Statistics) string {
			return english.Number(s.Current) + " of " + english.Number(s.Total)
		})),
		mpb.AppendDecorators(decor.AverageSpeed(0, "%.0f users/s "),
			decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")))
}

// end takes the bar away before the next one comes: two would stand together for some frames.
func (p *progress) end() {
	p.bar.Abort(true)
	p.bar.Wait()
}

// add counts one user.
func (p *progress) add() {
	if n := p.users.Add(1); p.bar != nil && n%strideUsers == 0 {
		p.bar.SetCurrent(n)
	}
}

// expectDevices begins the telling of devices, which nobody counts before.
func (p *progress) expectDevices() {
	p.telling.Store(true)
	if p.bar == nil {
		return
	}
	p.end()
	p.bar = p.pool.New(0, mpb.SpinnerStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("reading devices "),
			decor.Any(func(s decor.Statistics) string { return english.Number(s.Current) })))
}

// addDevice counts one device.
func (p *progress) addDevice() {
	if n := p.devices.Add(1); p.bar != nil && n%strideUsers == 0 {
		p.bar.SetCurrent(n)
	}
}

// read is the number of users read so far.
func (p *progress) read() int { return int(p.users.Load()) }

func (p *progress) log(sys *process.Sys, end <-chan struct{}) {
	started := sys.Now()
	tick := time.NewTicker(lineEvery)
	defer tick.Stop()
	for {
		select {
		case <-end:
			return
		case <-tick.C:
			sys.Note(p.line(sys.Now(), started))
		}
	}
}

func (p *progress) line(now, started time.Time) string {
	users, expected, began := p.users.Load(), p.expected.Load(), p.began.Load()
	switch {
	case began > 0:
	case p.telling.Load():
		return fmt.Sprintf("%s read", english.Count(int(p.devices.Load()), "device"))
	default:
		return fmt.Sprintf("reading settings and groups since %v", now.Sub(started).Round(time.Second))
	}
	took := now.Sub(time.Unix(0, began))
	rate := float64(users) / took.Seconds()
	switch {
	case users == 0:
		return fmt.Sprintf("waiting for users since %v", took.Round(time.Second))
	case expected <= 0:
		return fmt.Sprintf("%s users read, %s a second", english.Number(users),
			english.Number(int64(math.Round(rate))))
	}
	left := time.Duration(float64(max(0, expected-users)) / rate * float64(time.Second))
	return fmt.Sprintf("%s of %s users read, %s a second, about %v left", english.Number(users),
		english.Number(expected), english.Number(int64(math.Round(rate))), left.Round(time.Second))
}

// done ends the telling; after it nothing more is said.
func (p *progress) done() { p.stop() }
