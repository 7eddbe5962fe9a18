package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/terminal"
	"prepaudit/rules"
)

// userFlags are the question about one person.
type userFlags struct {
	sys *process.Sys
	connection
	selection
	color string
	allow []string
}

func newUser(sys *process.Sys) *cobra.Command {
	q := &userFlags{sys: sys}
	cmd := &cobra.Command{
		Use:   "user UPN|ID",
		Short: "Say of one user whether a device can be prepared, and what to do",
		Long: wrap("Say of one user what the help desk is asked: which licences, by which path, and what "+
			"they give; whether automatic enrolment, the right to join and the quota let the user "+
			"in; which device preparation policy wins; what Conditional Access asks; and the next "+
			"step. The tenant's settings are read as an audit reads them; of users, devices and "+
			"methods to sign in, this person's alone. The exit status is 0 for ready, 3 for not "+
			"ready (so too while a group is still assigning the licence), 4 for what could not be "+
			"decided, or where something that the rules need was not read and --allow-incomplete "+
			"does not name it, and else that of an audit. \"prepaudit audit --help\" has more on signing in.", 80, ""),
		Example: `  prepaudit user adele@contoso.com --auth browser --client-id APP
  prepaudit user carlos.wojcik@contoso.com --demo`,
		Args: command.Arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return q.run(cmd.Context(), args[0]) },
	}
	q.connection.flags(cmd)
	q.connection.fromFlag(cmd)
	q.selection.flags(cmd)
	command.ColorFlag(cmd, &q.color)
	command.AllowFlag(cmd, &q.allow)
	return cmd
}

func (q *userFlags) run(ctx context.Context, name string) error {
	if strings.TrimSpace(name) == "" {
		return process.Usagef("no user is named: give a user principal name or an object id")
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
	run.Rules = slices.DeleteFunc(run.Rules, func(r *rules.Rule) bool { return !r.OfOneUser() })
	if run.Allowed, err = output.Allowed(q.allow); err != nil {
		return err
	}
	if len(run.Rules) == 0 {
		return process.Usagef("--only and --skip leave no rule about a user")
	}
	from, stop, err := q.connect(ctx, q.sys)
	if err != nil {
		return err
	}
	defer stop()
	status, err := run.User(ctx, from, name, terminal.Options{Width: q.sys.OutWidth, Color: q.sys.Color(q.color)})
	if err != nil {
		return err
	}
	return process.Verdict(status)
}
