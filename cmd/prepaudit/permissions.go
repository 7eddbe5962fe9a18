package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func newPermissions(sys *sys) *cobra.Command {
	return &cobra.Command{
		Use:   "permissions",
		Short: "List the least permissions of an audit, and what each opens",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			tw := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(tw, "PERMISSION\tAS AN APP\tOPENS")
			for _, p := range permissions() {
				app := "yes"
				if p.application == "" {
					app = "no"
				}
				fmt.Fprintf(tw, "%s\t%s\t%s\n", p.name, app, strings.Join(p.opens, ", "))
			}
			if err := tw.Flush(); err != nil {
				return err
			}
			_, err := fmt.Fprintln(sys.stdout, "\nSigned in as a user, the same names as delegated permissions; the role Global Reader may read all of it.")
			return err
		},
	}
}

// permission is one consent to ask for, and what cannot be done without it.
type permission struct {
	name, application string
	opens             []string
}

// permissions are those of every dataset that a rule or a flag asks for, each once.
func permissions() []permission {
	var all []permission
	add := func(ds tenant.Dataset, opens string) {
		a := graph.Permission(ds)
		i := slices.IndexFunc(all, func(p permission) bool { return p.name == a.Delegated })
		if i < 0 {
			i = len(all)
			all = append(all, permission{name: a.Delegated, application: a.Application})
		}
		if !slices.Contains(all[i].opens, opens) {
			all[i].opens = append(all[i].opens, opens)
		}
	}
	for _, r := range rules.Catalog() {
		for _, ds := range r.Needs {
			add(ds, r.ID)
		}
	}
	add(tenant.ScopeGroups, "--group")
	add(tenant.ScopeGroups, "--exclude-group")
	add(tenant.Subscriptions, "lots in reports")
	return all
}

func permissionText(a graph.Access) string {
	switch a.Application {
	case a.Delegated:
		return a.Delegated
	case "":
		return a.Delegated + ", for a signed-in user only"
	}
	return a.Delegated + "; as an app " + a.Application
}
