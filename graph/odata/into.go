package odata

import (
	"errors"
	"strings"

	"github.com/go-json-experiment/json"
)

// Into reads a value that is small and nested into a struct with JSON names; unknown properties are passed over.
// Users and devices, of which there are a million, are read by Key instead.
func (d *Decoder) Into(v any) {
	if d.err != nil {
		return
	}
	err := json.UnmarshalDecode(d.dec, v)
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		d.err = &FormatError{Property: strings.TrimPrefix(string(semantic.JSONPointer), "/"),
			Problem: "got " + kindName(semantic.JSONKind) + ", want another type"}
		return
	}
	if err != nil {
		d.broken(err)
	}
}
