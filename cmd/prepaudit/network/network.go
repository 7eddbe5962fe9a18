// Package network is the commands about the network where devices will be prepared: they probe it, judge it, and list
// what has to be reachable. It knows no tenant.
package network

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
	"prepaudit/rules/endpoint"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// network is one probing: what the flags ask for.
type network struct {
	sys *process.Sys
	choice
	timeout time.Duration
	output  output.Options
	quiet   bool
}

// New is the command that probes, with those that list.
func New(sys *process.Sys) *cobra.Command {
	n := &network{sys: sys}
	cmd := &cobra.Command{
		Use:        "network",
		SuggestFor: []string{"firewall", "proxy", "endpoints", "probe"},
		Short:      "Test the network where PCs will be prepared; needs no sign-in",
		Long:       networkHelp,
		Example: `  prepaudit network
  prepaudit network --region eu -o json=network.json
  prepaudit audit --network network.json
  prepaudit network export -o csv=firewall.csv`,
		Args: command.NoSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return n.run(cmd.Context()) },
	}
	n.choice.flags(cmd)
	cmd.Flags().DurationVar(&n.timeout, "timeout", 15*time.Second, "stop after `TIME`, 1s or more, and report the "+
		"rest as not tested")
	command.OutputFlags(cmd, &n.output)
	command.QuietFlag(cmd, &n.quiet)
	command.More(cmd, moreHelp)
	cmd.AddCommand(newList(sys), newExport(sys))
	return cmd
}

// run probes, judges and reports. Stopped from outside it prints what it knows and writes no file.
func (n *network) run(ctx context.Context) error {
	table, cloud, err := n.table()
	if err != nil {
		return err
	}
	if n.timeout < time.Second {
		return process.Usagef("--timeout %v must be 1s or more", n.timeout)
	}
	n.output.Quiet = n.quiet
	out, err := output.Open(ctx, n.sys, n.output)
	if err != nil {
		return err
	}
	defer out.Close()
	r := n.probe(ctx, table, cloud)
	if ctx.Err() != nil {
		out.OnlyStdout()
		if err := write(context.WithoutCancel(ctx), out, r, judge(r)); err != nil {
			return err
		}
		done, all := counted(r)
		return process.InterruptedError(fmt.Sprintf("%d of %d probes", done, all))
	}
	if err := write(ctx, out, r, judge(r)); err != nil {
		return err
	}
	return process.Verdict(out.Status)
}

// probe tries every endpoint.
func (n *network) probe(ctx context.Context, table *endpoint.Table, cloud string) *tenant.NetworkReport {
	machine, err := os.Hostname()
	if err != nil {
		machine = "unnamed"
	}
	r := &tenant.NetworkReport{
		Schema: tenant.NetworkSchema, Version: process.Version(),
		Machine: machine, System: runtime.GOOS + "/" + runtime.GOARCH, Untold: untold(runtime.GOOS),
		TableDate: table.Date, Cloud: cloud, Region: n.region, Endpoints: table.Plan(cloud, n.region),
	}
	p := n.sys.Prober(n.timeout)
	told := newProbing(n.sys, n.quiet)
	p.Told = told.set
	p.Run(ctx, r)
	told.done()
	return r
}

// untold is what no probe from this machine can find out.
func untold(system string) []string {
	all := []string{
		"what Windows can reach in the out-of-box experience, where it runs as SYSTEM: this test ran as a user",
		"other VLANs, Wi-Fi networks and sites",
		"hosts of wildcards, except the sample of each, and sharing between peers (TCP 7680, UDP 3544)",
	}
	if system != "windows" {
		all = append(all, "proxies and certificates that are set in Windows: this is "+system)
	}
	return all
}

// counted is how many probes were made of how many.
func counted(r *tenant.NetworkReport) (done, all int) {
	for _, e := range r.Endpoints {
		for _, p := range e.Probes {
			all++
			if p.Outcome != tenant.ProbeNotTried {
				done++
			}
		}
	}
	return done, all
}

// write reports what was found.
func write(ctx context.Context, out *output.Output, r *tenant.NetworkReport, found judged) error {
	return out.Write(ctx, func(w record.Handler) error {
		to := record.Translate(w)
		where := "the network of " + r.Machine
		err := to.Run(&record.Run{
			Version: process.Version(), CatalogDate: license.CatalogDate(), Cloud: r.Cloud,
			Rules:   record.NewRules(found.rules),
			Scope:   record.Scope{Description: where, Why: cmp.Or(r.Stopped, "every endpoint of the table was probed")},
			Reading: record.RunReading{Source: where, Started: r.Started.UTC()}, Network: r, NetworkOnly: true,
		})
		if err != nil {
			return err
		}
		for _, f := range found.findings {
			if err := to.Finding(f); err != nil {
				return err
			}
		}
		return to.Summary(found.sum, record.Reading{Finished: r.Finished.UTC()})
	})
}
