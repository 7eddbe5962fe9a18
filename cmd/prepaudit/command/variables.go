package command

import (
	"cmp"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// prefix begins the variables of this program.
const prefix = "PREPAUDIT_"

// otherVariables are those of no option, since they are secrets: login reads the token, and audit where it notifies
// and where the server of its history is.
var otherVariables = []string{"ACCESS_TOKEN", "NOTIFY_URL", "HISTORY_DSN"}

// strangeVariables looks for variables that begin as those of this program do and are none of any command. One that is
// near an option is an error, since a name that is spelled wrong must not publish names or audit the wrong people;
// others get a warning, as does every one in a command that only lists what the program knows.
func strangeVariables(cmd *cobra.Command, sys *process.Sys) error {
	// Hidden ones complete a command line while it is typed.
	if sys.Environ == nil || cmd.Hidden || cmd.Name() == "version" || !cmd.HasParent() ||
		cmd.Parent().Name() == "completion" {
		return nil
	}
	own, all := names(cmd), []string(nil)
	eachCommand(cmd.Root(), func(c *cobra.Command) { all = append(all, names(c)...) })
	known := map[string]bool{"HELP": true, "VERSION": true} // of which a variable sets neither
	for _, name := range slices.Concat(all, otherVariables) {
		known[name] = true
	}
	if slices.Contains(all, "AUTH") { // the network alone has no secret
		own, all = append(own, otherVariables...), append(all, otherVariables...)
	}
	data := cmd.Flags().Lookup("output") != nil || cmd.Flags().Lookup("auth") != nil
	var bad error
	for _, name := range strangers(sys.Environ(), known) {
		near := cmp.Or(nearVariable(name, own), nearVariable(name, all))
		if near != "" && data {
			if bad == nil {
				bad = process.WithHint(process.Usagef("variable %s%s isn't an option", prefix, name),
					"did you mean "+prefix+near+"? If it is for something else, unset it")
			}
			continue
		}
		sys.Note("variable " + prefix + process.Printable(name) + " isn't an option, and was ignored")
	}
	return bad
}

// strangers are the variables of an environment that begin with the prefix and are not known, without it.
func strangers(environ []string, known map[string]bool) []string {
	var all []string
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		if runtime.GOOS == "windows" { // where their case makes no difference
			name = strings.ToUpper(name)
		}
		if name, ok := strings.CutPrefix(name, prefix); ok && name != "" && !known[name] {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// nearVariable is the one of the names that somebody may have meant by typed: within two letters of it, or one that
// begins with it or that it begins with (REDACT_KEY, GROUPS_FILE, CLIENT), or that ends with it (TOKEN); "" for none.
func nearVariable(typed string, all []string) string {
	if near := process.Near(typed, all); near != "" {
		return near
	}
	typed = strings.ToUpper(typed)
	begins := func(long, short string) bool {
		return strings.HasPrefix(long, short+"_") || len(short) >= 4 && strings.HasPrefix(long, short)
	}
	byLength := slices.SortedFunc(slices.Values(all), func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for _, name := range slices.Backward(byLength) {
		if begins(typed, name) {
			return name
		}
	}
	for _, name := range byLength {
		if begins(name, typed) || len(typed) >= 5 && strings.HasSuffix(name, "_"+typed) {
			return name
		}
	}
	return ""
}

// names are the variables of a command's options, without the prefix.
func names(cmd *cobra.Command) []string {
	var all []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "version" {
			all = append(all, strings.TrimPrefix(variable(f.Name), prefix))
		}
	})
	return all
}

func eachCommand(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, c := range cmd.Commands() {
		eachCommand(c, do)
	}
}
