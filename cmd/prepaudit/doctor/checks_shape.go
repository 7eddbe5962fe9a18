package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

const metadataSource = "Graph's metadata, as the Go SDKs of 2026-08 have it, and the readers of package graph"

// shapeChecks hold every answer against Graph's metadata and against what is read of it.
func shapeChecks() []check {
	return []check{
		{
			name:    "reads",
			assumes: "every dataset can be read",
			source:  "`prepaudit permissions`",
			follows: "rules that need the dataset aren't checked",
			see:     allRead,
		},
		{
			name:    "missing-properties",
			assumes: "objects have every property that is selected, and those that Graph always sends",
			source:  metadataSource,
			follows: "the property isn't known, and rules that need it may not be checked",
			see:     each(missing),
		},
		{
			name:    "types",
			assumes: "values that are read have the type that the metadata names",
			source:  metadataSource,
			follows: "the answer can't be read, and rules that need it aren't checked",
			see:     each(wrongTypes),
		},
		{
			name: "forms",
			assumes: "points in time are written 2026-11-27T09:00:00Z, with or without fractions of a second, and " +
				"ids of products and groups are GUIDs",
			source:  metadataSource,
			follows: "the answer can't be read, or the date isn't known; rules that need it may not be checked",
			see:     each(oddForms),
		},
		{
			name:    "values",
			assumes: "values of enumerations that are read are in the metadata, or in a list of this program",
			source:  metadataSource,
			follows: "prepaudit shows a value that it doesn't know, and doesn't check what depends on it",
			see:     each(newValues),
		},
		{
			name:    "types-of-targets",
			assumes: "assignments, enrollment restrictions and who may join devices are of types that are known",
			source:  "reference of deviceAndAppManagementAssignmentTarget and deviceRegistrationMembership, 2026-08",
			follows: "who it is assigned to isn't known, and rules that need it aren't checked",
			see:     each(newTypes),
		},
		{
			name:    "new-properties",
			assumes: "objects have no property that the metadata lacks",
			source:  metadataSource,
			see:     newProperties,
		},
	}
}

// each asks of every answer with content, and gives one sight where nothing deviates.
func each(see func(a *Answer) []string) func(*Evidence) []sight {
	return func(e *Evidence) []sight {
		var all []sight
		looked := 0
		for _, a := range good(e.Answers) {
			if a.Shape == nil || a.Probe { // of a probe nothing is read
				continue
			}
			looked++
			for _, text := range see(a) {
				all = append(all, sight{outcome: Deviates, text: text + " (" + a.resource() + ")", about: a.For})
			}
		}
		switch {
		case len(all) > 0:
			return all
		case looked == 0:
			return nothing("no answer")
		}
		return holds("in %s of answers", english.Count(looked, "kind"))
	}
}

// resource is the path of a request.
func (a *Answer) resource() string {
	_, path, _ := strings.Cut(a.Request, " ")
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, ", ")
	return path
}

func allRead(e *Evidence) (all []sight) {
	for _, r := range e.Reads {
		seen := fmt.Sprintf("%s: %s", r.Dataset, r.Ended)
		if r.Property != "" {
			seen += " (" + r.Property + ")"
		}
		if r.Permission != "" {
			seen += "; it needs " + r.Permission
		}
		switch r.Ended {
		case wasRead, nothingToRead:
		case refusedApp, unlicensed, noIntune:
			all = append(all, sight{outcome: Nothing, text: seen})
		case malformed:
			all = append(all, sight{outcome: Deviates, text: seen, about: []tenant.Dataset{r.Dataset}})
		default:
			all = append(all, sight{outcome: NotRead, text: seen, about: []tenant.Dataset{r.Dataset}})
		}
	}
	if all == nil {
		return holds("every dataset")
	}
	return all
}

// objects are the paths of objects, with the names of what is read of them.
func (a *Answer) objects(see func(path string, s *Shape, names, always []string)) {
	for _, path := range slices.Sorted(maps.Keys(a.Shape)) {
		if s := a.Shape[path]; s.Types["object"] > 0 {
			names, always := a.usedAt(path)
			see(path, s, names, always)
		}
	}
}

