package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/snapshot"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// with is what somebody else read before, and this run can't read.
type with struct {
	files  []string
	maxAge int // days

	over    func(http.RoundTripper) http.RoundTripper
	taken   []audit.With
	network *tenant.NetworkReport
	close   []func() error
}

func (w *with) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&w.files, "with", nil, "also use the MDM policies in the snapshot `FILE`, which Graph shows to people and "+
		"not to apps, or the network results in FILE"+command.Repeated)
	f.IntVar(&w.maxAge, "max-age", 7, "refuse files of --with that are older than `N` days")
	command.Must(cmd.MarkFlagFilename("with"))
}

// open looks into the files, and gives what they have to the run and to the connection through which it reads.
func (w *with) open(sys *process.Sys, c *connection, run *audit.Run) error {
	if w.maxAge < 0 {
		return process.Usagef("--max-age %d must be 0 or more", w.maxAge)
	}
	if len(w.files) == 0 {
		return nil
	}
	if c.from != "" && !snapshot.Is(c.from) {
		return process.WithHint(process.Usagef("--with can't be combined with saved answers"),
			"save the MDM policies in their folder, as `prepaudit requests` says")
	}
	now, err := c.readAt(sys)
	if err != nil {
		return err
	}
	for _, file := range w.files {
		kept, err := isSnapshot(file)
		switch {
		case err != nil:
			err = process.WithHint(err, usesOfWith)
		case kept:
			err = w.snapshot(file, now)
		default:
			err = w.probed(file, now)
		}
		if err != nil {
			w.done()
			return fmt.Errorf("--with: %w", err)
		}
	}
	if through := c.through; w.over != nil {
		c.through = func(t http.RoundTripper) http.RoundTripper {
			if through != nil {
				t = through(t)
			}
			return w.over(t)
		}
	}
	run.With = w.taken
	if w.network == nil {
		return nil
	}
	if run.Facts.Network != nil {
		w.done()
		return process.Usagef("--network and --with both have network results: use one")
	}
	run.Facts.Network = w.network
	return nil
}

const usesOfWith = "it takes what `prepaudit snapshot --mdm-policies -o mdm.zip` writes, and `prepaudit network -o json=FILE`"

func (w *with) snapshot(file string, now time.Time) error {
	replay, err := snapshot.Open(file)
	if err != nil {
		return err
	}
	w.close = append(w.close, replay.Close)
	over, has, err := graph.With(replay)
	if err != nil {
		return process.WithHint(fmt.Errorf("%s: %w", file, err), "a person takes it: prepaudit snapshot --mdm-policies -o mdm.zip")
	}
	days, err := w.age(file, now, replay.Started)
	if err != nil {
		return err
	}
	w.over = over
	w.taken = append(w.taken, audit.With{File: file, Tenant: replay.Tenant.ID, Cloud: replay.Cloud,
		With: record.With{Datasets: has, Taken: replay.Started, AgeDays: days}})
	if len(w.taken) > 1 {
		return process.Usagef("%s and %s both have MDM policies: use one", w.taken[0].File, file)
	}
	return nil
}

func (w *with) probed(file string, now time.Time) error {
	r, _, err := network.ReadFile(file, now)
	if err != nil {
		return process.WithHint(err, usesOfWith)
	}
	if _, err := w.age(file, now, r.Finished); err != nil {
		return err
	}
	if w.network != nil {
		return process.Usagef("%s is the second file with network results: use one", file)
	}
	w.network = r
	return nil
}

// age is how many days before the tenant something was read; what is too old is an error, and so is what is from a day to
// come.
func (w *with) age(file string, now, taken time.Time) (days int, err error) {
	const skew = time.Hour // of two machines' clocks
	switch age := now.Sub(taken); {
	case age < -skew:
		return 0, process.WithHint(fmt.Errorf("%s is from %s, which is still to come", file,
			taken.UTC().Format(time.DateTime)), "check the clocks of both machines")
	case age > time.Duration(w.maxAge)*24*time.Hour:
		return 0, process.WithHint(fmt.Errorf("%s is %s old, more than --max-age %d", file,
			english.Count(int(age.Hours()/24), "day"), w.maxAge), "take it again; or allow it with --max-age")
	default:
		return max(0, int(age.Hours()/24)), nil
	}
}

// done lets go of the files.
func (w *with) done() {
	for _, close := range w.close {
		close()
	}
}
