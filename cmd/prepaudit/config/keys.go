package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// key is a flag that a file may set.
type key struct {
	flag *pflag.Flag
	path bool
}

// keys are the flags of commands: those that stand for all of them, and each command's own.
type keys struct {
	common   map[string]*key
	of       map[string]map[string]*key
	commands map[string][]string // that have a flag, by its name
}

// keysOf takes every flag of the commands. One whose values or whose default differ between commands, as those of -o
// and --timeout do, isn't the same thing everywhere, and stands below a command.
func keysOf(commands []Command) keys {
	all := keys{map[string]*key{}, map[string]map[string]*key{}, map[string][]string{}}
	for _, c := range commands {
		own := map[string]*key{}
		all.of[c.Name] = own
		c.Flags.VisitAll(func(f *pflag.Flag) {
			if slices.Contains(never, f.Name) {
				return
			}
			own[f.Name] = &key{f, isPath(f)}
			all.commands[f.Name] = append(all.commands[f.Name], c.Name)
			if other := all.common[f.Name]; other == nil {
				all.common[f.Name] = own[f.Name]
			}
		})
	}
	for name, one := range maps.Clone(all.common) {
		for _, own := range all.of {
			if k := own[name]; k != nil && !alike(one.flag, k.flag) {
				delete(all.common, name)
			}
		}
	}
	return all
}

func alike(a, b *pflag.Flag) bool {
	name, _ := pflag.UnquoteUsage(a)
	other, _ := pflag.UnquoteUsage(b)
	return a.Value.Type() == b.Value.Type() && a.DefValue == b.DefValue && name == other
}

// unknown says what is wrong with a key, and what may have been meant.
func (k keys) unknown(name string, known map[string]*key, where string) (text, hint string) {
	if commands := k.commands[name]; commands != nil {
		if where != "" && where != tenants {
			return fmt.Sprintf("%s has no key %q", where, name), "these have it: " + strings.Join(commands, ", ")
		}
		return fmt.Sprintf("key %q isn't the same for every command", name),
			"write it below a command: " + strings.Join(commands, ", ")
	}
	if slices.Contains(never, name) {
		return fmt.Sprintf("key %q isn't allowed in a configuration", name), "use --" + name
	}
	text = fmt.Sprintf("key %.60q is unknown", name)
	if where != "" && where != tenants {
		text += " for " + where
	}
	const all = "`prepaudit config init FILE` writes a file with all keys"
	if len(name) > 60 {
		return text, all
	}
	names := slices.Collect(maps.Keys(known))
	if where == "" || where == tenants {
		names = slices.AppendSeq(slices.AppendSeq(names, maps.Keys(k.commands)), maps.Keys(k.of))
	}
	if where == "" {
		names = append(names, tenants)
	}
	slices.Sort(names) // of two that are as near, always the same
	for _, secret := range []string{"secret", "token", "password"} {
		if strings.Contains(strings.ToLower(name), secret) {
			return text, "secrets have no key: save it in a file, and name that with client-secret-file, " +
				"certificate-password-file or federated-token-file"
		}
	}
	return text, process.DidYouMean(name, names, all)
}
