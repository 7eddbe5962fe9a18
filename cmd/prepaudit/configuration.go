package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/config"
	"prepaudit/cmd/prepaudit/process"
)

// configured are the commands that take a configuration: those that read a tenant or write reports. What writes a file
// to fill in is asked once.
func configured(root *cobra.Command) (all []*cobra.Command) {
	for _, c := range root.Commands() {
		if c.Flags().Lookup("auth") != nil || writesReports(c.Flags().Lookup("output")) {
			all = append(all, c)
		}
		all = append(all, configured(c)...)
	}
	return all
}

// writesReports reports that -o takes formats, and not the name of the one file that a command makes.
func writesReports(output *pflag.Flag) bool {
	if output == nil {
		return false
	}
	name, _ := pflag.UnquoteUsage(output)
	return strings.HasPrefix(name, "FORMAT")
}

// section is the name of a command in a configuration.
func section(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// known are the commands by which a configuration is checked.
func known(root *cobra.Command) (all []config.Command) {
	for _, c := range configured(root) {
		c.LocalFlags() // with it, those of all commands are among its flags
		all = append(all, config.Command{Name: section(c), Flags: c.Flags()})
	}
	return all
}

// takeConfiguration has commands read a configuration after their flags and variables.
func takeConfiguration(sys *process.Sys, root *cobra.Command) {
	for _, c := range configured(root) {
		c.Flags().String(config.Flag, "", "read flags from the configuration `FILE`; default: "+config.Name+
			" in this folder; "+config.None+" for none. \"prepaudit config --help\" explains it")
		command.Must(c.MarkFlagFilename(config.Flag, "yaml", "yml"))
	}
	before := root.PersistentPreRunE
	root.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		if err := before(cmd, args); err != nil {
			return err
		}
		if cmd.Flags().Lookup(config.Flag) == nil {
			return nil
		}
		f, err := configuration(root, cmd.Flags())
		if err != nil || f == nil {
			return err
		}
		given := map[string]bool{}
		cmd.Flags().Visit(func(f *pflag.Flag) { given[f.Name] = true })
		set, err := f.Apply(section(cmd), cmd.Flags())
		if err != nil {
			return err
		}
		if f.Found {
			var named []string
			if all, _ := cmd.Flags().GetBool(allTenants); all {
				named = f.Addresses()
			}
			sys.Note(process.Printable(announced(set, named)))
		}
		run := cmd.RunE
		cmd.RunE = func(cmd *cobra.Command, args []string) error { return blamed(run(cmd, args), cmd, set) }
		cmd.SetContext(context.WithValue(cmd.Context(), configurationKey{}, taken{f, given}))
		return nil
	}
}

// announced is what is said of a file that nobody named. --quiet doesn't hide it: a folder may be somebody else's.
// named are the tenants that are read all.
func announced(set []config.Value, named []string) string {
	var names []string
	for _, v := range set {
		name := v.Name
		if name == "tenant" { // in which somebody signs in
			name += " " + v.Values[0]
		}
		names = append(names, name)
	}
	if len(named) > 0 {
		names = append(names, "the tenants "+strings.Join(named, ", "))
	}
	if len(names) == 0 {
		names = []string{"nothing for this command"}
	}
	return fmt.Sprintf("using %s in this folder, which sets %s; --%s %s ignores it", config.Name,
		strings.Join(names, ", "), config.Flag, config.None)
}

// blamed has an error about flags say which of them are from the configuration, where nobody sees them.
func blamed(err error, cmd *cobra.Command, set []config.Value) error {
	if err == nil || !process.IsUsage(err) {
		return err
	}
	hint := process.HintOf(err)
	text := strings.FieldsFunc(err.Error(), func(r rune) bool { return strings.ContainsRune(" ,:;=()\"", r) })
	for _, v := range set {
		short := "-" + cmp.Or(cmd.Flags().Lookup(v.Name).Shorthand, "-")
		if slices.Contains(text, "--"+v.Name) || slices.Contains(text, short) {
			hint += fmt.Sprintf("\n--%s is from %s", v.Name, v.From)
		}
	}
	return process.WithHint(err, strings.TrimPrefix(hint, "\n"))
}

type configurationKey struct{}

// taken is the configuration that a command read, and the flags that somebody gave, with a variable or themselves.
type taken struct {
	*config.File
	given map[string]bool
}

// configurationOf is the one that a command read; its File is nil for none.
func configurationOf(ctx context.Context) taken {
	t, _ := ctx.Value(configurationKey{}).(taken)
	return t
}

// configuration is the file that --config names, or the one in the working directory; nil for none. One that is only
// found says nothing of a simulated tenant.
func configuration(root *cobra.Command, flags *pflag.FlagSet) (*config.File, error) {
	path, _ := flags.GetString(config.Flag)
	switch demo := flags.Lookup("demo"); {
	case path == config.None:
		return nil, nil
	case path != "":
		f, err := config.Load(path, false, known(root))
		if errors.Is(err, fs.ErrNotExist) {
			err = process.WithHint(err, "`prepaudit config init FILE` writes one; --config "+config.None+" reads none")
		}
		if err != nil {
			return nil, fmt.Errorf("--%s: %w", config.Flag, err)
		}
		if f.Empty() { // as is a file that was cut, which would have chosen people
			return nil, process.WithHint(process.Usagef("--%s: %s sets nothing", config.Flag, path),
				"in a file of `prepaudit config init`, remove the # before what you set")
		}
		return f, nil
	case demo != nil && demo.Changed:
		return nil, nil
	}
	return config.Find(known(root))
}
