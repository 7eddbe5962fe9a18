package metadata

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Check holds the query options of a request against what the resource takes. A $skiptoken is Graph's own.
func (v *Version) Check(r Resource, query url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(query)) {
		value := query.Get(name)
		if name == "$skiptoken" {
			continue
		}
		if !slices.Contains(r.Options, name) {
			return wrong("The query option '%.40s' is not one of %v that the resource takes.", name, r.Options)
		}
		var err error
		switch name {
		case "$select":
			err = v.checkSelect(r.Type, value)
		case "$expand":
			err = v.checkExpand(r.Type, value)
		case "$filter":
			err = v.checkFilter(r.Type, value)
		case "$count":
			if value != "true" && value != "false" {
				err = wrong("Invalid value '%.40s' for $count.", value)
			}
		case "$top", "$skip":
			if _, bad := strconv.ParseUint(value, 10, 31); bad != nil {
				err = wrong("Invalid value '%.40s' for %s.", value, name)
			}
		default:
			err = wrong("The value of %s is not looked at.", name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// problem says what is wrong with a request, in Graph's words where these are known.
type problem string

func (p problem) Error() string { return string(p) }

func wrong(format string, args ...any) error { return problem(fmt.Sprintf(format, args...)) }

func (v *Version) checkSelect(of, list string) error {
	for _, name := range List(list) {
		if !v.selectable(of, name) {
			return noProperty("Select and Expand", name, of)
		}
	}
	return nil
}

func noProperty(of, name, in string) error {
	return wrong("Parsing OData %s failed: Could not find a property named '%.60s' on type 'microsoft.graph.%s'.",
		of, name, in)
}

// selectable reports whether $select may name a property. Of the directory's objects, which are of several types, it
// may name those of any: the reference of a group's members selects displayName.
func (v *Version) selectable(of, name string) bool {
	if _, found := v.Property(of, name); found || of != "directoryObject" {
		return found
	}
	for derived := range v.Types {
		if _, found := v.Property(derived, name); found && v.derives(derived, of) {
			return true
		}
	}
	return false
}

func (v *Version) checkExpand(of, list string) error {
	for _, e := range Expansions(list) {
		target, found := v.navigation(of, e.Name)
		if !found {
			return noProperty("Select and Expand", e.Name, of)
		}
		for _, option := range splitList(e.Options, ';') {
			name, value, _ := strings.Cut(option, "=")
			if name != "$select" {
				return wrong("The query option '%.40s' in $expand is not looked at.", name)
			}
			if v.Types[target] == nil {
				return wrong("Of %s, which %s leads to, the extract has no properties: make metadata.", target, e.Name)
			}
			if err := v.checkSelect(target, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// Expansion is one navigation property of an $expand, with the options in its brackets.
type Expansion struct{ Name, Options string }

// Expansions reads an $expand such as registeredOwners($select=id),memberOf.
func Expansions(list string) (out []Expansion) {
	for _, part := range List(list) {
		name, options, _ := strings.Cut(part, "(")
		out = append(out, Expansion{name, strings.TrimSuffix(options, ")")})
	}
	return out
}

// List reads the list of a $select.
func List(list string) []string { return splitList(list, ',') }

// splitList cuts a list at what does not stand in brackets; Graph takes blanks around it.
func splitList(list string, at byte) (parts []string) {
	if strings.TrimSpace(list) == "" {
		return nil
	}
	depth, from := 0, 0
	for i := 0; i <= len(list); i++ {
		switch {
		case i == len(list) || depth == 0 && list[i] == at:
			parts = append(parts, strings.TrimSpace(list[from:i]))
			from = i + 1
		case list[i] == '(':
			depth++
		case list[i] == ')':
			depth--
		}
	}
	return parts
}
