package record

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// field is a key of a part of the report.
type field struct {
	key      string
	of       reflect.Type
	optional bool
	owner    reflect.Type // the struct that has it: t, or one in it
}

// fieldsOf are the keys of a struct in their order, those of structs in it that have no key of their own included.
func fieldsOf(t reflect.Type) []field {
	var all []field
	for _, f := range reflect.VisibleFields(t) {
		key, options, tagged := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && key != "" && key != "-" {
			owner := t
			if len(f.Index) > 1 {
				owner = t.FieldByIndex(f.Index[:len(f.Index)-1]).Type
			}
			all = append(all, field{key, f.Type, tagged && strings.HasPrefix(options, "omit"), owner})
		}
	}
	return all
}

// lacking names the first key that a part of the report must have and b does not; "" where b has all. A report without
// its matrix is not one in which nothing was asked.
func lacking(name string, of any, b []byte) (string, error) {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return "", err
	}
	return lackingIn(reflect.TypeOf(of).Elem(), name, v), nil
}

func lackingIn(t reflect.Type, path string, v any) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := v.(type) {
	case map[string]any:
		if t.Kind() != reflect.Struct {
			break
		}
		for _, f := range fieldsOf(t) {
			inner := v[f.key]
			if inner == nil && !f.optional { // a key that holds null says as little as none
				return path + "." + f.key
			}
			if found := lackingIn(f.of, path+"."+f.key, inner); found != "" {
				return found
			}
		}
	case []any:
		for i, inner := range v {
			if t.Kind() != reflect.Slice {
				break
			}
			if found := lackingIn(t.Elem(), fmt.Sprintf("%s[%d]", path, i), inner); found != "" {
				return found
			}
		}
	}
	return ""
}
