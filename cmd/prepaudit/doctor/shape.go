package doctor

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// shaper adds the shape of answers to an Answer. It goes only where the metadata, or beyond, names a property.
type shaper struct {
	v    *metadata.Version
	into map[string]*Shape
}

// body takes in an answer of a resource, and gives the ids of its elements.
func (s *shaper) body(of string, text []byte) (elements int, ids []string, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var top map[string]any
	if d.Decode(&top) != nil {
		return 0, nil, false
	}
	list, collection := top["value"].([]any)
	if !collection {
		if inner, ok := top["value"].(map[string]any); ok { // the reference of an action wraps its result so
			s.object("value", of, inner)
		} else {
			s.object("", of, top)
		}
		return 0, nil, true
	}
	for _, one := range list {
		s.value("value[]", of, of, one)
		if o, ok := one.(map[string]any); ok {
			if id, ok := o["id"].(string); ok {
				ids = append(ids, id)
			}
		}
	}
	return len(list), ids, true
}

func (s *shaper) at(path, kind string) *Shape {
	sh := s.into[path]
	if sh == nil {
		sh = &Shape{Kind: kind, Types: map[string]int{}}
		s.into[path] = sh
	}
	return sh
}

// value takes in a value of a kind; property is type.name of what it is the value of.
func (s *shaper) value(path, kind, property string, v any) {
	switch v := v.(type) {
	case map[string]any:
		s.object(path, kind, v)
	case []any:
		s.at(path, kind).Types["array"]++
		for _, one := range v {
			s.value(path+"[]", strings.TrimSuffix(kind, "[]"), property, one)
		}
	case string:
		sh := s.at(path, kind)
		sh.Types["string"]++
		s.text(sh, kind, property, v)
	case json.Number:
		sh := s.at(path, kind)
		if strings.ContainsAny(v.String(), ".eE") {
			sh.Types["fraction"]++
		} else {
			sh.Types["whole number"]++
		}
		if f, err := v.Float64(); err == nil && f == 0 {
			add(&sh.Forms, map[string]int{"zero": 1})
		}
	case bool:
		s.at(path, kind).Types["boolean"]++
	default:
		s.at(path, kind).Types["null"]++
	}
}

// deepest is how far down settings that hang under settings are followed.
const deepest = 12

// object takes in an object. One of a derived type that the metadata does not have is looked at as far as its base
// goes.
func (s *shaper) object(path, kind string, o map[string]any) {
	s.at(path, kind).Types["object"]++
	exact := s.v.Types[kind] != nil // what beyond knows of a type is not all
	if derived, ok := o["@odata.type"].(string); ok {
		name := strings.TrimPrefix(derived, "#microsoft.graph.")
		if s.v.Types[name] != nil {
			kind = name
		} else {
			exact = false
		}
	}
	if s.v.Types[kind] == nil && beyond[kind] == nil || strings.Count(path, ".") > deepest {
		return
	}
	below := path + "."
	if path == "" {
		below = ""
	}
	for name, v := range o {
		property, annotation := name, ""
		if i := strings.IndexByte(name, '@'); i >= 0 {
			property, annotation = name[:i], name[i:]
		}
		of, known := s.kindOf(kind, property)
		switch {
		case name == "@odata.type":
			sh := s.at(below+name, "")
			sh.Types["string"]++
			text, _ := v.(string)
			s.word(sh, s.typeWords(), text)
		case annotation != "":
			if slices.Contains(annotations, annotation) && (property == "" || known) {
				s.plain(below+name, v)
			}
		case known:
			s.value(below+name, of, kind+"."+property, v)
		case exact && camelCase.MatchString(name):
			s.plain(below+name, v)
		}
	}
}

// camelCase is what names of Graph's properties look like. Those that a tenant makes, extension_APP_name, do not.
var camelCase = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,63}$`)

// kindOf is the kind of a property, a navigation property, or one of a derived type that a reader looks at.
func (s *shaper) kindOf(of, name string) (kind string, known bool) {
	if kind, known = s.v.Property(of, name); known {
		return kind, true
	}
	for t := of; t != ""; {
		if kind, known = beyond[t][name]; known {
			return kind, true
		}
		if s.v.Types[t] == nil {
			break
		}
		if kind, known = s.v.Types[t].Navigation[name]; known {
			return kind, true
		}
		t = s.v.Types[t].Base
	}
	return "", false
}

// plain counts a value and does not look into it.
func (s *shaper) plain(path string, v any) {
	s.at(path, "").Types[typeOf(v)]++
}

func typeOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return "fraction"
		}
		return "whole number"
	case bool:
		return "boolean"
	}
	return "null"
}

var (
	moment = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
	day    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	whole  = regexp.MustCompile(`^(?:` + guid.String() + `)$`)
)

// text says what form a text has, or which of the known values it is.
func (s *shaper) text(sh *Shape, kind, property, text string) {
	kind = strings.TrimSuffix(kind, "[]")
	known, listed := s.v.Enums[kind]
	if !listed {
		known, listed = values[property]
	}
	if listed {
		for word := range strings.SplitSeq(text, ",") { // a set of flags is one text
			s.word(sh, known, strings.TrimSpace(word))
		}
		return
	}
	add(&sh.Forms, map[string]int{formOf(kind, text): 1})
}

func formOf(kind, text string) string {
	switch {
	case text == "":
		return "empty"
	case strings.Trim(text, "0-") == "" && whole.MatchString(text):
		return "zero"
	case whole.MatchString(text):
		return "guid"
	case kind == "guid":
		return "other"
	case kind == "time" && strings.HasPrefix(text, "0001-01-01"):
		return "zero"
	case kind == "time" && moment.MatchString(text):
		return "time"
	case kind == "time" && day.MatchString(text):
		return "date"
	case kind == "time" || kind == "date":
		return "other"
	}
	return "text"
}

// unrecognized stands for every value that is not listed.
const unrecognized = "unrecognized value"

// word counts a value where it is known.
func (s *shaper) word(sh *Shape, known []string, text string) {
	switch {
	case text == "unknownFutureValue", slices.Contains(known, text) && text != "":
	case text == "":
		text = "(empty)"
	case whole.MatchString(text) && slices.Contains(known, anID):
		text = anID
	default:
		text = unrecognized
	}
	add(&sh.Values, map[string]int{text: 1})
}

// typeWords are the types that may be named.
func (s *shaper) typeWords() []string {
	words := slices.Clone(types)
	for name := range s.v.Types {
		words = append(words, "#microsoft.graph."+name)
	}
	return words
}
