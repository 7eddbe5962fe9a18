package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

func newRules(sys *process.Sys) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules, or explain one",
		Long: `List the rules, or explain one: why it matters, how to fix it, and its source.

The first letters of an id are its family: LIC licenses, MDM enrollment, DIR
directory and joining, OOB signing in during setup, CA Conditional Access, INT
Intune settings, DPP device preparation policies, DEV devices, RBA roles, NET
network. An audit exits with status 3 if a required rule fails, or any rule that
stops people.`,
		Example: "  prepaudit rules list\n  prepaudit rules show LIC-02\n  prepaudit rules matrix",
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "list",
		Short: "List the rules and their levels",
		Args:  command.Arguments(0, 0),
		RunE:  command.Listing(func([]string) error { return listRules(sys.Stdout) }),
	}, &cobra.Command{
		Use:               "show ID",
		Short:             "Explain one rule: why it matters, how to fix it, and its source",
		Args:              command.Arguments(1, 1),
		ValidArgsFunction: suggest(ruleIDs),
		RunE: command.Listing(func(args []string) error {
			r, err := rules.Lookup(args[0])
			if err != nil {
				return unknownRule(err, args)
			}
			return showRule(sys.Stdout, r)
		}),
	}, &cobra.Command{
		Use:   "matrix",
		Short: "List Microsoft's requirements, and what checks each",
		Args:  command.Arguments(0, 0),
		RunE:  command.Listing(func([]string) error { return listSentences(sys.Stdout) }),
	})
	return cmd
}

func listRules(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rules.Catalog() {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", r.ID, r.Level, r.Title)
	}
	return tw.Flush()
}

func showRule(w io.Writer, r *rules.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", r.ID, r.Level, wrap(r.Title, 80, ""))
	section := func(title, text string) { fmt.Fprintf(&b, "\n%s\n%s\n", title, wrap(text, 80, "  ")) }
	section("Why it matters", r.Rationale)
	section("What it does to people", effect(r))
	section("Fix", r.Remediation)
	section("Source", r.Citation.String())
	fmt.Fprintf(&b, "  %s\n\nWhat it reads\n", r.Citation.URL)
	for _, ds := range r.Needs {
		fmt.Fprintf(&b, "  %s\n", origin(ds))
	}
	if len(r.Needs) == 0 {
		fmt.Fprintln(&b, "  nothing: check manually")
	}
	for _, ds := range r.Uses {
		fmt.Fprintf(&b, "  %s, if available\n", origin(ds))
	}
	if r.Flag != "" {
		fmt.Fprintf(&b, "\nRuns with\n  --%s\n", r.Flag)
	}
	fmt.Fprint(&b, "\nExamples\n")
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, x := range r.Shown {
		fmt.Fprintf(tw, "  %s\t%s\n", x.Outcome, x.Name)
	}
	tw.Flush()
	_, err := io.WriteString(w, b.String())
	return err
}

// effect says what failing and warning does to the people whom it concerns, and where on their way.
func effect(r *rules.Rule) string {
	does := map[rules.Consequence]string{
		rules.Stops:       "stops them: the PC isn't prepared",
		rules.Degrades:    "prepares the PC, but something is missing",
		rules.Terms:       "prepares the PC, but breaks the license terms",
		rules.Information: "changes nothing",
	}
	return fmt.Sprintf("Step: %s. A failure %s; a warning %s.", r.Effect.Step, does[r.Effect.Fails],
		does[r.Effect.Warns])
}

// origin says where a dataset comes from.
func origin(ds tenant.Dataset) string {
	if ds == tenant.Network {
		return "what `prepaudit network` found (audit --network FILE)"
	}
	return fmt.Sprintf("%s (%s)", ds, permissionText(graph.PermissionFor(ds)))
}

// listSentences prints the requirements matrix without results: an audit's reports have those.
func listSentences(w io.Writer) error {
	var b strings.Builder
	part, heading := "", ""
	for _, s := range rules.Sentences() {
		if s.Part != part {
			if part != "" {
				b.WriteString("\n")
			}
			part = s.Part
			fmt.Fprintln(&b, strings.ToUpper(part))
		}
		if h := s.Section + "\n" + s.URL; h != heading {
			heading = h
			fmt.Fprintf(&b, "\n%s\n", heading)
		}
		fmt.Fprintf(&b, "%s\n%s\n", wrap(s.Text+" ("+s.Editions()+")", 80, "  "), wrap(answeredBy(s), 80, "      "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func answeredBy(s rules.Sentence) string {
	switch {
	case s.Row > 0:
		return fmt.Sprintf("option %d of the list: the users who qualify with it", s.Row)
	case s.Manual != "":
		return "check manually: " + s.Manual
	case s.Information != "":
		return "information: " + s.Information
	}
	var all []string
	for _, id := range s.Rules {
		r, err := rules.Lookup(id)
		if err != nil {
			return strings.Join(s.Rules, ", ")
		}
		all = append(all, fmt.Sprintf("%s (%s: a failure %s, a warning %s)", id, r.Effect.Step,
			verbs[r.Effect.Fails], verbs[r.Effect.Warns]))
	}
	return strings.Join(all, ", ")
}

// verbs are what a failure or a warning does, in short.
var verbs = map[rules.Consequence]string{
	rules.Stops: "stops", rules.Degrades: "degrades", rules.Terms: "breaks license terms", rules.Information: "informs",
}
