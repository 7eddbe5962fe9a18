package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/config"
	"prepaudit/cmd/prepaudit/process"
)

const configHelp = `A configuration is a YAML file that sets flags. prepaudit reads prepaudit.yaml in
the folder where you run it, or the file that --config or PREPAUDIT_CONFIG names:

  tenant: contoso.com
  group: [Autopilot users]
  audit:
    output: [html=report.html, xlsx=licenses.xlsx]

A key is a flag without its dashes. At the top, it is for every command that has
the flag. Below the name of a command, it is for that command, and stronger. -o
and --timeout differ between commands, so their keys stand below one.

A flag on the command line is stronger than a variable, and a variable is stronger
than the file. Paths begin at the folder of the file. Unknown keys, wrong values,
aliases and tags are errors. --help, --version, --config, --demo and --open have
no key. Secrets have none either: save them in files, and name these.`

const configMore = `Several tenants
  --tenant fabrikam takes the values of this tenant. They are stronger than those
  for a command, and these are stronger than those for all:
    tenants:
      fabrikam:
        tenant: fabrikam.com
        out-dir: reports/fabrikam
  "prepaudit audit --all-tenants" audits all of them.

A file that was found
  Somebody else may have written what is in your folder. If prepaudit uses a
  prepaudit.yaml that you didn't name, it says so, with --quiet too. Such a file
  can't set where Graph or the sign-in is, how to sign in, which rules are checked,
  what fails, or a path outside its folder. Name the file to allow that: --config
  ./prepaudit.yaml. With --config none, and with --demo, it isn't read.`

func newConfig(sys *process.Sys) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "config",
		SuggestFor: []string{"configuration", "configure", "settings"},
		Short:      "Write, check and explain prepaudit.yaml, which sets flags",
		Long:       configHelp,
		Example: `  prepaudit config init
  prepaudit config check
  prepaudit config show audit --tenant fabrikam`,
	}
	command.More(cmd, configMore)
	cmd.AddCommand(newConfigInit(sys), newConfigCheck(sys), newConfigShow(sys))
	return cmd
}

func newConfigInit(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:     "init [FILE]",
		Short:   "Write a configuration with every key, to fill in",
		Long:    "Write prepaudit.yaml, or FILE, with every key as a comment. It replaces no file.",
		Example: "  prepaudit config init",
		Args:    command.Arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := config.Name
			if len(args) > 0 {
				path = args[0]
			}
			if err := writeNew(path, config.Template(known(cmd.Root()))); errors.Is(err, fs.ErrExist) {
				return process.WithHint(fmt.Errorf("%s already exists", path), "use another name, or delete it")
			} else if err != nil {
				return err
			}
			fmt.Fprintf(sys.Stdout, "Wrote %s. It sets nothing yet: remove the # before what you set.\n",
				process.Printable(path))
			return nil
		},
	}
}

// writeNew writes a file that isn't there, or none.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(path)
	}
	return err
}

func newConfigCheck(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a configuration, and list everything that is wrong",
		Long: `Check FILE, or the configuration that a command would use here, and list
everything that is wrong. The exit status is 2 if anything is.`,
		Example: "  prepaudit config check\n  prepaudit config check ./prepaudit.yaml",
		Args:    command.Arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := sys.Getenv("PREPAUDIT_CONFIG")
			if len(args) > 0 {
				path = args[0]
			}
			var f *config.File
			var err error
			switch path {
			case config.None:
			case "":
				f, err = config.Find(known(cmd.Root()))
			default:
				f, err = config.Load(path, false, known(cmd.Root()))
			}
			if all, ok := errors.AsType[config.Problems](err); ok {
				for _, p := range all {
					sys.Tell(fmt.Sprintf("%s\n  hint: %s", process.Printable(p.Error()), process.Printable(p.Hint)))
				}
				return process.Verdict(process.StatusUsage)
			}
			if err != nil {
				return process.Usage(err)
			}
			if f == nil {
				return process.WithHint(process.Usagef("a command reads no configuration here"),
					"`prepaudit config init` writes "+config.Name)
			}
			fmt.Fprintf(sys.Stdout, "%s: OK, %s\n", process.Printable(f.Path), f.About())
			return nil
		},
	}
}

func newConfigShow(sys *process.Sys) *cobra.Command {
	return &cobra.Command{
		Use:   "show [COMMAND [FLAG...]]",
		Short: "Print the value of every flag, and where it is from",
		Long: `Print the value of every flag as COMMAND would have it here, and where it is from:
a flag, a variable, a line of the configuration, or the default. Without COMMAND,
it is audit. Nothing is read from a tenant.`,
		Example: "  prepaudit config show\n  prepaudit config show audit --tenant fabrikam --config ./prepaudit.yaml",
		// They are those of the other command.
		DisableFlagParsing: true, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && (args[0] == "--help" || args[0] == "-h") {
				return cmd.Help()
			}
			if len(args) == 0 || strings.HasPrefix(args[0], "-") {
				args = append([]string{"audit"}, args...)
			}
			return command.Listing(func(args []string) error { return showConfiguration(cmd.Root(), sys, args) })(cmd, args)
		},
	}
}

func showConfiguration(root *cobra.Command, sys *process.Sys, args []string) error {
	target, rest, err := root.Find(args)
	if err != nil || target.Flags().Lookup(config.Flag) == nil {
		var names []string
		for _, c := range known(root) {
			names = append(names, c.Name)
		}
		return process.WithHint(process.Usagef("%q takes no configuration", args[0]),
			process.DidYouMean(args[0], names, "these do: "+strings.Join(names, ", ")))
	}
	if err := target.ParseFlags(rest); err != nil {
		return target.FlagErrorFunc()(target, err)
	}
	if err := command.FromEnvironment(target, sys.LookupEnv); err != nil {
		return err
	}
	f, err := configuration(root, target.Flags())
	if err != nil {
		return err
	}
	all, err := f.Values(section(target), target.Flags(), command.VariableOf)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(sys.Stdout)
	switch {
	case f == nil:
		fmt.Fprintf(out, "Without a configuration.\n")
	case f.Found:
		fmt.Fprintf(out, "With %s, found in this folder: %s.\n", config.Name, f.About())
	default:
		fmt.Fprintf(out, "With %s: %s.\n", process.Printable(f.Path), f.About())
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, v := range all {
		if v.Name == "help" || v.Name == config.Flag {
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", v.Name, process.Printable(cmp.Or(strings.Join(v.Values, ", "), "-")),
			process.Printable(v.From))
	}
	return cmp.Or(table.Flush(), out.Flush())
}
