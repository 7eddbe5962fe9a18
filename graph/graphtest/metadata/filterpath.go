package metadata

import (
	"regexp"
	"slices"
	"strings"
)

// path reads the property that a function or, without one, the comparison behind it is about, and gives the property's
// kind: "" where any or all closed it.
func (f *filter) path(function string) (kind string, err error) {
	first := f.take()
	kind, variable := f.ranges[first]
	if !variable {
		if kind, err = f.step(f.of, first); err != nil {
			return "", err
		}
	}
	allowed := func(operator string) error {
		if variable {
			return nil // what is documented is the collection's
		}
		return f.operator(first, operator)
	}
	for len(f.tokens) > 0 && strings.HasPrefix(f.tokens[0], "/") {
		switch step := f.take()[1:]; step {
		case "any", "all":
			if err := allowed("eq"); err != nil {
				return "", err
			}
			return "", f.lambda(kind)
		case "$count":
			if !strings.HasSuffix(kind, "[]") {
				return "", wrong("%s is not a collection, and has no $count.", first)
			}
			return "int", allowed("/$count")
		default:
			if kind, err = f.step(strings.TrimSuffix(kind, "[]"), step); err != nil {
				return "", err
			}
		}
	}
	if function == "" {
		if len(f.tokens) == 0 || !slices.Contains(comparisons, f.tokens[0]) {
			return "", f.syntaxError("an operator")
		}
		function = f.tokens[0]
	}
	return kind, allowed(function)
}

func (f *filter) step(of, name string) (kind string, err error) {
	kind, found := f.v.Property(of, name)
	if !found {
		return "", noProperty("Filter", name, of)
	}
	return kind, nil
}

// operator holds an operator against those that the property's documentation names. Where no property of the type
// documents any, which is Intune's way, all are let through.
func (f *filter) operator(property, operator string) error {
	documented, known := false, []string(nil)
	for t := f.v.Types[f.of]; t != nil; t = f.v.Types[t.Base] {
		documented = documented || len(t.Filters) > 0
		known = append(known, t.Filters[property]...)
	}
	if property == "id" {
		known = append(known, "eq", "in") // of every type, and named by none
	}
	if !documented || slices.Contains(known, operator) && (!f.negated || slices.Contains(known, "not")) {
		return nil
	}
	if f.negated {
		operator = "not " + operator
	}
	return wrong("Unsupported or invalid query filter clause specified for property '%s' of resource '%s': "+
		"%s is not one of %v.", property, f.of, operator, known)
}

// forms are what values look like, by the kind of the property.
var forms = map[string]*regexp.Regexp{
	"string": regexp.MustCompile(`^'.*'$`),
	"bool":   regexp.MustCompile(`^(?:true|false)$`),
	"int":    regexp.MustCompile(`^-?[0-9]+$`),
	"number": regexp.MustCompile(`^-?[0-9.]+$`),
	"guid":   regexp.MustCompile(`^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`),
	"time":   regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9:]+))?$`),
}

// value reads what a property is compared with.
func (f *filter) value(kind string) error {
	text := f.take()
	if text == "null" {
		return nil
	}
	if members := f.v.Enums[kind]; members != nil {
		for member := range strings.SplitSeq(strings.Trim(text, "'"), ",") {
			if !strings.HasPrefix(text, "'") || !slices.Contains(members, member) {
				return wrong("Invalid filter clause: %.60s is not a member of '%s'.", text, kind)
			}
		}
		return nil
	}
	form := forms[kind]
	if form == nil {
		return wrong("Invalid filter clause: a value of the kind %s cannot be compared.", kind)
	}
	if !form.MatchString(text) {
		return wrong("Invalid filter clause: %.60s is not of the kind %s.", text, kind)
	}
	return nil
}
