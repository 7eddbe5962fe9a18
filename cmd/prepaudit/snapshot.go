package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/snapshot"
	"prepaudit/reports/record"
)

// snapshotFlags are what the command line asks of a snapshot.
type snapshotFlags struct {
	auditFlags
	to       string
	resume   bool
	ofPeople bool // only what graph.OfPeople are
	with     with
}

const snapshotHelp = `Save every answer of Microsoft Graph that an audit needs. The same snapshot makes
the same report on any machine: prepaudit audit --from FILE.zip --as-of DATE. It
has the names of people and devices: keep it as you keep reports.`

const snapshotMore = `If it is interrupted
  The part that is finished stays next to the snapshot, and --resume continues
  it. Every file has a SHA-256 hash; a file that changed is refused.

Exit status
  4 if something was refused or incomplete. The rest is saved, and the snapshot
  says what is missing.`

func newSnapshot(sys *process.Sys) *cobra.Command {
	s := &snapshotFlags{auditFlags: auditFlags{sys: sys}}
	s.otherMDM, s.expiryDays = mdmWords[0], 30
	cmd := &cobra.Command{
		Use:   "snapshot -o DIR|FILE.zip",
		Short: "Save Graph's answers, to audit them anywhere and later",
		Long:  snapshotHelp,
		Example: `  prepaudit snapshot --tenant contoso.com -o contoso.zip
  prepaudit snapshot --tenant contoso.com -o contoso.zip --resume
  prepaudit audit --from contoso.zip --as-of 2026-11-28
  prepaudit snapshot --tenant contoso.com --mdm-policies -o mdm.zip`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return s.run(cmd.Context()) },
	}
	s.connection.flags(cmd)
	s.scopeFlags(cmd)
	s.with.flags(cmd)
	command.QuietFlag(cmd, &s.quiet)
	f := cmd.Flags()
	f.StringVarP(&s.to, "output", "o", "", "save into the folder or file `DIR|FILE.zip`")
	f.BoolVar(&s.ofPeople, "mdm-policies", false, "save only the MDM policies, which Graph shows to people and not to apps, "+
		"for --with of an app's audit")
	f.BoolVar(&s.resume, "resume", false, "continue a snapshot that was interrupted")
	f.BoolVar(&s.signIns, "sign-in-activity", false, "also save when people last signed in; slow: 20 minutes for "+
		"100,000 users, since Graph allows ten requests a minute")
	f.BoolVar(&s.confirmPlans, "confirm-plans", false, "also save assignedPlans; slow: reads ten times as much")
	f.StringSliceVar(&s.columns, "columns", nil, "also save this `PROPERTY` of users, for --columns of audit"+
		command.Listed)
	command.More(cmd, snapshotMore)
	command.Complete(cmd, "columns", graph.ExtraProperties)
	return cmd
}

func (s *snapshotFlags) run(ctx context.Context) error {
	if err := s.check(); err != nil {
		return err
	}
	if s.to == "" {
		return process.WithHint(process.Usagef("-o is missing"), "for example -o contoso.zip, or -o FOLDER")
	}
	dir, zipped := s.to, strings.HasSuffix(strings.ToLower(s.to), ".zip")
	if zipped {
		dir = s.to + ".partial"
		if _, err := os.Lstat(s.to); err == nil {
			return process.WithHint(fmt.Errorf("%s already exists", s.to), "use another name, or delete it")
		}
	}
	if m, ok := snapshot.Finished(dir); ok && zipped && s.resume { // all that is missing is the file
		return s.finish(ctx, dir, m)
	}
	if s.ofPeople && len(s.with.files) > 0 {
		return process.Usagef("--mdm-policies and --with exclude each other")
	}
	run, err := s.selection.run(s.sys)
	if err != nil {
		return err
	}
	run.Scope, run.Base, run.Groups, run.ExcludeGroups = s.scope, s.base, s.groups, s.notGroups
	run.Columns, run.People = s.columns, true
	reading, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	var recorder *snapshot.Recorder
	s.through = func(t http.RoundTripper) http.RoundTripper {
		begin := snapshot.Create
		if s.resume {
			begin = snapshot.Resume
		}
		if recorder, err = begin(dir, t, fail); err != nil {
			return t
		}
		return recorder
	}
	if err := s.with.open(s.sys, &s.connection, run); err != nil {
		return err
	}
	defer s.with.done()
	asks := consent{run.Permissions(), run.Rules}
	if s.ofPeople {
		asks = consent{permissions: []string{"Organization.Read.All", graph.PermissionFor(graph.OfPeople()[0]).Delegated}}
	}
	from, stop, connected := s.connect(reading, s.sys, asks)
	if err != nil {
		return err
	}
	if connected != nil {
		return connected
	}
	defer stop()
	defer recorder.Close()
	m, err := s.read(ctx, reading, run, from)
	if err != nil {
		if why := context.Cause(reading); ctx.Err() == nil && why != nil {
			err = why
		}
		return process.WithHint(err, "--resume goes on with "+process.Printable(dir))
	}
	if err := recorder.Finish(m); err != nil {
		return err
	}
	if n := recorder.Resumed(); n > 0 && !s.quiet {
		s.sys.Tell(fmt.Sprintf("Answers that were there already: %d", n))
	}
	if !zipped {
		return s.tell(m)
	}
	return s.finish(ctx, dir, m)
}

