package metadata

import (
	"os"
	"slices"
	"strings"
	"testing"
)

var primitive = []string{"string", "bool", "int", "number", "guid", "time", "date", "timeOfDay", "duration", "bytes"}

// Whatever a type is made of is there too, and no entry says nothing.
func TestExtracts(t *testing.T) {
	for _, name := range []string{"v1.0", "beta"} {
		v := Of(name)
		known := func(kind string) bool {
			kind = strings.TrimSuffix(kind, "[]")
			return v.Types[kind] != nil || v.Enums[kind] != nil || slices.Contains(primitive, kind)
		}
		if v.Module == "" || v.Release == "" || len(v.Date) != len("2006-01-02") || len(v.Paths) == 0 {
			t.Errorf("%s: %s %s of %q has %d paths", name, v.Module, v.Release, v.Date, len(v.Paths))
		}
		for path, verbs := range v.Paths {
			for verb, r := range verbs {
				if v.Types[r.Type] == nil {
					t.Errorf("%s: %s %s is of the unknown type %q", name, verb, path, r.Type)
				}
			}
		}
		for of, typ := range v.Types {
			if typ.Base != "" && v.Types[typ.Base] == nil {
				t.Errorf("%s: %s derives from %q", name, of, typ.Base)
			}
			for property, kind := range typ.Properties {
				if !known(kind) {
					t.Errorf("%s: %s.%s is of the unknown kind %q", name, of, property, kind)
				}
			}
			for property := range typ.Filters {
				if _, found := v.Property(of, property); !found && typ.Navigation[property] == "" {
					t.Errorf("%s: %s.%s has operators, and is not there", name, of, property)
				}
			}
		}
		for enum, members := range v.Enums {
			if len(members) == 0 {
				t.Errorf("%s: %s has no members", name, enum)
			}
		}
	}
}

// The extract of v1.0 is that of the SDK which the program is built with.
func TestExtractIsOfTheSDKInUse(t *testing.T) {
	text, err := os.ReadFile("../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if v := Of("v1.0"); !strings.Contains(string(text), "\t"+v.Module+" "+v.Release+"\n") {
		t.Errorf("go.mod does not require %s %s; run make metadata", v.Module, v.Release)
	}
}

// What is in no metadata says where it comes from, and goes when the metadata has it.
func TestElsewhere(t *testing.T) {
	elsewhere := map[string]*Version{}
	read("elsewhere.json", &elsewhere)
	for name, more := range elsewhere {
		extract := &Version{}
		read(name+".json", extract)
		for path, verbs := range more.Paths {
			for verb, r := range verbs {
				if r.Source == "" {
					t.Errorf("%s: %s %s has no source", name, verb, path)
				}
				if _, known := extract.Paths[path][verb]; known {
					t.Errorf("%s: the metadata has %s %s by now", name, verb, path)
				}
				if got := Of(name).Paths[path][verb]; got.Source != r.Source {
					t.Errorf("%s: %s %s is not taken up", name, verb, path)
				}
			}
		}
		for of, adds := range more.Types {
			known := extract.Types[of]
			if known != nil && (adds.Source == "" || adds.Filters == nil) {
				t.Errorf("%s: the metadata has %s by now", name, of)
			}
			for property, operators := range adds.Filters {
				for _, operator := range operators {
					if known != nil && slices.Contains(known.Filters[property], operator) {
						t.Errorf("%s: the metadata filters %s of %s by %s by now", name, property, of, operator)
					}
					if !slices.Contains(Of(name).Types[of].Filters[property], operator) {
						t.Errorf("%s: %s of %s by %s is not taken up", name, property, of, operator)
					}
				}
			}
		}
		for of := range more.Enums {
			if extract.Enums[of] != nil {
				t.Errorf("%s: the metadata has %s by now", name, of)
			}
		}
	}
}
