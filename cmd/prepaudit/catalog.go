package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/license"
	"prepaudit/rules/windows"
)

func newCatalog(sys *process.Sys) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "catalog",
		Short:   "Show what a product includes, and the built-in tables",
		Example: "  prepaudit catalog show SPE_E3\n  prepaudit catalog windows > windows.txt",
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "show SKU|GUID",
		Short: "Show one product: its plans, and the option of the requirement that it is",
		Example: `  prepaudit catalog show SPE_F1
  prepaudit catalog show 06ebc4ee-1bb5-47dd-8120-11324bc54e06
  prepaudit catalog show "Microsoft 365 E3"`,
		Args:              command.Arguments(1, 1),
		ValidArgsFunction: suggest(license.PartNumbers),
		RunE: command.Listing(func(args []string) error {
			found := license.Lookup(args[0])
			if len(found) == 0 {
				err := process.Usagef("no product %q in the catalog of %s", args[0], license.CatalogDate())
				return process.WithHint(err, process.DidYouMean(args[0], license.PartNumbers(),
					"use a part number (SPE_E3), a skuId or a product name; an audit checks a product that is "+
						"missing here by the plans in the tenant's subscribedSkus"))
			}
			for i, p := range found {
				if i > 0 {
					fmt.Fprintln(sys.Stdout)
				}
				if err := showProduct(sys.Stdout, p); err != nil {
					return err
				}
			}
			return nil
		}),
	}, &cobra.Command{
		Use:   "windows",
		Short: "Print releases and editions of Windows, in the form that --lifecycle reads",
		Args:  command.Arguments(0, 0),
		RunE: command.Listing(func([]string) error {
			_, err := fmt.Fprint(sys.Stdout, windows.Text())
			return err
		}),
	})
	return cmd
}

func showProduct(w io.Writer, p license.Product) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s  %s\n\n", p.Name, p.PartNumber, p.SKU)
	if p.Row > 0 {
		fmt.Fprintf(&b, "Option %d of Microsoft's requirements page (%s): %s\n", p.Row, p.Match, license.RowTitle(p.Row))
	} else {
		fmt.Fprintln(&b, "In none of the options 1 to 6 of Microsoft's requirements page.")
	}
	fmt.Fprintf(&b, "For: %s\n", p.Class)
	fmt.Fprintln(&b, wrap(includes(p), 80, ""))
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "\n%s\n  (%s)\n", wrap("Note: "+n.Text, 80, ""), n.Source)
	}
	// The plans that matter here come first.
	plans := slices.SortedStableFunc(slices.Values(p.Plans), func(x, y license.ProductPlan) int {
		return cmp.Compare(matters(x), matters(y))
	})
	if len(plans) > 0 {
		fmt.Fprintln(&b, "\nPlans")
	}
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, plan := range plans {
		kind := string(plan.Kind)
		if kind == "" {
			kind = "-"
		}
		fmt.Fprintf(tw, "  %s\t%s\t%s\t%s\n", plan.Name, plan.ID, kind, plan.DisplayName)
	}
	tw.Flush()
	fmt.Fprintf(&b, "\nCatalog of %s.\n", license.CatalogDate())
	_, err := io.WriteString(w, b.String())
	return err
}

func matters(p license.ProductPlan) int {
	if p.Kind == license.OtherPlan {
		return 1
	}
	return 0
}

// includes says what a person gets from it.
func includes(p license.Product) string {
	const entra, intune = "Microsoft Entra ID P1 or P2", "Intune"
	switch {
	case !p.PlansKnown:
		return "Its plans are not published; the tenant's own subscribedSkus decide."
	case p.Class != license.Person && (p.Entra || p.Intune):
		return "Its plans would license a person, but it isn't for people and doesn't count."
	case p.Entra && p.Intune && p.Row == 0:
		return "Includes " + entra + " and " + intune + ": option 7, though Microsoft's requirements page doesn't list it."
	case p.Entra && p.Intune:
		return "Includes both parts: " + entra + ", or its education equivalent, and " + intune + "."
	case p.Entra:
		return "Includes " + entra + ": one part of option 7. It also needs " + intune + "."
	case p.Intune:
		return "Includes " + intune + ": one part of option 7. It also needs " + entra + "."
	}
	return "Includes neither " + entra + " nor " + intune + "."
}