// read reads what is to be saved, and says what that is.
func (s *snapshotFlags) read(ctx, reading context.Context, run *audit.Run, from audit.Source) (snapshot.Manifest, error) {
	if !s.ofPeople {
		said := &summary{}
		if err := run.Tell(ctx, reading, from, nil, said); err != nil {
			return snapshot.Manifest{}, err
		}
		return said.manifest(from), nil
	}
	read, gaps, err := run.Only(reading, from, graph.OfPeople())
	if err != nil {
		return snapshot.Manifest{}, err
	}
	said := &summary{ran: &record.Run{Reading: record.RunReading{Started: run.Started}, Tenant: record.Tenant{
		ID: read.Organization.ID, Name: read.Organization.DisplayName, DefaultDomain: read.Organization.DefaultDomain,
	}}, sum: &record.Summary{Missing: gaps}}
	return said.manifest(from), nil
}

// finish makes one file of the finished folder, and removes the folder.
func (s *snapshotFlags) finish(ctx context.Context, dir string, m snapshot.Manifest) error {
	options := output.Options{Targets: []string{"zip=" + s.to}, Quiet: true}
	out, err := output.OpenFiles(ctx, s.sys, options, []string{"zip"}, "zip=contoso.zip")
	if err != nil {
		return err
	}
	defer out.Close()
	if err := out.WriteFiles(ctx, func(_ string, w io.Writer) error { return snapshot.Zip(dir, w) }); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return s.tell(m)
}

// tell says what the snapshot has, and with which status the process ends.
func (s *snapshotFlags) tell(m snapshot.Manifest) error {
	about := m.About()
	if s.ofPeople {
		about = "MDM policies of tenant " + m.Tenant.Name
	}
	if s.ofPeople && !m.Complete {
		about += ", incomplete"
	}
	fmt.Fprintf(s.sys.Stdout, "Saved %s: %s\n", process.Printable(s.to), process.Printable(about))
	for _, d := range m.Datasets {
		fmt.Fprintf(s.sys.Stdout, "  not read: %s: %s\n", d.Name, process.Printable(d.Why))
	}
	if !m.Complete {
		return process.Verdict(process.StatusUndecided)
	}
	return nil
}

// summary keeps what a run comes to.
type summary struct {
	ran *record.Run
	sum *record.Summary
}

func (s *summary) Run(r *record.Run) error           { s.ran = r; return nil }
func (s *summary) User(*record.User) error           { return nil }
func (s *summary) Device(*record.Device) error       { return nil }
func (s *summary) Finding(*record.Finding) error     { return nil }
func (s *summary) Summary(sum *record.Summary) error { s.sum = sum; return nil }

// manifest is what the snapshot says of itself.
func (s *summary) manifest(from audit.Source) snapshot.Manifest {
	m := snapshot.Manifest{
		Version: process.Version(), Started: s.ran.Reading.Started.UTC().Truncate(time.Second), Graph: from.URL(),
		Cloud: from.Cloud, Complete: len(s.sum.Missing) == 0, Users: s.sum.Scope.Read, Devices: s.sum.Devices.Read,
		Tenant: snapshot.Tenant{ID: s.ran.Tenant.ID, Name: s.ran.Tenant.Name, DefaultDomain: s.ran.Tenant.DefaultDomain},
		Method: from.Method(), Datasets: []snapshot.Dataset{},
	}
	if a := from.Granted(); a != nil {
		m.Access = &snapshot.Access{AppOnly: a.AppOnly, Permissions: a.Granted, Roles: a.Roles}
	}
	for _, g := range s.sum.Missing {
		m.Datasets = append(m.Datasets, snapshot.Dataset{Name: string(g.Dataset), Partial: g.Partial, Why: g.Why})
	}
	return m
}
