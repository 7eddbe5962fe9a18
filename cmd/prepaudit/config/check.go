package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"prepaudit/cmd/prepaudit/process"
)

// reader makes settings of a document, and notes what is wrong with it.
type reader struct {
	file     *File
	keys     keys
	problems Problems
}

// worth is how many problems are listed. Who has more has another file than they think.
const worth = 100

func (r *reader) wrong(n *yaml.Node, hint, format string, a ...any) {
	switch {
	case len(r.problems) > worth:
		return
	case len(r.problems) == worth:
		hint, format, a = "put the others right first", "more is wrong, from here on", nil
	}
	r.problems = append(r.problems, Problem{r.file.Path, n.Line, n.Column, fmt.Sprintf(format, a...), hint})
}

// document reads the whole.
func (r *reader) document(root *yaml.Node) {
	r.each(root, "the file", func(key, value *yaml.Node) {
		name := key.Value
		switch {
		case name == tenants:
			r.tenants(value)
		case value.Kind == yaml.MappingNode && r.keys.of[name] != nil: // not the flag that has a command's name
			own := layer{}
			r.file.each[name] = own
			r.each(value, name, func(key, value *yaml.Node) { r.setting(own, r.keys.of[name], key, value, name) })
		default:
			r.setting(r.file.top, r.keys.common, key, value, "")
		}
	})
}

// each does something with every pair of a mapping, whose keys must be text, and each there once.
func (r *reader) each(n *yaml.Node, what string, do func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "write them like \"group: Pilot\"", "%s must have keys with values", what)
		return
	}
	if len(n.Content) == 0 {
		r.wrong(n, "remove it", "%s has no keys", what)
	}
	first := map[string]int{}
	fold := func(key string) string { return key }
	if what == tenants { // as domains are
		fold = strings.ToLower
	}
	for i := 0; i+1 < len(n.Content) && len(r.problems) <= worth; i += 2 {
		key := n.Content[i]
		line, again := first[fold(key.Value)]
		switch {
		case key.Kind != yaml.ScalarNode || key.Value == "":
			r.wrong(key, "write them like \"group: Pilot\"", "a key must be text")
		case again:
			r.wrong(key, "write one of them", "key %.60q is there twice, first in line %d", key.Value, line)
		default:
			first[fold(key.Value)] = key.Line
			do(key, n.Content[i+1])
		}
	}
}

func (r *reader) tenants(n *yaml.Node) {
	r.each(n, tenants, func(key, value *yaml.Node) {
		own := layer{}
		own["tenant"] = setting{[]string{key.Value}, r.at(key), true}
		r.file.named = append(r.file.named, tenant{key.Value, own})
		r.each(value, fmt.Sprintf("tenant %.60q", key.Value), func(k, v *yaml.Node) {
			if k.Value == "tenant" && !strings.EqualFold(v.Value, key.Value) && isAddress(key.Value) {
				r.wrong(v, "give it another name", "%.60q is the address of a tenant, and can't stand for another",
					key.Value)
				return
			}
			r.setting(own, r.keys.common, k, v, tenants)
		})
	})
}

// isAddress reports that a name says by itself which tenant is meant, as a domain or id does.
func isAddress(name string) bool {
	return strings.Contains(name, ".") || len(name) == 36 && strings.Count(name, "-") == 4 ||
		slices.Contains([]string{"organizations", "common"}, strings.ToLower(name))
}

// setting reads one key. where is the section it stands in: a command, tenants, or "".
func (r *reader) setting(into layer, known map[string]*key, k, v *yaml.Node, where string) {
	found := known[k.Value]
	if found == nil {
		text, hint := r.keys.unknown(k.Value, known, where)
		r.wrong(k, hint, "%s", text)
		return
	}
	if why := found.refused(r.file.Found); why != "" {
		r.wrong(k, r.named(), "key %q isn't allowed in a file that was found: %s", k.Value, why)
		return
	}
	values, ok := r.values(found, v)
	if !ok {
		return
	}
	into[k.Value] = setting{values, r.at(k), true}
}

func (r *reader) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", r.file.Path, n.Line) }

// named says how a file that was found is trusted.
func (r *reader) named() string {
	return fmt.Sprintf("if the file is yours, name it: --%s ./%s", Flag, process.Printable(r.file.Path))
}
