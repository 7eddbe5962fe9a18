package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// layer is settings that stand together, by flag.
type layer map[string]setting

// Read has koanf merge a layer with those below it.
func (l layer) Read() (map[string]any, error) {
	all := map[string]any{}
	for name, s := range l {
		all[name] = s
	}
	return all, nil
}

// ReadBytes is never asked for.
func (l layer) ReadBytes() ([]byte, error) { return nil, errors.ErrUnsupported }

// exclusive are flags of which one rules the others out: a stronger layer that has one hides the others of a weaker.
var exclusive = [][]string{{"scope", "group"}, {"from", "demo", "graph-url"}}

// merge lays each layer over those before it, the first of which are the defaults.
func merge(defaults layer, layers ...layer) (*koanf.Koanf, error) {
	k := koanf.New(".") // which no flag has in its name
	if err := k.Load(defaults, nil); err != nil {
		return nil, err
	}
	for _, l := range layers {
		hidden := layer{}
		for _, group := range exclusive {
			if slices.ContainsFunc(group, func(name string) bool { _, ok := l[name]; return ok }) {
				for _, name := range group {
					hidden[name] = defaults[name]
				}
			}
		}
		if err := errors.Join(k.Load(hidden, nil), k.Load(l, nil)); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// Value is what a flag has, and where that is from: "default", a variable, FILE:LINE, or "flag".
type Value struct {
	Name   string
	Values []string
	From   string
	InFile bool
}

// Values are those of all flags of a command. The order is flag, variable, tenant, command, the rest of the file,
// default. variable says which one set a flag; "" for none.
func (f *File) Values(command string, flags *pflag.FlagSet, variable func(*pflag.Flag) string) ([]Value, error) {
	defaults, given := layer{}, layer{}
	flags.VisitAll(func(flag *pflag.Flag) {
		defaults[flag.Name] = setting{nil, "default", false}
		switch {
		case !flag.Changed:
			defaults[flag.Name] = setting{textOf(flag), "default", false}
		case variable(flag) != "":
			given[flag.Name] = setting{textOf(flag), variable(flag), false}
		default:
			given[flag.Name] = setting{textOf(flag), "flag", false}
		}
	})
	return f.over(command, flags, defaults, given)
}

func (f *File) over(command string, flags *pflag.FlagSet, defaults, given layer) ([]Value, error) {
	var layers []layer
	if f != nil {
		layers = []layer{f.top, f.each[command]}
	}
	k, err := merge(defaults, append(layers, given)...)
	if err != nil {
		return nil, err
	}
	if s, ok := k.Get("tenant").(setting); ok && len(s.Values) == 1 {
		t, err := f.tenant(s.Values[0])
		if err != nil && flags.Lookup("tenant") != nil {
			return nil, err
		}
		if t != nil {
			// The name chose the tenant, wherever the name is from.
			if k, err = merge(defaults, append(layers, t, given, layer{"tenant": t["tenant"]})...); err != nil {
				return nil, err
			}
		}
	}
	var all []Value
	flags.VisitAll(func(flag *pflag.Flag) {
		if s, ok := k.Get(flag.Name).(setting); ok {
			all = append(all, Value{flag.Name, s.Values, s.From, s.Found})
		}
	})
	return all, nil
}

// tenant is the one of a name; nil for an address that no tenant has for its name.
func (f *File) tenant(name string) (layer, error) {
	if f == nil || len(f.named) == 0 {
		return nil, nil
	}
	for _, t := range f.named {
		if strings.EqualFold(t.name, name) {
			return t.layer, nil
		}
	}
	if isAddress(name) {
		return nil, nil
	}
	names := f.Tenants()
	return nil, process.WithHint(process.Usagef("%s has no tenant %q", f.Path, name),
		process.DidYouMean(name, names, "its tenants are "+strings.Join(names, ", ")+"; or name one by its domain or id"))
}

func textOf(f *pflag.Flag) []string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return list.GetSlice()
	}
	if s := f.Value.String(); s != "" {
		return []string{s}
	}
	return nil
}

// Apply sets the flags of a command that the file sets and nothing stronger did. It returns these.
func (f *File) Apply(command string, flags *pflag.FlagSet) (set []Value, err error) {
	all, err := f.Values(command, flags, func(*pflag.Flag) string { return "" })
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if !v.InFile {
			continue
		}
		if v.Name == "tenant" && !isAddress(v.Values[0]) && saved(all) {
			v.Values = []string{""} // a name of the file says nothing of whose answers were saved
		}
		if err := assign(flags, v); err != nil {
			return nil, err
		}
		set = append(set, v)
	}
	return set, nil
}

// saved reports whether answers are read from files, rather than from Graph.
func saved(all []Value) bool {
	return slices.ContainsFunc(all, func(v Value) bool { return v.Name == "from" && len(v.Values) > 0 })
}

// assign sets a flag. The values of a list are taken as they are, commas and all.
func assign(flags *pflag.FlagSet, v Value) error {
	f := flags.Lookup(v.Name)
	list, repeats := f.Value.(pflag.SliceValue)
	first := v.Values[0]
	if repeats {
		first = "replaced" // what pflag takes apart at commas
	}
	if err := flags.Set(v.Name, first); err != nil {
		return fmt.Errorf("%s: --%s: %w", v.From, v.Name, err)
	}
	if repeats {
		return list.Replace(v.Values)
	}
	return nil
}
