package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/access"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func newPermissions(sys *process.Sys) *cobra.Command {
	var only, skip, allow []string
	var user, check bool
	var where, form string
	var c connection
	cmd := &cobra.Command{
		Use:   "permissions",
		Short: "List the least permissions of an audit, and what each opens; check what a sign-in has",
		Long: wrap("List the least permissions of an audit, and what each opens: rules by their ids, "+
			"options by their names. An audit does without any of them, and says what it could "+
			"not judge. With --only and --skip, those that an audit with these options asks for.", 80, "") + "\n\n" +
			wrap("--check signs in as an audit does, and says what the sign-in has, lacks, and has in excess, "+
				"loudest where it can write. It looks at the token alone and asks Graph nothing. It exits with status "+
				"4 when a required rule won't be checked.", 80, "") + "\n\n" +
			wrap("--app prints what makes an app of your own with the least permissions, for where prepaudit will run: "+
				"a script, a template or a manifest, with the federated credential, admin consent as a step of its own, "+
				"and the lines that then use it. It is yours to read and to run: prepaudit never writes to a tenant.", 80,
				""),
		Example: "  prepaudit permissions\n  prepaudit permissions --only LIC,MDM\n  prepaudit permissions --user\n" +
			"  prepaudit permissions --check --tenant contoso.com --auth browser\n" +
			"  prepaudit permissions --app github --as az > app.sh",
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, args []string) error {
			flags := rules.Flags()
			if check {
				flags = nil // as an audit without further options
			}
			selected, err := rules.Select(only, skip, flags)
			if err != nil {
				return unknownRule(err, slices.Concat(only, skip))
			}
			if user {
				selected = slices.DeleteFunc(selected, func(r *rules.Rule) bool { return !r.OfOneUser() })
			}
			switch {
			case check && where != "":
				return process.Usagef("--check and --app exclude each other")
			case check:
				return c.checkAccess(cmd.Context(), sys, selected, allow)
			case where == "" && form != "":
				return process.Usagef("--as is the form of --app")
			}
			return command.Listing(func([]string) error {
				all := permissions(selected, len(only)+len(skip) == 0)
				if user {
					all = permissionsOfUser(selected)
				}
				if where != "" {
					return printApp(sys, where, form, all, selected)
				}
				return listPermissions(sys.Stdout, all)
			})(cmd, args)
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "by rule `ID` or family (LIC) only; repeats, or takes a list with "+
		"commas")
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave rule `ID` or family out; repeats, or takes a list with "+
		"commas")
	cmd.Flags().BoolVar(&user, "user", false, "those of prepaudit user, as a help desk needs them, instead of an "+
		"audit's")
	cmd.Flags().BoolVar(&check, "check", false, "compare what the sign-in has with what the rules need")
	cmd.Flags().StringVar(&where, "app", "", "print what makes an app for `WHERE`: "+strings.Join(access.Places(), ", "))
	cmd.Flags().StringVar(&form, "as", "", "print it as `FORM`: "+strings.Join(access.Forms(), ", ")+"; without it "+
		"powershell on Windows, else az")
	c.flags(cmd)
	command.AllowFlag(cmd, &allow)
	command.Complete(cmd, "app", access.Places)
	command.Complete(cmd, "as", access.Forms)
	command.Complete(cmd, "only", ruleIDs)
	command.Complete(cmd, "skip", ruleIDs)
	return cmd
}

func listPermissions(w io.Writer, all []permission) error {
	var b strings.Builder
	for _, p := range all {
		fmt.Fprintf(&b, "%s\n%s\n", permissionText(p.Permission), wrap(strings.Join(p.opens, ", "), 80, "    "))
	}
	b.WriteString("\nSigned in as a user, they are delegated permissions; the role Global Reader " +
		"may\nread all of it.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// permission is one consent to ask for, and what cannot be done without it.
type permission struct {
	graph.Permission
	opens []string
}

// permissionsOfUser are those of prepaudit user: of the rules that are asked about one person, and of what else it
// shows.
func permissionsOfUser(selected []*rules.Rule) []permission {
	all := permissions(selected, false)
	for _, extra := range []struct {
		of    tenant.Dataset
		opens string
	}{{tenant.ScopeGroups, "the user's groups"}, {tenant.OwnedDevices, "devices"},
		{tenant.ManagedDevices, "devices in Intune, device names and serial numbers, enrollment failures"}} {
		add(&all, extra.of, extra.opens)
	}
	return all
}

// add adds what a dataset opens to the permission that it needs.
func add(all *[]permission, ds tenant.Dataset, opens string) {
	a := graph.PermissionFor(ds)
	if a == (graph.Permission{}) {
		return // not Graph's
	}
	i := slices.IndexFunc(*all, func(p permission) bool { return p.Permission == a })
	if i < 0 {
		i = len(*all)
		*all = append(*all, permission{Permission: a})
	}
	if p := &(*all)[i]; !slices.Contains(p.opens, opens) {
		p.opens = append(p.opens, opens)
	}
}

// permissions are those of every dataset that a rule or an option asks for, each once.
func permissions(selected []*rules.Rule, options bool) []permission {
	var all []permission
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			add(&all, ds, r.ID)
		}
	}
	if options {
		add(&all, tenant.ScopeGroups, "--group")
		add(&all, tenant.ScopeGroups, "--exclude-group")
	}
	add(&all, tenant.Subscriptions, "lots in reports")
	return all
}

func permissionText(a graph.Permission) string {
	switch a.Application {
	case a.Delegated:
		return a.Delegated
	case "":
		return a.Delegated + ", for a signed-in user only"
	}
	return a.Delegated + "; as an app " + a.Application
}
