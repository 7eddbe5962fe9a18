package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/reports"
	"prepaudit/reports/diff"
	"prepaudit/reports/record"
	"prepaudit/reports/temporary"
	"prepaudit/rules"
)

// sides opens what is compared: a report is read from its file, and a snapshot audited into a temporary one.
type sides struct {
	ctx    context.Context
	sys    *process.Sys
	quiet  bool
	opened []*os.File
	made   []*os.File
}

// Close lets go of all files.
func (c *sides) Close() {
	for _, f := range c.opened {
		f.Close()
	}
	for _, f := range c.made {
		temporary.Close(f)
	}
}

// open opens both. By which rules a snapshot is audited follows from the report that it is compared with.
func (c *sides) open(older, newer string) (old, now diff.Input, err error) {
	var inputs [2]diff.Input
	paths := [2]string{older, newer}
	var like *record.Run
	for i, path := range paths {
		var saved bool
		if saved, err = isSnapshot(path); err != nil {
			return old, now, err
		}
		if !saved {
			if inputs[i], err = c.report(path); err == nil && like == nil {
				like, err = runOf(inputs[i])
			}
			if err != nil {
				return old, now, err
			}
		}
	}
	for i, path := range paths {
		if inputs[i].Tell == nil {
			if inputs[i], err = c.snapshot(path, like); err != nil {
				return old, now, err
			}
		}
	}
	return inputs[0], inputs[1], nil
}

// isSnapshot reports whether a path is a folder or a zip, rather than a report.
func isSnapshot(path string) (bool, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return false, process.WithHint(err, "give a file that prepaudit wrote with -o json=FILE, or a snapshot")
	case info.IsDir():
		return true, nil
	case !info.Mode().IsRegular():
		return false, process.WithHint(fmt.Errorf("%s can't be read twice", path),
			"a report is read more than once: give a file, not a pipe")
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	start := make([]byte, 4)
	n, _ := io.ReadFull(f, start) // what is shorter is no zip
	return bytes.Equal(start[:n], []byte("PK\x03\x04")), nil
}

func (c *sides) report(path string) (diff.Input, error) {
	f, err := os.Open(path)
	if err != nil {
		return diff.Input{}, err
	}
	c.opened = append(c.opened, f)
	return diff.Input{Name: path, Tell: c.replay(f)}, nil
}

// replay plays a file from its beginning.
func (c *sides) replay(f *os.File) func(record.Handler) error {
	return func(to record.Handler) error {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		return record.Replay(bufio.NewReaderSize(stoppable{c.ctx, f}, 1<<20), to)
	}
}

// stoppable ends when the run is interrupted.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

var errRunKnown = errors.New("the run is known")

// beginning takes the run of a report, and nothing more.
type beginning struct {
	summary
	got *record.Run
}

func (b *beginning) Run(r *record.Run) error {
	b.got = r
	return errRunKnown
}

func runOf(in diff.Input) (*record.Run, error) {
	b := &beginning{}
	if err := in.Tell(b); err != errRunKnown {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return b.got, nil
}

// snapshot audits a snapshot as of the day it was made: by all rules, or like a report.
func (c *sides) snapshot(path string, like *record.Run) (diff.Input, error) {
	client, replay, err := graph.FromSnapshot(path, nil)
	if err != nil {
		return diff.Input{}, fmt.Errorf("%s isn't a snapshot that can be read: %w", path, err)
	}
	defer replay.Close()
	day := replay.Started.UTC().Format(time.DateOnly)
	asked := selection{otherMDM: mdmWords[0], expiryDays: 30, asOf: day, quiet: c.quiet}
	if like != nil {
		asked.expiryDays = like.ExpiryDays
		if like.OtherMDM {
			asked.otherMDM = mdmWords[1]
		}
		for _, r := range like.Rules {
			if slices.ContainsFunc(rules.Catalog(), func(known *rules.Rule) bool { return known.ID == r.ID }) {
				asked.only = append(asked.only, r.ID)
			}
		}
	}
	run, err := asked.run(c.sys)
	if err != nil {
		return diff.Input{}, err
	}
	run.People = true
	file, err := temporary.File()
	if err != nil {
		return diff.Input{}, err
	}
	c.made = append(c.made, file)
	w := bufio.NewWriterSize(file, 1<<20)
	to, err := reports.New("json", w, reports.Options{})
	if err != nil {
		return diff.Input{}, err
	}
	from := audit.Source{Client: client, Name: path, Cloud: replay.Cloud}
	err = run.Tell(c.ctx, c.ctx, from, nil, &ofSnapshot{Handler: to, made: replay.Started.UTC()})
	if err = errors.Join(err, w.Flush()); err != nil {
		return diff.Input{}, fmt.Errorf("%s: %w", path, err)
	}
	return diff.Input{Name: path, Tell: c.replay(file)}, nil
}

// ofSnapshot judges a run, and dates it as the snapshot.
type ofSnapshot struct {
	record.Handler
	made time.Time
	run  *record.Run
}

func (o *ofSnapshot) Run(r *record.Run) error {
	r.Reading.Started = o.made
	o.run = r
	return o.Handler.Run(r)
}

func (o *ofSnapshot) Summary(was *record.Summary) error {
	s := *was
	s.Reading.Finished = o.made
	s.ExitStatus = process.ExitStatus(s.Judge(o.run, rules.Demands{}))
	return o.Handler.Summary(&s)
}
