package odata

import (
	"errors"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Into reads an object that is small and nested into a struct with JSON names, see shape for what has to be there;
// unknown properties are passed over. It returns the object as it came. Users and devices, of which there are a million,
// are read by Key instead.
func (d *Decoder) Into(v any) jsontext.Value {
	object := d.Value()
	d.into(object, v)
	return object
}

// into is Into for a value that was read.
func (d *Decoder) into(from jsontext.Value, v any) {
	if d.err != nil {
		return
	}
	if from.Kind() == 'n' {
		d.Fail("got null, want an object")
		return
	}
	if name := shapeOf(reflect.TypeOf(v)).lack(from, d.sparse); name != "" {
		d.Lack(name)
		return
	}
	err := json.Unmarshal(from, v, lenient)
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		d.err = &FormatError{Property: strings.TrimPrefix(d.where()+string(semantic.JSONPointer), "/"),
			Problem: "got " + kindName(semantic.JSONKind) + ", want another type"}
		return
	}
	if err != nil {
		d.broken(err)
	}
}

// Lack sets the error where the object read last has no property that Graph always sends, or null for its value.
func (d *Decoder) Lack(name string) {
	if d.err == nil {
		d.err = &FormatError{Property: d.where(), Problem: "there is no " + name + ", which Graph sends always", Absent: name}
	}
}
