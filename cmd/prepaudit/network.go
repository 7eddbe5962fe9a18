package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/endpoint"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// network is one probing: what the flags ask for.
type network struct {
	sys *process.Sys
	choice
	timeout time.Duration
	outputs []string
	color   string
	quiet   bool
}

// choice is which endpoints are meant.
type choice struct {
	cloud, region, file string
}

func newNetwork(sys *process.Sys) *cobra.Command {
	n := &network{sys: sys}
	cmd := &cobra.Command{
		Use:   "network",
		Short: "Probe the network where devices will be prepared; no sign-in",
		Long:  networkHelp,
		Example: `  prepaudit network
  prepaudit network --region eu -o json=network.json
  prepaudit audit --network network.json
  prepaudit network export -o csv=firewall.csv`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return n.run(cmd.Context()) },
	}
	f := cmd.Flags()
	n.choice.flags(cmd)
	f.DurationVar(&n.timeout, "timeout", 15*time.Second, "end after `TIME`, 1s or more, whatever was not probed by then")
	f.StringArrayVarP(&n.outputs, "output", "o", nil, outputUsage())
	f.StringVar(&n.color, "color", "auto", "colours: `WHEN` is auto, always or never")
	f.BoolVarP(&n.quiet, "quiet", "q", false, "no progress on standard error")
	complete(cmd, "color", func() []string { return colorWords })
	completeOutput(cmd)
	cmd.AddCommand(newNetworkList(sys), newNetworkExport(sys))
	return cmd
}

func (c *choice) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.cloud, "cloud", "global", "the `CLOUD` of the tenant: "+strings.Join(networkClouds(), ", "))
	f.StringVar(&c.region, "region", "", "the `REGION` of the tenant: "+strings.Join(endpoint.Regions, ", ")+"; without it one whole region will do")
	f.StringVar(&c.file, "endpoints", "", "take the endpoints from `FILE` instead; the form is that of `network list --source`")
	complete(cmd, "cloud", networkClouds)
	complete(cmd, "region", func() []string { return endpoint.Regions })
	must(cmd.MarkFlagFilename("endpoints"))
}

// networkClouds are the clouds that an audit knows. The endpoints of both clouds of the US government are the same.
func networkClouds() []string { return slices.Insert(slices.Clone(endpoint.Clouds), 2, "usgov-dod") }

// table is the endpoints that the flags name, and the cloud in the words of the table.
func (c *choice) table() (t *endpoint.Table, cloud string, err error) {
	if err := oneOf("--cloud", c.cloud, networkClouds()); err != nil {
		return nil, "", err
	}
	cloud = c.cloud
	if cloud == "usgov-dod" {
		cloud = "usgov"
	}
	if c.region != "" {
		if err := oneOf("--region", c.region, endpoint.Regions); err != nil {
			return nil, "", err
		}
	}
	if c.file == "" {
		return endpoint.Embedded(), cloud, nil
	}
	f, err := os.Open(c.file)
	if err != nil {
		return nil, "", process.Usagef("--endpoints: %w", err)
	}
	defer f.Close()
	t, err = endpoint.Parse(f)
	if err != nil {
		return nil, "", process.WithHint(process.Usagef("--endpoints %s: %w", c.file, err), "`prepaudit network list --source` prints a table to begin with")
	}
	return t, cloud, nil
}

