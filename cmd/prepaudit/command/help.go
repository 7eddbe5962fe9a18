package command

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// more is the annotation of a command whose help has sections behind its flags.
const more = "more"

// More puts sections behind the flags in a command's help, since what a newcomer needs comes first.
func More(cmd *cobra.Command, sections string) {
	cmd.Annotations = map[string]string{more: strings.TrimSpace(sections)}
}

// Group is a heading in a help, with the names of the commands or flags below it in their order.
type Group struct {
	Heading string
	Names   []string
}

// Groups are those of one help. What none of them names comes last.
type Groups []Group

func (g Groups) place(name string) (group, at int) {
	for i, one := range g {
		if at := slices.Index(one.Names, name); at >= 0 {
			return i, at
		}
	}
	return len(g), 0
}

func (g Groups) heading(group int, other string) string {
	if group < len(g) {
		return g[group].Heading
	}
	return other
}

// flagGroups are those of commands with many flags: a flag means the same wherever it is.
var flagGroups = Groups{
	{"Permissions", []string{"check", "user", "app", "as"}},
	{"Tenant and sign-in", []string{"tenant", "auth", "client-id", "client-secret-file", "certificate",
		"certificate-password-file", "federated-token-file", "cloud", "demo", "from", "config",
		"all-tenants", "tenants-at-once"}},
	{"Who to check", []string{"scope", "group", "exclude-group", "exclude-upn", "include-disabled", "include-guests",
		"include-unlicensed"}},
	{"Snapshot", []string{"resume", "mdm-policies"}},
	{"What to check", []string{"only", "skip", "network", "with", "max-age", "mdm", "sign-in-activity", "confirm-plans", "expiry-days",
		"as-of", "lifecycle"}},
	{"What if", []string{"what-if", "buy", "by", "allow-frontline"}},
	{"Reports", []string{"output", "out-dir", "split-by", "open", "details", "columns", "bom", "prices", "redact",
		"redact-columns", "color", "quiet", "verbose", "log-format"}},
	{"History", []string{"history", "history-dsn-file"}},
	{"Exit status", []string{"fail-on", "allow-incomplete", "exceptions", "baseline", "max-blocked"}},
	{"Notifications", []string{"notify", "notify-url-file", "notify-state"}},
	{"Connection", []string{"parallel", "timeout", "ca-file", "graph-url"}},
}

// many is how many flags a command must have before headings help.
const many = 12

// usage is what a help says after what the command does.
func usage(sys *process.Sys, commands Groups) func(*cobra.Command) error {
	return func(cmd *cobra.Command) error {
		var b strings.Builder
		b.WriteString("Usage:\n")
		if cmd.Runnable() {
			fmt.Fprintf(&b, "  %s\n", cmd.UseLine())
		}
		if cmd.HasAvailableSubCommands() {
			fmt.Fprintf(&b, "  %s [command]\n", cmd.CommandPath())
		}
		if cmd.HasExample() {
			fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
		}
		listCommands(&b, cmd, commands)
		listFlags(&b, cmd, max(60, min(100, cmp.Or(sys.OutWidth, 100))))
		if sections := cmd.Annotations[more]; sections != "" {
			fmt.Fprintf(&b, "\n%s\n", sections)
		}
		if cmd.HasAvailableSubCommands() {
			fmt.Fprintf(&b, "\n`%s [command] --help` says more about a command.\n", cmd.CommandPath())
		}
		_, err := io.WriteString(cmd.OutOrStderr(), b.String())
		return err
	}
}

func listCommands(b *strings.Builder, cmd *cobra.Command, groups Groups) {
	all := slices.DeleteFunc(slices.Clone(cmd.Commands()), func(c *cobra.Command) bool { return !c.IsAvailableCommand() })
	slices.SortStableFunc(all, func(x, y *cobra.Command) int {
		g, at := groups.place(x.Name())
		h, to := groups.place(y.Name())
		return cmp.Or(cmp.Compare(g, h), cmp.Compare(at, to))
	})
	last := -1
	for _, c := range all {
		if group, _ := groups.place(c.Name()); group != last {
			last = group
			other := "Other commands"
			if cmd.HasParent() || len(groups) == 0 {
				other = "Commands"
			}
			fmt.Fprintf(b, "\n%s:\n", groups.heading(group, other))
		}
		fmt.Fprintf(b, "  %-*s %s\n", c.NamePadding(), c.Name(), c.Short)
	}
}

// listFlags has headings where there are many.
func listFlags(b *strings.Builder, cmd *cobra.Command, width int) {
	var all []*pflag.Flag
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { all = append(all, f) })
	if cmd.Flags().Lookup("quiet") != nil || cmd.Flags().Lookup("verbose") != nil {
		cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { all = append(all, f) })
	}
	groups := flagGroups
	known := func(f *pflag.Flag) bool { group, _ := groups.place(f.Name); return group < len(groups) }
	if len(all) < many || !slices.ContainsFunc(all, known) {
		groups = nil
	}
	slices.SortStableFunc(all, func(x, y *pflag.Flag) int {
		g, at := groups.place(x.Name)
		h, to := groups.place(y.Name)
		return cmp.Or(cmp.Compare(g, h), cmp.Compare(at, to))
	})
	for len(all) > 0 {
		group, _ := groups.place(all[0].Name)
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		set.SortFlags = false
		for len(all) > 0 {
			if g, _ := groups.place(all[0].Name); g != group {
				break
			}
			set.AddFlag(all[0])
			all = all[1:]
		}
		other := "Other flags"
		if groups == nil {
			other = "Flags"
		}
		fmt.Fprintf(b, "\n%s:\n%s", groups.heading(group, other), set.FlagUsagesWrapped(width))
	}
}
