package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/doctor"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
)

// doctorFlags are what the command line asks of an examination.
type doctorFlags struct {
	sys *process.Sys
	connection
	file string
}

const doctorHelp = `Check whether Microsoft Graph answers in your tenant as prepaudit expects. Some
answers of Graph are documented nowhere, and differ between tenants. prepaudit
makes each of its requests once, for two objects at most, and compares
properties, types, values, filters, counts and headers. It prints what differs,
and which rules that affects.`

const doctorMore = `Evidence
  The evidence is a ZIP file with one JSON file. It has shapes and counts, and no
  name, id or value of your directory. Read it before you send it;
  .github/CONTRIBUTING.md says where to.

Exit status
  0 if nothing differs, 4 if something differs or couldn't be read, 1 if the run
  failed and no file was written.`

func newDoctor(sys *process.Sys) *cobra.Command {
	d := &doctorFlags{sys: sys}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check whether Graph answers in your tenant as prepaudit expects",
		Long:  doctorHelp,
		Example: `  prepaudit doctor --demo -o evidence.zip
  prepaudit doctor --tenant contoso.com`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return d.run(cmd.Context()) },
	}
	d.connection.flags(cmd)
	cmd.Flags().StringVarP(&d.file, "output", "o", "", "write the evidence to `FILE`; default: evidence-DATE.zip")
	command.More(cmd, doctorMore)
	command.Must(cmd.MarkFlagFilename("output", "zip"))
	return cmd
}

func (d *doctorFlags) run(ctx context.Context) error {
	if err := d.connection.check(); err != nil {
		return err
	}
	now := d.sys.Now()
	file := cmp.Or(d.file, "evidence-"+now.Format(time.DateOnly)+".zip")
	if file == "-" {
		return process.Usagef("-o -: the evidence is a ZIP file; standard output is for the report")
	}
	options := output.Options{Targets: []string{"zip=" + file}, Quiet: true}
	out, err := output.OpenFiles(ctx, d.sys, options, []string{"zip"}, "zip=evidence.zip")
	if err != nil {
		return err
	}
	defer out.Close()
	var recorder *doctor.Recorder
	d.through = func(t http.RoundTripper) http.RoundTripper {
		recorder = doctor.NewRecorder(t)
		return recorder
	}
	from, stop, err := d.connect(ctx, d.sys, allConsent())
	if err != nil {
		return err
	}
	defer stop()
	x := doctor.Examination{
		Client: from.Client, Recorder: recorder, Version: process.Version(), Cloud: from.Cloud, Now: now,
	}
	evidence, err := x.Run(ctx)
	if err != nil {
		return err
	}
	if err := out.WriteFiles(ctx, func(_ string, w io.Writer) error { return evidence.WriteZip(w, now) }); err != nil {
		return err
	}
	width := min(cmp.Or(d.sys.OutWidth, 80), 100)
	err = doctor.Write(d.sys.Stdout, evidence.Findings, width)
	if err == nil {
		_, err = fmt.Fprintf(d.sys.Stdout, "\n%s\n", wrap(process.Printable(file)+" has shapes and counts, and no "+
			"name, id or value of the directory. Read it before you send it.", width, ""))
	}
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if !doctor.Sound(evidence.Findings) {
		return process.Verdict(process.StatusUndecided)
	}
	return nil
}
