package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// flagError says what is wrong with a flag in words of this program.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("`%s --help` lists the flags", cmd.CommandPath())
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		longer := func(name string) bool { return strings.HasPrefix(name, unknown.GetSpecifiedName()+"-") }
		name := process.Near(unknown.GetSpecifiedName(), names)
		if i := slices.IndexFunc(names, longer); name == "" && i >= 0 {
			name = names[i]
		}
		if name != "" {
			hint = fmt.Sprintf("did you mean --%s? %s", name, hint)
		}
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		err, hint = fmt.Errorf("--%s needs a value", missing.GetFlag().Name), usageOf(missing.GetFlag())
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := bad.GetFlag()
		err, hint = fmt.Errorf("--%s %q: it takes %s", f.Name, bad.GetValue(), kindOf(f)), usageOf(f)
	}
	return process.WithHint(process.Usage(err), hint)
}

// kindOf says what values a flag takes.
func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false"
	case "duration":
		return "a time with its unit, like 90s, 10m or 1h30m"
	case "FORMAT":
		return strings.Join(process.LogFormats, " or ")
	case "int", "uint64":
		return "a whole number"
	}
	return "another value"
}

// usageOf is the line of the help about a flag.
func usageOf(f *pflag.Flag) string {
	name, usage := pflag.UnquoteUsage(f)
	return strings.TrimSpace(fmt.Sprintf("--%s %s", f.Name, name)) + ": " + usage
}

// noEmptyFlags refuses flags that are given without a value: an empty variable of a script must not turn a rehearsal
// into an audit of the live tenant, pseudonyms into names, or a part of the rules into all of them.
func noEmptyFlags(cmd *cobra.Command) error {
	var bad error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		empty := f.Value.String() == ""
		if list, ok := f.Value.(pflag.SliceValue); ok {
			empty = len(list.GetSlice()) == 0 || slices.Contains(list.GetSlice(), "")
		}
		if empty && bad == nil {
			bad = process.WithHint(process.Usagef("--%s is empty", f.Name), usageOf(f))
		}
	})
	return bad
}

// groupFlag is the flag that names groups on a command line, whose names have spaces; nil for none, and for both.
func groupFlag(cmd *cobra.Command) *pflag.Flag {
	group, not := cmd.Flags().Lookup("group"), cmd.Flags().Lookup("exclude-group")
	switch {
	case group == nil || not == nil || group.Changed == not.Changed:
		return nil
	case group.Changed:
		return group
	}
	return not
}

// Arguments checks how many arguments a command has, and says which of them it misses.
func Arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && len(args) <= most {
			return nil
		}
		_, names, _ := strings.Cut(strings.TrimSuffix(cmd.UseLine(), " [flags]"), cmd.CommandPath()+" ")
		name := strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
		err := process.Usagef("%s needs %s", name, names)
		if len(args) > most {
			err = process.Usagef("%s takes no argument %q", name, args[most])
		}
		if f := groupFlag(cmd); f != nil && len(args) > most {
			return process.WithHint(err, fmt.Sprintf("a name with spaces goes in quotes: --%s \"... %s\"", f.Name,
				process.Printable(strings.Join(args[most:], " "))))
		}
		if demo := cmd.Flags().Lookup("demo"); demo != nil && demo.Changed && len(args) > most {
			return process.WithHint(err, "a scenario is part of its flag: --demo=SCENARIO")
		}
		return process.WithHint(err, "usage: "+cmd.UseLine())
	}
}
