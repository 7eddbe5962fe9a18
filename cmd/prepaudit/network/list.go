package network

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules/endpoint"
)

func newList(sys *process.Sys) *cobra.Command {
	var c choice
	var source bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is tested, with its source",
		Args:  command.Arguments(0, 0),
		RunE: command.Listing(func([]string) error {
			t, cloud, err := c.table()
			if err != nil {
				return err
			}
			if source {
				_, err := io.WriteString(sys.Stdout, endpoint.Text())
				return err
			}
			return listEndpoints(sys.Stdout, t, t.For(cloud, c.region))
		}),
	}
	c.flags(cmd)
	cmd.Flags().BoolVar(&source, "source", false, "print the built-in table, in the form that --endpoints reads")
	return cmd
}

func listEndpoints(w io.Writer, t *endpoint.Table, all []endpoint.Endpoint) error {
	fmt.Fprintf(w, "Endpoints of %s\n", t.Date)
	for _, e := range all {
		edition := ""
		if e.Edition != "both" {
			edition = ", requirements page of " + e.Edition
		}
		fmt.Fprintf(w, "\n%s  %s  %s: %s%s\n", e.Rule, e.Need, e.Section, e.Why, edition)
		if e.Lost != "" {
			fmt.Fprintf(w, "  without it: %s\n", e.Lost)
		}
		if e.AnyOf {
			fmt.Fprintln(w, "  one of them is enough")
		}
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, h := range e.Hosts {
			fmt.Fprintf(tw, "  %s\t%s\t%s\n", h.Name, portWords(h.Ports), hostNote(h))
		}
		if err := tw.Flush(); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "  source: %s\n", e.Source); err != nil {
			return err
		}
	}
	return nil
}

func portWords(ports []endpoint.Port) string {
	var words []string
	for _, p := range ports {
		words = append(words, fmt.Sprintf("%s %d", strings.ToUpper(p.Protocol), p.Number))
	}
	return strings.Join(words, ", ")
}

func hostNote(h endpoint.Host) string {
	switch {
	case h.Trap == endpoint.Dead:
		return "listed, but the name doesn't exist: not tested"
	case h.Trap == endpoint.Superseded:
		return "superseded"
	case h.Trap == endpoint.Only443:
		return "answers only on port 443"
	case h.Sample != "":
		return "tested at " + h.Sample
	case strings.Contains(h.Name, "*"):
		return "not tested"
	}
	return ""
}