// properties are the paths of values that are read.
func (a *Answer) properties(see func(path string, s *Shape)) {
	a.objects(func(path string, _ *Shape, names, _ []string) {
		for _, name := range names {
			for _, at := range []string{join(path, name), join(path, name) + "[]"} {
				if s := a.Shape[at]; s != nil {
					see(at, s)
				}
			}
		}
	})
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func missing(a *Answer) (said []string) {
	a.objects(func(path string, s *Shape, _, always []string) {
		for _, name := range always {
			if n := s.Types["object"] - a.Shape[join(path, name)].total(); n > 0 {
				said = append(said, fmt.Sprintf("%s is absent from %d of %d", join(path, name), n, s.Types["object"]))
			}
		}
	})
	return said
}

// jsonTypes are the types of JSON that a kind of the metadata comes as; a kind that is not here is an enumeration.
var jsonTypes = map[string][]string{
	"bool": {"boolean"}, "int": {"whole number"}, "number": {"whole number", "fraction"},
	"string": {"string"}, "guid": {"string"}, "time": {"string"}, "date": {"string"},
	"timeOfDay": {"string"}, "duration": {"string"}, "bytes": {"string"},
}

func wrongTypes(a *Answer) (said []string) {
	a.properties(func(path string, s *Shape) {
		expected, plain := jsonTypes[s.Kind]
		switch {
		case s.Kind == "":
			return
		case strings.HasSuffix(s.Kind, "[]") && !strings.HasSuffix(path, "[]"):
			expected = []string{"array"}
		case !plain: // an object, or a member of an enumeration
			expected = []string{"object", "string"}
		}
		for _, got := range slices.Sorted(maps.Keys(s.Types)) {
			if got != "null" && !slices.Contains(expected, got) {
				said = append(said, fmt.Sprintf("%s is a %s in %d of %d, and %s is assumed", path, got, s.Types[got],
					s.total(), strings.Join(expected, " or ")))
			}
		}
	})
	return said
}

func oddForms(a *Answer) (said []string) {
	a.properties(func(path string, s *Shape) {
		n := s.Forms["other"]
		if s.Kind == "time" {
			n += s.Forms["date"]
		}
		if n > 0 {
			said = append(said, fmt.Sprintf("%s is written otherwise in %d of %d", path, n, s.total()))
		}
	})
	return said
}

func newValues(a *Answer) (said []string) {
	a.properties(func(path string, s *Shape) {
		for _, word := range []string{unrecognized, "unknownFutureValue"} {
			if n := s.Values[word]; n > 0 && !strings.HasSuffix(path, "@odata.type") {
				said = append(said, fmt.Sprintf("%s has an %s %s", path, word, english.Count(n, "time")))
			}
		}
	})
	return said
}

// closed are types of which every derived type is told apart.
var closed = []string{"deviceAndAppManagementAssignmentTarget", "deviceRegistrationMembership"}

func newTypes(a *Answer) (said []string) {
	a.objects(func(path string, s *Shape, _, _ []string) {
		of := a.Shape[join(path, "@odata.type")]
		if of != nil && of.Values[unrecognized] > 0 && slices.Contains(closed, s.Kind) {
			said = append(said, fmt.Sprintf("%s is of an unrecognized type %s", path, english.Count(of.Values[unrecognized], "time")))
		}
	})
	return said
}

// newProperties tells what the metadata does not have, whether or not anybody reads it.
func newProperties(e *Evidence) []sight {
	names := map[string]bool{}
	for _, a := range good(e.Answers) {
		for path, s := range a.Shape {
			if s.Kind == "" && !strings.Contains(path, "@") && !strings.HasSuffix(path, ".value") && path != "" {
				names[a.resource()+": "+path] = true
			}
		}
	}
	if len(names) == 0 {
		return holds("none")
	}
	return []sight{{outcome: Told, text: strings.Join(slices.Sorted(maps.Keys(names)), "; ")}}
}
