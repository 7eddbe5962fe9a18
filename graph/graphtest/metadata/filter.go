package metadata

import (
	"regexp"
	"slices"
	"strings"
)

// filter reads the part of OData's $filter grammar that Graph takes. It looks at names, operators and values, and finds
// nothing.
type filter struct {
	v       *Version
	of      string            // the type whose properties are named
	ranges  map[string]string // types of the variables of any and all
	tokens  []string
	negated bool // below a not
}

var token = regexp.MustCompile(`'(?:[^']|'')*'|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}` +
	`|-?[0-9][0-9A-Za-z:.+-]*|/?\$?[A-Za-z_][A-Za-z_0-9]*|\S`)

func (v *Version) checkFilter(of, text string) error {
	f := &filter{v: v, of: of, ranges: map[string]string{}, tokens: token.FindAllString(text, -1)}
	if err := f.either(); err != nil {
		return err
	}
	if len(f.tokens) > 0 {
		return f.syntaxError("the end")
	}
	return nil
}

var comparisons = []string{"eq", "ne", "gt", "ge", "lt", "le", "has", "in"}

// take gives the next token where it is one of the words, or any where there are none.
func (f *filter) take(words ...string) string {
	if len(f.tokens) == 0 || len(words) > 0 && !slices.Contains(words, f.tokens[0]) {
		return ""
	}
	t := f.tokens[0]
	f.tokens = f.tokens[1:]
	return t
}

func (f *filter) syntaxError(expected string) error {
	return wrong("Invalid filter clause: syntax error at '%.40s': %s expected.", strings.Join(f.tokens, " "), expected)
}

func (f *filter) need(word string) error {
	if f.take(word) == "" {
		return f.syntaxError("'" + word + "'")
	}
	return nil
}

// either reads terms joined by and and or.
func (f *filter) either() error {
	err := f.term()
	for err == nil && f.take("and", "or") != "" {
		err = f.term()
	}
	return err
}

func (f *filter) term() error {
	switch {
	case f.take("not") != "":
		outer := f.negated
		f.negated = true
		err := f.term()
		f.negated = outer
		return err
	case f.take("(") != "":
		if err := f.either(); err != nil {
			return err
		}
		return f.need(")")
	}
	for _, function := range []string{"startsWith", "endsWith", "contains"} {
		if len(f.tokens) > 1 && strings.EqualFold(f.tokens[0], function) && f.tokens[1] == "(" {
			f.tokens = f.tokens[2:]
			return f.function(function)
		}
	}
	return f.comparison()
}

func (f *filter) function(name string) error {
	kind, err := f.path(name)
	if err == nil {
		err = f.need(",")
	}
	if err == nil {
		err = f.value(kind)
	}
	if err != nil {
		return err
	}
	return f.need(")")
}

func (f *filter) comparison() error {
	kind, err := f.path("")
	if err != nil {
		return err
	}
	if kind == "" { // any or all, which read their own brackets
		return nil
	}
	if f.take() != "in" {
		return f.value(kind)
	}
	if err := f.need("("); err != nil {
		return err
	}
	for more := true; more; more = f.take(",") != "" {
		if err := f.value(kind); err != nil {
			return err
		}
	}
	return f.need(")")
}

// lambda reads the brackets of any and all: a variable that stands for the members of a collection.
func (f *filter) lambda(kind string) error {
	of, collection := strings.CutSuffix(kind, "[]")
	if !collection {
		return wrong("any and all are for collections, not for %s.", kind)
	}
	if err := f.need("("); err != nil {
		return err
	}
	variable := f.take()
	f.ranges[variable] = of
	defer delete(f.ranges, variable)
	if err := f.need(":"); err != nil {
		return err
	}
	if err := f.either(); err != nil {
		return err
	}
	return f.need(")")
}
