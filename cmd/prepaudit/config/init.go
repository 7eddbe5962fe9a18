package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

const head = `# Flags of prepaudit, with their values. Remove the # before what you set, then run
# "prepaudit config check". A flag on the command line is stronger than a variable,
# and a variable is stronger than this file. Paths begin at the folder of this file.
# Secrets have no key: save them in files, and name these.

# With --tenant NAME, the values of the tenant of that name are stronger than those
# for all tenants.
#tenants:
#  fabrikam:
#    tenant: fabrikam.com
#    group: [Autopilot users]
#    out-dir: reports/fabrikam

# For every command that has the flag. A key below the name of a command, as further
# down, is for that command alone, and stronger.
`

// Template is a file with every key, each behind a #.
func Template(commands []Command) string {
	all := keysOf(commands)
	var b strings.Builder
	b.WriteString(head)
	for _, name := range slices.Sorted(maps.Keys(all.common)) {
		if len(all.commands[name]) > 1 {
			b.WriteString("\n")
			all.common[name].comment(&b, "")
		}
	}
	for _, c := range commands {
		own := all.of[c.Name]
		heading := fmt.Sprintf("\n# For %[1]s alone.\n#%[1]s:\n", c.Name)
		for _, name := range slices.Sorted(maps.Keys(own)) {
			if all.common[name] == nil || len(all.commands[name]) == 1 {
				b.WriteString(heading)
				heading = ""
				own[name].comment(&b, "  ")
			}
		}
	}
	return b.String()
}

// comment writes the key behind a #, below what it does.
func (k *key) comment(b *strings.Builder, indent string) {
	name, _ := pflag.UnquoteUsage(k.flag)
	text := usage(k.flag)
	if k.refused(true) != "" {
		text += " [not in a file that was found]"
	}
	before := "# "
	if indent != "" {
		before = "#" + indent + "# "
	}
	for _, line := range fold(text, 84-len(before)) {
		fmt.Fprintf(b, "%s%s\n", before, line)
	}
	value := strings.Trim(k.flag.DefValue, "[]")
	switch _, list := k.flag.Value.(pflag.SliceValue); {
	case value == "" && k.flag.Annotations[process.Words] != nil:
		value = k.flag.Annotations[process.Words][0]
	case list:
		value = "[" + example(name) + "]"
	case k.flag.Value.Type() == "bool":
		value = "true"
	case value == "" || value == "0s":
		value = example(name)
	}
	if value == "-" { // which begins a list
		value = `"-"`
	}
	fmt.Fprintf(b, "#%s%s: %s\n", indent, k.flag.Name, value)
}

// example is a value by the name that the help gives it.
func example(name string) string {
	if name == "duration" || name == "TIME" {
		return "10m"
	}
	return strings.NewReplacer("[=FILE]", "=FILE").Replace(name)
}

// fold breaks a text into lines of so many bytes, as far as its words allow.
func fold(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
