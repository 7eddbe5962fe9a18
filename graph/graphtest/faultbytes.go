package graphtest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// spot finds the first value of a property, from its key to its end. It gives an empty spot where there is none.
func spot(body []byte, property string) (from, to int) {
	key := []byte(`"` + property + `":`)
	from = bytes.Index(body, key)
	if from < 0 {
		return 0, 0
	}
	d := json.NewDecoder(bytes.NewReader(body[from+len(key):]))
	var v json.RawMessage
	if err := d.Decode(&v); err != nil {
		return 0, 0
	}
	return from, from + len(key) + int(d.InputOffset())
}

// put writes with in place of body[from:to], into a copy: the body's buffer is used again.
func put(body []byte, from, to int, with string) []byte {
	if from == to {
		return body
	}
	return slices.Concat(body[:from], []byte(with), body[to:])
}

// set gives an editor that writes value, as JSON, for the first value of the property that the fault names.
func set(value string) func([]byte, string) []byte {
	return func(body []byte, property string) []byte {
		from, to := spot(body, property)
		return put(body, from, to, `"`+property+`":`+value)
	}
}

// first replaces the first old by new.
func first(body []byte, old, new string) []byte {
	at := bytes.Index(body, []byte(old))
	if at < 0 {
		return body
	}
	return put(body, at, at+len(old), new)
}

// byteFaults change the bytes of a body, always in its first object.
func byteFaults() []FaultKind {
	return []FaultKind{
		{Name: "null-field", Value: "PROPERTY", value: "displayName", Description: "a property is null",
			edit: set("null")},
		{Name: "missing-field", Value: "PROPERTY", value: "displayName", Description: "a property is missing",
			edit: func(b []byte, v string) []byte {
				from, to := spot(b, v)
				if b[to] == ',' {
					to++
				} else if b[max(from-1, 0)] == ',' {
					from--
				}
				return put(b, from, to, "")
			}},
		{Name: "unknown-field", Description: "an object has unknown properties",
			edit: func(b []byte, _ string) []byte {
				return first(b, `"value":[{`,
					`"value":[{"fromTheFuture":{"a":[1,{"b":null}]},"anotherNew@odata.type":"#Int64","anotherNew":"1",`)
			}},
		{Name: "unknown-enum", Value: "PROPERTY", value: "userType",
			Description: "a property has a value that is newer than the client",
			edit:        set(`"valueOfTheFuture"`)},
		{Name: "unknown-type", Description: "an object of an unknown type, with only an id",
			edit: func(b []byte, _ string) []byte {
				return first(b, `"value":[{`, `"value":[{"@odata.type":"#microsoft.graph.agentUser2",`+
					`"id":"ffffffff-0000-4000-8000-000000000000"},{`)
			}},
		{Name: "number", Value: "PROPERTY", value: "displayName", Description: "a number in place of a string",
			edit: set("42")},
		{Name: "huge", Value: "MEGABYTES", value: "50", check: isNumber,
			Description: "a displayName of MEGABYTES",
			edit: func(b []byte, v string) []byte {
				return set(`"`+strings.Repeat("x", number(v)<<20)+`"`)(b, "displayName")
			}},
		{Name: "bad-utf8", Description: "a displayName that is not UTF-8",
			edit: func(b []byte, _ string) []byte {
				return set("\"caf\xe9 \xff\xfe\"")(b, "displayName")
			}},
		{Name: "bad-json", Description: "a comma is missing between two objects",
			edit: func(b []byte, _ string) []byte { return first(b, "},{\"", "} {\"") }},
		{Name: "count-form", Value: "string | base64", value: "string", times: Ever,
			Description: "the number of a $count in a batch is sent as a string",
			check: func(v string) error {
				if v != "string" && v != "base64" {
					return errors.New("count-form takes string or base64")
				}
				return nil
			},
			edit: func(b []byte, v string) []byte {
				if v == "base64" {
					return []byte(strconv.Quote(base64.StdEncoding.EncodeToString(b)))
				}
				return []byte(strconv.Quote(string(b)))
			}},
	}
}
