package graphtest

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
)

// schemaJSON names the properties of each type in Graph's own metadata (microsoftgraph/msgraph-metadata, 2026-08;
// mobileDeviceManagementPolicy, which is in no public metadata: the reference page). "[]" marks a collection.
//
//go:embed schema.json
var schemaJSON []byte

// schema is the properties of one entity type.
type schema struct {
	V1     []string `json:"v1.0"`
	Beta   []string `json:"beta"`   // in beta besides those of v1.0
	Single []string `json:"single"` // only when a single object is read
}

func parseSchemas() map[string]schema {
	var m map[string]schema
	if err := json.Unmarshal(schemaJSON, &m); err != nil {
		panic(err)
	}
	return m
}

// find reports whether the type has the property in that version, and whether it is a collection.
func (s schema) find(property, version string) (collection, ok bool) {
	has := func(list []string, p string) bool { return slices.Contains(list, p) }
	if has(s.V1, property) || version == "beta" && has(s.Beta, property) {
		return false, true
	}
	p := property + "[]"
	ok = has(s.V1, p) || version == "beta" && has(s.Beta, p)
	return ok, ok
}

// splitList splits a $select; Graph takes blanks after the commas.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	out := strings.Split(s, ",")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// all lists the properties of a version, in the metadata's order.
func (s schema) all(version string) []string {
	list := s.V1
	if version == "beta" {
		list = append(slices.Clone(list), s.Beta...)
	}
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = strings.TrimSuffix(p, "[]")
	}
	return out
}
