package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/telemetry"
	"prepaudit/cmd/prepaudit/tenants"
	"prepaudit/graph"
	"prepaudit/graph/crash"
	"prepaudit/graph/login"
	"prepaudit/reports"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// several are the flags of an audit of all tenants of the configuration.
type several struct {
	all    bool
	atOnce int
}

const (
	allTenants    = "all-tenants"
	tenantsAtOnce = "tenants-at-once"
)

func (s *several) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&s.all, allTenants, false, "audit every tenant of the configuration, each into its own folder in --out-dir, "+
		"and print a summary of all")
	f.IntVar(&s.atOnce, tenantsAtOnce, 4, "with --all-tenants, audit up to `N` tenants at once")
}

// summaryNames are the files of a run beside the folders of its tenants.
var summaryNames = []string{"summary.json", "summary.xlsx"}

// oneOfAll is one tenant of a run over all of them.
type oneOfAll struct {
	name  string
	world *process.Sys
	auditFlags
	folder  string   // of its files
	files   []string // their names in it
	auditor record.Auditor
}

// everyTenant audits the tenants of the configuration, and says what came of all.
func (a *auditFlags) everyTenant(ctx context.Context) error {
	if a.several.atOnce < 1 {
		return process.Usagef("--%s %d must be 1 or more", tenantsAtOnce, a.several.atOnce)
	}
	all, err := a.named(ctx)
	if err != nil {
		return err
	}
	out, err := a.summaryFiles(ctx)
	if err != nil {
		return err
	}
	defer out.Close()
	var ended atomic.Int64
	a.sys.AtWorst(func() {
		a.sys.Note(fmt.Sprintf("%d of %s ended before", ended.Load(), english.Count(len(all), "tenant")))
		for _, one := range all {
			one.world.Worst()
		}
		out.Close()
	})
	started := a.sys.Now()
	audited := tenants.Run(ctx, len(all), a.several.atOnce, func(i int) record.Audited { return all[i].audited(ctx) },
		func(i int, one *record.Audited, caught *crash.Panic) {
			if caught != nil {
				all[i].world.Fail(process.WithHint(errors.New(one.Why), crashHint))
				if a.verbose {
					a.sys.Tell(strings.TrimRight(string(caught.Stack), "\n"))
				}
			}
			all[i].keep(one)
			if n := ended.Add(1); !a.quiet {
				a.sys.Note(fmt.Sprintf("%s (%d of %d): %s", all[i].name, n, len(all), progressOf(one)))
			}
		})
	for i := range audited {
		audited[i].Name = all[i].name
		if audited[i].State == record.NotRead { // perhaps it never began
			all[i].keep(&audited[i])
		}
	}
	sum := record.NewTenants(audited)
	sum.Version, sum.Started, sum.Finished = process.Version(), started.UTC(), a.sys.Now().UTC()
	if ctx.Err() != nil {
		sum.ExitStatus = process.StatusInterrupted
	}
	// An interrupted run keeps what it finished, and says what it didn't.
	options := reports.Options{Width: a.sys.OutWidth, Color: a.sys.Color(a.output.Color)}
	err = out.WriteFiles(context.WithoutCancel(ctx), func(format string, w io.Writer) error {
		return reports.WriteTenants(w, format, sum, options)
	})
	if err != nil {
		return err
	}
	return process.Verdict(sum.ExitStatus)
}

const crashHint = "report it by the form \"Something goes wrong\" of the project's issues; the same with --verbose prints " +
	"where it happened"

// progressOf is one line about a tenant that ended.
func progressOf(a *record.Audited) string {
	text := "read " + a.Read()
	if a.State == record.Refused || a.State == record.Failed || a.State == record.NotRead { // its error was said
		text = (&record.Audited{State: a.State}).Read()
	}
	if r := a.Ready; r != nil {
		text += fmt.Sprintf("; %s of %s ready", english.Number(r.Ready), english.Count(r.People, "person"))
		if r.Unknown > 0 {
			text += fmt.Sprintf(", %s not known", english.Number(r.Unknown))
		}
	}
	return process.Printable(fmt.Sprintf("%s; exit status %d", text, a.ExitStatus))
}

// audited audits one tenant, and says what came of it. All else is let go of then: there may be hundreds.
func (e *oneOfAll) audited(ctx context.Context) record.Audited {
	defer func() {
		e.world.AtWorst(func() {})
		e.auditFlags, e.auditor = auditFlags{}, record.Auditor{}
	}()
	ctx, end := telemetry.Span(ctx, "audit of one tenant")
	err := e.run(ctx)
	end(nil) // its own spans say what failed
	status, done := process.VerdictOf(err)
	if done || err == nil {
		e.auditor.ExitStatus, e.auditor.Folder = status, e.folder
		return e.auditor.Audited
	}
	if ctx.Err() != nil {
		return record.Audited{State: record.NotRead, ExitStatus: process.StatusInterrupted, Why: "interrupted"}
	}
	if _, other := errors.AsType[*audit.OtherTenantError](err); other {
		err = process.WithHint(err, "check the keys tenant and with below its name, and whose credentials it is read with")
	}
	e.sys.Fail(err)
	a := record.Audited{State: record.Failed, ExitStatus: process.StatusFailed, Why: e.hidden(err.Error())}
	if saidNo(err) {
		a.State = record.Refused
	}
	return a
}

// keep leaves no report of an earlier run where this one's belongs.
func (e *oneOfAll) keep(a *record.Audited) {
	wrote := a.State == record.Complete || a.State == record.Allowed || a.State == record.Incomplete
	if err := output.Keep(e.folder, e.files, wrote); err != nil {
		e.world.Warn("reports of an earlier run stay: " + process.Printable(err.Error()))
	}
}

// hidden is a text on one line, with pseudonyms where reports have them.
func (e *oneOfAll) hidden(text string) string {
	if e.sys.Hide != nil {
		text = e.sys.Hide(text)
	}
	return process.Printable(strings.ReplaceAll(text, "\n", "; "))
}

// saidNo reports that the tenant, or whoever signs in to it, said no.
func saidNo(err error) bool {
	if signIn, ok := errors.AsType[*login.Error](err); ok {
		return signIn.Code != ""
	}
	_, denied := errors.AsType[*graph.DeniedError](err)
	_, other := errors.AsType[*audit.OtherTenantError](err)
	return denied || other
}

// summaryFiles opens the summary: a table, and files of the formats that tenants have, beside their folders.
func (a *auditFlags) summaryFiles(ctx context.Context) (*output.Output, error) {
	targets := []string{"table=-"}
	if a.sys.JSONLog {
		targets = nil
	}
	if a.output.Folder != "" {
		for _, name := range summaryNames {
			if output.Has(a.output.Targets, strings.TrimPrefix(filepath.Ext(name), ".")) {
				targets = append(targets, output.ByEnding(filepath.Join(a.output.Folder, name)))
			}
		}
	}
	options := output.Options{Targets: targets, Quiet: a.quiet}
	return output.OpenFiles(ctx, a.sys, options, reports.TenantsFormats, "json=summary.json")
}
