package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func newPermissions(sys *process.Sys) *cobra.Command {
	var only, skip []string
	cmd := &cobra.Command{
		Use:   "permissions",
		Short: "List the least permissions of an audit, and what each opens",
		Long: wrap("List the least permissions of an audit, and what each opens: rules by their ids, "+
			"options by their names. An audit does without any of them, and says what it could "+
			"not judge. With --only and --skip, those that an audit with these options asks for.", 80, ""),
		Example: "  prepaudit permissions\n  prepaudit permissions --only LIC,MDM",
		Args:    command.Arguments(0, 0),
		RunE: command.Listing(func([]string) error {
			selected, err := rules.Select(only, skip, rules.Flags())
			if err != nil {
				return unknownRule(err, slices.Concat(only, skip))
			}
			return listPermissions(sys.Stdout, selected, len(only)+len(skip) == 0)
		}),
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "by rule `ID` or family (LIC) only; repeats, or takes a list with "+
		"commas")
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave rule `ID` or family out; repeats, or takes a list with "+
		"commas")
	command.Complete(cmd, "only", ruleIDs)
	command.Complete(cmd, "skip", ruleIDs)
	return cmd
}

func listPermissions(w io.Writer, selected []*rules.Rule, options bool) error {
	var b strings.Builder
	for _, p := range permissions(selected, options) {
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

// permissions are those of every dataset that a rule or an option asks for, each once.
func permissions(selected []*rules.Rule, options bool) []permission {
	var all []permission
	add := func(ds tenant.Dataset, opens string) {
		a := graph.PermissionFor(ds)
		if a == (graph.Permission{}) {
			return // not Graph's
		}
		i := slices.IndexFunc(all, func(p permission) bool { return p.Permission == a })
		if i < 0 {
			i = len(all)
			all = append(all, permission{Permission: a})
		}
		if !slices.Contains(all[i].opens, opens) {
			all[i].opens = append(all[i].opens, opens)
		}
	}
	for _, r := range selected {
		for _, ds := range slices.Concat(r.Needs, r.Uses) {
			add(ds, r.ID)
		}
	}
	if options {
		add(tenant.ScopeGroups, "--group")
		add(tenant.ScopeGroups, "--exclude-group")
	}
	add(tenant.Subscriptions, "lots in reports")
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
