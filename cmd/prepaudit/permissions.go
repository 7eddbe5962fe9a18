package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func newPermissions(sys *sys) *cobra.Command {
	return &cobra.Command{
		Use:   "permissions",
		Short: "List the least permissions of an audit, and which rules each opens",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			tw := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(tw, "DATASET\tSIGNED-IN USER\tAPP WITHOUT A USER\tRULES")
			for _, ds := range append(allNeeds(), tenant.Subscriptions, tenant.ScopeGroups) {
				p := graph.Permission(ds)
				app := p.Application
				if app == "" {
					app = "none exists"
				}
				fmt.Fprintf(tw, "%s\t%s\t%s\t%s\n", ds, p.Delegated, app, usedBy(ds))
			}
			return tw.Flush()
		},
	}
}

// allNeeds is what the rules read, in the order in which they first ask for it.
func allNeeds() []tenant.Dataset {
	var all []tenant.Dataset
	seen := map[tenant.Dataset]bool{}
	for _, r := range rules.Catalog() {
		for _, ds := range r.Needs {
			if !seen[ds] {
				all = append(all, ds)
			}
			seen[ds] = true
		}
	}
	return all
}

func usedBy(ds tenant.Dataset) string {
	switch ds {
	case tenant.ScopeGroups:
		return "--group, --exclude-group"
	case tenant.Subscriptions:
		return "the subscriptions of a report"
	}
	ids := ""
	for _, r := range rules.Catalog() {
		for _, need := range r.Needs {
			if need == ds {
				ids += " " + r.ID
			}
		}
	}
	return ids[min(1, len(ids)):]
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
