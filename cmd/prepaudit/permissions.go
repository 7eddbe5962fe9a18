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
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

func newPermissions(sys *process.Sys) *cobra.Command {
	var only, skip, allow []string
	var user, check bool
	var where, form string
	var c connection
	cmd := &cobra.Command{
		Use:        "permissions",
		SuggestFor: []string{"app", "setup", "consent", "scopes"},
		Short:      "List the permissions that an audit needs, check yours, or make an app",
		Long: `List the permissions that an audit needs, with the required rules and options that
need each. All of them only read. If some are missing, an audit still runs and
says what it couldn't check.

--check signs in as an audit does and compares: what the sign-in has, what it
lacks, and what it doesn't need, above all permissions that write. It looks only
at the token and asks Graph nothing. It exits with status 4 if a required rule
can't be checked.

--app prints a script, a template or a manifest that makes an app registration
with these permissions, for the place where prepaudit will run. It has the
federated credential, admin consent as a step of its own, and the lines that use
the app. Read it and run it yourself: prepaudit never changes a tenant.`,
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
	cmd.Flags().StringSliceVar(&only, "only", nil, "list only what this rule `ID` (LIC-02) or family (LIC) needs"+
		command.Listed)
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "don't list what only this rule `ID` or family needs"+command.Listed)
	cmd.Flags().BoolVar(&user, "user", false, "list what \"prepaudit user\" needs, for a help desk")
	cmd.Flags().BoolVar(&check, "check", false, "sign in, and compare what the sign-in has with what the rules need")
	cmd.Flags().StringVar(&where, "app", "", "print what registers an app for `WHERE` prepaudit runs: "+
		strings.Join(access.Places(), ", "))
	cmd.Flags().StringVar(&form, "as", "", "print that as `FORM`: "+strings.Join(access.Forms(), ", ")+"; default: "+
		"powershell on Windows, az elsewhere")
	c.flags(cmd)
	command.AllowFlag(cmd, &allow)
	command.Choose(cmd, "app", access.Places)
	command.Choose(cmd, "as", access.Forms)
	command.Complete(cmd, "only", ruleIDs)
	command.Complete(cmd, "skip", ruleIDs)
	return cmd
}

func listPermissions(w io.Writer, all []permission) error {
	var b strings.Builder
	for _, p := range all {
		fmt.Fprintf(&b, "%s\n", permissionText(p.Permission))
		for _, line := range p.reasons() {
			fmt.Fprintf(&b, "%s\n", wrap(line, 80, "    "))
		}
	}
	b.WriteString("\nIf a user signs in, these are delegated permissions. The role Global Reader\n" +
		"can read all of it.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// permission is one consent to ask for, and what cannot be done without it.
type permission struct {
	graph.Permission
	rules []*rules.Rule
	opens []string // what else: options, and what reports have
}

// reasons are the required rules that need it, or all where they are few, how many more do, and what else it opens.
func (p *permission) reasons() (lines []string) {
	const few = 3
	for _, r := range p.rules {
		if r.Level == rules.Required || len(p.rules) <= few {
			lines = append(lines, r.ID+" "+r.Title)
		}
	}
	switch n := len(p.rules) - len(lines); {
	case n > 0 && len(lines) > 0:
		lines = append(lines, "and "+english.Count(n, "other rule"))
	case n > 0:
		lines = append(lines, english.Count(n, "rule")+", none of them required")
	}
	if len(p.opens) > 0 {
		lines = append(lines, strings.Join(p.opens, ", "))
	}
	return lines
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
		p := opened(&all, extra.of)
		p.opens = append(p.opens, extra.opens)
	}
	return all
}

// opened is the permission that a dataset needs, added to the others where it is new; nil where it isn't Graph's.
func opened(all *[]permission, ds tenant.Dataset) *permission {
	a := graph.PermissionFor(ds)
	if a == (graph.Permission{}) {
		return nil
	}
	i := slices.IndexFunc(*all, func(p permission) bool { return p.Permission == a })
	if i < 0 {
		i = len(*all)
		*all = append(*all, permission{Permission: a})
	}
	return &(*all)[i]
}

// permissions are those of every dataset that a rule or an option asks for, each once.
func permissions(selected []*rules.Rule, options bool) []permission {
	var all []permission
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			if p := opened(&all, ds); p != nil && !slices.Contains(p.rules, r) {
				p.rules = append(p.rules, r)
			}
		}
	}
	if options {
		p := opened(&all, tenant.ScopeGroups)
		p.opens = append(p.opens, "--group", "--exclude-group")
	}
	p := opened(&all, tenant.Subscriptions)
	p.opens = append(p.opens, "subscriptions in reports")
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
