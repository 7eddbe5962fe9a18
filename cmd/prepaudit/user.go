package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports"
	"prepaudit/rules"
)

// userFlags are the question about one person.
type userFlags struct {
	sys *process.Sys
	connection
	selection
	color   string
	details bool
	targets []string
	allow   []string
	with    with
}

const userHelp = `Check whether one person can prepare a PC, and show what to fix, step by step.

WHO is a user principal name, an object id, a mail address or alias, a name or
its beginning, or the name or serial number of a device, which finds its user.
Put a name with spaces in quotes.`

const userMore = `What it shows
  What to fix for this person, and what others have to fix. Below that: licenses,
  MDM user scope, policy, Conditional Access, the last enrollment that Intune
  refused, and devices. Permissions that only read don't open what device
  preparation did after enrollment: see Intune admin center > Devices > Monitor >
  Windows Autopilot device preparation deployments.

Permissions
  It reads this person's account, devices and sign-in methods, and the tenant's
  settings. For a help desk, the permissions that "prepaudit permissions --user"
  lists and the Entra role Global Reader are enough. With less, the answer says
  what wasn't checked and which permission that needs.

Exit status
  0 if the person is ready, 2 if several people match, 3 if the person isn't
  ready, 4 if something that decides couldn't be read. Devices and failed
  enrollments don't affect it.`

func newUser(sys *process.Sys) *cobra.Command {
	q := &userFlags{sys: sys}
	cmd := &cobra.Command{
		Use:   "user WHO",
		Short: "Check one person, and what to fix",
		Long:  userHelp,
		Example: `  prepaudit user adele@contoso.com --tenant contoso.com
  prepaudit user "Carlos Wójcik" --demo
  prepaudit user PC-0A1B2C3D -o markdown=ticket.md`,
		Args: oneName,
		RunE: func(cmd *cobra.Command, args []string) error { return q.run(cmd.Context(), strings.TrimSpace(args[0])) },
	}
	q.connection.flags(cmd)
	q.connection.fromFlag(cmd)
	q.selection.flags(cmd)
	q.with.flags(cmd)
	command.ColorFlag(cmd, &q.color)
	command.AllowFlag(cmd, &q.allow)
	f := cmd.Flags()
	f.BoolVar(&q.details, "details", false, "show links, all devices and failures, and every finding in full")
	f.StringArrayVarP(&q.targets, "output", "o", nil, "write the answer: `FORMAT[=FILE]`, to standard output "+
		"without a file"+command.Repeated+". Formats: "+strings.Join(reports.PersonFormats, ", "))
	command.More(cmd, userMore)
	command.Complete(cmd, "output", func() []string { return reports.PersonFormats })
	return cmd
}

// oneName takes one name, and says of several words what they probably are.
func oneName(cmd *cobra.Command, args []string) error {
	known := func(word string) bool {
		return slices.ContainsFunc(graphtest.Scenarios(), func(s graphtest.Scenario) bool { return s.Name == word })
	}
	if len(args) < 2 || known(args[len(args)-1]) {
		return command.Arguments(1, 1)(cmd, args)
	}
	return process.WithHint(process.Usagef("user takes one name, not %d", len(args)),
		fmt.Sprintf("put a name with spaces in quotes: prepaudit user %q", strings.Join(args, " ")))
}

func (q *userFlags) run(ctx context.Context, name string) error {
	if name == "" {
		return process.Usagef("no user is named: add a name, a user principal name, an object id or a device")
	}
	if err := q.connection.check(); err != nil {
		return err
	}
	if err := process.OneOf("--color", q.color, process.ColorWords); err != nil {
		return err
	}
	run, err := q.selection.run(q.sys)
	if err != nil {
		return err
	}
	if err := q.with.open(q.sys, &q.connection, run); err != nil {
		return err
	}
	defer q.with.done()
	run.Rules = slices.DeleteFunc(run.Rules, func(r *rules.Rule) bool { return !r.OfOneUser() })
	if run.Allowed, err = output.Allowed(q.allow); err != nil {
		return err
	}
	if len(run.Rules) == 0 {
		return process.Usagef("--only and --skip leave no rule about a user")
	}
	out, err := output.OpenFiles(ctx, q.sys, output.Options{Targets: answerFiles(q.targets), Quiet: q.quiet}, reports.PersonFormats,
		"markdown=ticket.md")
	if err != nil {
		return err
	}
	defer out.Close()
	from, stop, err := q.connect(ctx, q.sys, consent{run.PermissionsOfUser(), run.Rules})
	if err != nil {
		return err
	}
	defer stop()
	status, err := run.User(ctx, from, name, out, reports.Options{Width: q.sys.OutWidth, Color: q.sys.Color(q.color),
		Details: q.details})
	if many, ok := errors.AsType[*graph.AmbiguousUserError](err); ok {
		q.choice(many)
		return process.Verdict(process.StatusUsage)
	}
	if err != nil {
		return err
	}
	return process.Verdict(status)
}

// answerFiles are values of -o, each with a file; standard output gets the table where nothing else is written there.
func answerFiles(targets []string) (all []string) {
	stdout := false
	for _, target := range targets {
		target = output.ByEnding(target)
		if !strings.Contains(target, "=") {
			target += "=-"
		}
		stdout = stdout || strings.HasSuffix(target, "=-")
		all = append(all, target)
	}
	if !stdout {
		all = append(all, "table=-")
	}
	return all
}

// choice lists the users that a name fits. Nothing was checked.
func (q *userFlags) choice(many *graph.AmbiguousUserError) {
	lines := []string{process.Printable(many.Error()) + "; nothing was checked. Name one of them:"}
	for _, one := range many.Found {
		about := []string{one.DisplayName}
		for _, s := range []string{one.Department, one.Device} {
			if s != "" {
				about = append(about, s)
			}
		}
		lines = append(lines, "  "+process.Printable(one.UPN+"  ("+strings.Join(about, ", ")+")"))
	}
	if many.More {
		lines = append(lines, "  and more")
	}
	q.sys.Note(strings.Join(lines, "\n"))
}