// run probes, judges and reports. Stopped from outside it prints what it knows and writes no file.
func (n *network) run(ctx context.Context) error {
	table, cloud, err := n.table()
	if err != nil {
		return err
	}
	if n.timeout < time.Second {
		return process.Usagef("--timeout %v is no time to probe in; it takes 1s or more", n.timeout)
	}
	if err := oneOf("--color", n.color, colorWords); err != nil {
		return err
	}
	targets, err := parseTargets(n.outputs)
	if err != nil {
		return err
	}
	if err := openTargets(ctx, targets, n.sys.Stdout); err != nil {
		return err
	}
	defer abandon(targets)
	n.sys.AtWorst(func() { abandon(targets) })
	r := n.probe(ctx, table, cloud)
	if ctx.Err() != nil {
		onScreen := slices.DeleteFunc(slices.Clone(targets), func(t *target) bool { return t.path != "-" })
		if err := n.report(r, onScreen, process.StatusInterrupted); err != nil {
			return err
		}
		done, all := counted(r)
		return process.InterruptedError(fmt.Sprintf("%d of %d probes", done, all))
	}
	status := process.ExitStatus(judgeNetwork(r).sum)
	if err := n.report(r, targets, status); err != nil {
		return err
	}
	if status != process.StatusMet {
		return process.VerdictError(status)
	}
	return nil
}

// probe tries every endpoint.
func (n *network) probe(ctx context.Context, table *endpoint.Table, cloud string) *tenant.NetworkReport {
	machine, err := os.Hostname()
	if err != nil {
		machine = "unnamed"
	}
	r := &tenant.NetworkReport{
		Schema: tenant.NetworkSchema, Version: version(), Machine: machine, System: runtime.GOOS + "/" + runtime.GOARCH,
		TableDate: table.Date, Cloud: cloud, Region: n.region, Endpoints: table.Plan(cloud, n.region), Untold: untold(runtime.GOOS),
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
		"what Windows sees in the out-of-box experience, where it asks as SYSTEM: this ran as a user",
		"another VLAN, Wi-Fi or site than the one this machine is in",
		"what is behind wildcards but their samples, and sharing between peers (TCP 7680, UDP 3544)",
	}
	if system != "windows" {
		all = append(all, "proxies and certificates that Windows is set to: this is "+system)
	}
	return all
}

// judged is what follows from a report.
type judged struct {
	rules    []*rules.Rule
	findings []rules.Finding
	sum      rules.Summary
}

// judgeNetwork judges by the networking rules alone.
func judgeNetwork(r *tenant.NetworkReport) judged {
	selected, err := rules.Select([]string{"NET"}, nil, nil)
	if err != nil {
		panic(err) // a mistake in this program
	}
	ev := rules.NewEvaluator(&rules.Env{Settings: tenant.Settings{Network: r}, Now: r.Started}, &rules.Scope{}, selected)
	j := judged{rules: selected}
	j.findings, j.sum = ev.Finish()
	// Of the tenant nobody has asked.
	j.sum.Tallies = slices.DeleteFunc(j.sum.Tallies, func(t rules.Tally) bool { return t.Skipped })
	j.sum.Matrix = slices.DeleteFunc(j.sum.Matrix, func(row rules.MatrixRow) bool { return row.Part != "Networking" })
	return j
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

// report writes what was found to every target.
func (n *network) report(r *tenant.NetworkReport, targets []*target, status int) error {
	j := judgeNetwork(r)
	w, err := openReports(targets, reports.Options{Width: n.sys.OutWidth, Color: n.sys.Color(n.color)}, nil)
	if err != nil {
		return err
	}
	defer w.close()
	to := record.Translate(w)
	err = to.Run(&record.Run{
		Version: version(), CatalogDate: license.CatalogDate(), Cloud: r.Cloud, Rules: record.NewRules(j.rules),
		Scope:   record.Scope{Description: "the network of " + r.Machine, Why: cmp.Or(r.Stopped, "every endpoint of the table was probed")},
		Reading: record.RunReading{Source: "the network of " + r.Machine, Started: r.Started.UTC()}, Network: r, NetworkOnly: true,
	})
	if err != nil {
		return err
	}
	for _, f := range j.findings {
		if err := to.Finding(f); err != nil {
			return err
		}
	}
	if err := to.Summary(j.sum, status, record.Reading{Finished: r.Finished.UTC()}); err != nil {
		return err
	}
	return publish(targets)
}
