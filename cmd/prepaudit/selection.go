package main

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/smallfile"
	"prepaudit/rules"
	"prepaudit/rules/windows"
)

// selection is what is judged, and by what: the flags that an audit and the question about one user share.
type selection struct {
	only, skip   []string
	otherMDM     string
	asOf         string
	expiryDays   int
	lifecycle    string
	network      string
	signIns      bool
	confirmPlans bool
	quiet        bool
}

var mdmWords = []string{"intune", "other"}

func (s *selection) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&s.only, "only", nil, "check only this rule `ID` (LIC-02) or family (LIC)"+command.Listed)
	f.StringSliceVar(&s.skip, "skip", nil, "don't check this rule `ID` or family"+command.Listed)
	f.StringVar(&s.otherMDM, "mdm", "intune", "the MDM `SERVICE` that you use: intune or other; with other, people need no "+
		"Intune license")
	f.StringVar(&s.asOf, "as-of", "", "evaluate as of `DATE` (2026-12-31) instead of today")
	f.IntVar(&s.expiryDays, "expiry-days", 30, "warn about trials that end within `N` days")
	f.StringVar(&s.lifecycle, "lifecycle", "", "read releases and editions of Windows from `FILE`; "+
		"\"prepaudit catalog windows\" prints the built-in ones")
	f.StringVar(&s.network, "network", "", "check the network by the results in `FILE`, which \"prepaudit network -o "+
		"json=FILE\" wrote")
	f.BoolVar(&s.signIns, "sign-in-activity", false, "also read when people last signed in; slow: 20 minutes for 100,000 "+
		"users, since Graph allows ten requests a minute, in all tenants together")
	f.BoolVar(&s.confirmPlans, "confirm-plans", false, "also compare assignedPlans with assignedLicenses; slow: reads ten "+
		"times as much")
	command.QuietFlag(cmd, &s.quiet)
	command.Complete(cmd, "only", ruleIDs)
	command.Complete(cmd, "skip", ruleIDs)
	command.Choose(cmd, "mdm", func() []string { return mdmWords })
	command.Must(cmd.MarkFlagFilename("lifecycle"))
	command.Must(cmd.MarkFlagFilename("network"))
}

// run is a run of what is selected.
func (s *selection) run(sys *process.Sys) (*audit.Run, error) {
	selected, err := s.rules()
	if err != nil {
		return nil, err
	}
	started := sys.Now()
	facts, err := s.facts(sys, started)
	if err != nil {
		return nil, err
	}
	return &audit.Run{
		Sys: sys, Started: started, Quiet: s.quiet,
		Rules: selected, Facts: facts, AsOf: s.asOf != "", SignIns: s.signIns,
	}, nil
}

// rules are the selected ones.
func (s *selection) rules() ([]*rules.Rule, error) {
	if err := process.OneOf("--mdm", s.otherMDM, mdmWords); err != nil {
		return nil, err
	}
	if s.expiryDays < 0 {
		return nil, process.Usagef("--expiry-days %d must be 0 or more", s.expiryDays)
	}
	var flags []string
	if s.signIns {
		flags = append(flags, "sign-in-activity")
	}
	if s.confirmPlans {
		flags = append(flags, "confirm-plans")
	}
	selected, err := rules.Select(s.only, s.skip, flags)
	if err != nil {
		return nil, unknownRule(err, slices.Concat(s.only, s.skip))
	}
	if len(selected) == 0 {
		return nil, process.Usagef("--only and --skip leave no rule")
	}
	return selected, nil
}

// facts is what rules look at before anything was read: the clock, and files that stand for what Graph has not.
func (s *selection) facts(sys *process.Sys, now time.Time) (*rules.Facts, error) {
	facts := &rules.Facts{
		OtherMDM: s.otherMDM == "other", ExpiryDays: s.expiryDays, Windows: windows.Default(), Now: now.UTC(),
	}
	if s.asOf != "" {
		day, err := time.Parse(time.DateOnly, s.asOf)
		if err != nil {
			return nil, process.WithHint(process.Usagef("--as-of %q isn't a date", s.asOf), "write it like 2026-12-31")
		}
		facts.Now = day
	}
	if s.lifecycle != "" {
		text, err := smallfile.Text(s.lifecycle, 1<<20)
		if err != nil {
			return nil, fmt.Errorf("--lifecycle: %w", err)
		}
		if facts.Windows, err = windows.Read(bytes.NewReader(text)); err != nil {
			return nil, process.WithHint(fmt.Errorf("--lifecycle %s: %w", s.lifecycle, err),
				"`prepaudit catalog windows` prints a file to begin with")
		}
	}
	if s.network != "" {
		r, warning, err := network.ReadFile(s.network, now)
		if err != nil {
			return nil, fmt.Errorf("--network: %w", err)
		}
		if warning != "" {
			sys.Note("--network: " + process.Printable(warning))
		}
		facts.Network = r
	}
	return facts, nil
}
