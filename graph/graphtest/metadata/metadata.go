// Package metadata holds requests against Graph's own metadata: whether a path is there in v1.0 or beta and takes the
// verb and the query options, and whether the properties are there that $select, $filter and $expand name.
//
// v1.0.json and beta.json are extracts of Microsoft's Go SDKs, which are generated from that metadata; each names its
// module, release and date, and has the paths that the simulated tenant serves with the types that these need. They are
// made by make metadata. elsewhere.json is written by hand: what is in no metadata, with its source.
package metadata

import (
	"embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Version is what is known of v1.0 or of beta.
type Version struct {
	Module  string                         `json:"module"`
	Release string                         `json:"release"`
	Date    string                         `json:"date"`  // of the release, as 2006-01-02
	Paths   map[string]map[string]Resource `json:"paths"` // by path with {} for an id, such as /users/{}, then by verb
	Types   map[string]*Type               `json:"types"`
	Enums   map[string][]string            `json:"enums"`
}

// Resource is what one verb does at a path.
type Resource struct {
	Type    string   `json:"type"`              // of the object, or of the objects of a collection or count
	Options []string `json:"options,omitempty"` // the query options that it takes
	Source  string   `json:"source,omitempty"`  // of an entry that is in no metadata
}

// Type is an entity or complex type. A kind is a type, an enumeration or one of string, bool, int, number, guid, time,
// date, timeOfDay, duration and bytes; [] marks a collection.
type Type struct {
	Base       string              `json:"base,omitempty"`
	Properties map[string]string   `json:"properties,omitempty"` // kinds by name, without those of the base
	Navigation map[string]string   `json:"navigation,omitempty"` // entity types by name
	Filters    map[string][]string `json:"filters,omitempty"`    // operators of a $filter, where they are documented
	Source     string              `json:"source,omitempty"`     // of an entry that is in no metadata
}

//go:embed v1.0.json beta.json elsewhere.json
var files embed.FS

// read gives the contents of an embedded file.
func read(name string, into any) {
	text, err := files.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		panic(name + ": " + err.Error())
	}
}

var versions = sync.OnceValue(func() map[string]*Version {
	all, elsewhere := map[string]*Version{}, map[string]*Version{}
	read("elsewhere.json", &elsewhere)
	for _, name := range []string{"v1.0", "beta"} {
		v := &Version{}
		read(name+".json", v)
		if more := elsewhere[name]; more != nil {
			for path, verbs := range more.Paths {
				if v.Paths[path] == nil {
					v.Paths[path] = map[string]Resource{}
				}
				maps.Copy(v.Paths[path], verbs)
			}
			for name, t := range more.Types {
				v.Types[name] = v.Types[name].with(t)
			}
			maps.Copy(v.Enums, more.Enums)
		}
		all[name] = v
	}
	return all
})

// with adds what is known from elsewhere of filters. Of a type that is in no metadata that is all that there is.
func (t *Type) with(more *Type) *Type {
	if t == nil {
		return more
	}
	for property, operators := range more.Filters {
		t.Filters[property] = slices.Concat(t.Filters[property], operators)
	}
	return t
}

// Of gives what is known of a version, v1.0 or beta; nil is of no other.
func Of(version string) *Version { return versions()[version] }

// Property gives the kind of a property that is no navigation property.
func (v *Version) Property(of, name string) (kind string, found bool) {
	for t := v.Types[of]; t != nil && !found; t = v.Types[t.Base] {
		kind, found = t.Properties[name]
	}
	return kind, found
}

// Properties lists the properties of a type that are no navigation properties, sorted.
func (v *Version) Properties(of string) []string {
	var names []string
	for t := v.Types[of]; t != nil; t = v.Types[t.Base] {
		names = slices.AppendSeq(names, maps.Keys(t.Properties))
	}
	slices.Sort(names)
	return names
}

// navigation gives the type that a navigation property leads to.
func (v *Version) navigation(of, name string) (target string, found bool) {
	for t := v.Types[of]; t != nil && !found; t = v.Types[t.Base] {
		target, found = t.Navigation[name]
	}
	return strings.TrimSuffix(target, "[]"), found
}

// derives reports whether a type is another or derives from it.
func (v *Version) derives(name, from string) bool {
	for name != from {
		t := v.Types[name]
		if t == nil {
			return false
		}
		name = t.Base
	}
	return true
}
