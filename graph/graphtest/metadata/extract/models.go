package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"prepaudit/graph/graphtest/metadata"
)

// models are the texts of the SDK's classes and enumerations, by name.
type models struct{ files map[string]string }

var (
	declared    = regexp.MustCompile(`(?m)^type (\w+) (?:struct|int)\b`)
	embedded    = regexp.MustCompile(`(?m)^type \w+ struct \{\s+(\w+)\n`)
	reader      = regexp.MustCompile(`res\["([^"@]+)"\] = func ?\(n [^\n]*\n\s+val, err := n\.Get(\w+?)Values?\(([^)]*)\)`)
	constructed = regexp.MustCompile(`^(?:\w+\.)?(?:Create(\w+)FromDiscriminatorValue|Parse(\w+)|"(\w+)")$`)
	members     = regexp.MustCompile(`\[\]string\{("[^}]*")\}`)
	filterable  = regexp.MustCompile(`(?m)^// Get\w+ gets the (\w+) property value\..*?Supports \$filter \(([^)]*)\)`)
	operators   = regexp.MustCompile(`\b(?:eq|ne|not|ge|le|gt|lt|in|startsWith|endsWith|contains)\b|/\$count`)
)

// directoryTypes are what members, owners and owned objects of the directory are.
var directoryTypes = []string{"user", "group", "device", "servicePrincipal"}

func indexModels(dir string) (*models, error) {
	m := &models{map[string]string{}}
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if name := declared.FindSubmatch(text); name != nil {
			m.files[string(name[1])] = string(text)
		}
	}
	return m, nil
}

// wireName is a class's name in the metadata, classOf its opposite.
func wireName(class string) string { return strings.ToLower(class[:1]) + class[1:] }

func classOf(name string) string { return string(unicode.ToUpper(rune(name[0]))) + name[1:] }

// element gives the type of what a class answers, be it the values of a collection. Some classes stand beside the path.
func (m *models) element(class, beside string) (string, error) {
	if !strings.HasSuffix(class, "Response") {
		return wireName(class), nil
	}
	text, found := m.files[class]
	if !found {
		text = beside
	}
	for _, p := range reader.FindAllStringSubmatch(text, -1) {
		if p[1] == "value" {
			name, err := propertyType(p[2], p[3])
			return strings.TrimSuffix(name, "[]"), err
		}
	}
	return "", fmt.Errorf("the values of %s are not known", class)
}

// propertyType gives a type by the call that reads it; [] marks a collection.
func propertyType(read, argument string) (string, error) {
	read, collection := strings.CutPrefix(read, "CollectionOf")
	name := map[string]string{
		"String": "string", "Bool": "bool", "UUID": "guid", "ByteArray": "bytes",
		"Int32": "int", "Int64": "int", "Int8": "int", "Byte": "int", "Float32": "number", "Float64": "number",
		"Time": "time", "DateOnly": "date", "TimeOnly": "timeOfDay", "ISODuration": "duration",
	}[read]
	if c := constructed.FindStringSubmatch(argument); c != nil {
		if name = c[3]; name == "" {
			name = wireName(c[1] + c[2])
		}
	}
	switch {
	case name == "":
		return "", fmt.Errorf("a property is read by Get%sValue(%s)", read, argument)
	case name == "uuid":
		name = "guid"
	case strings.HasPrefix(name, "int32"), strings.HasPrefix(name, "int64"):
		name = "int"
	}
	if collection {
		name += "[]"
	}
	return name, nil
}

// add takes a type up, with all that its properties need. Of navigation properties only those that are expanded bring
// their types.
func (m *models) add(out *metadata.Version, name string, expand []string) error {
	name = strings.TrimSuffix(name, "[]")
	text, found := m.files[classOf(name)]
	if !found {
		return nil // of a kind that has no class, such as string
	}
	if out.Types[name] == nil && out.Enums[name] == nil {
		if list := members.FindStringSubmatch(text); list != nil && !strings.Contains(text, "GetFieldDeserializers") {
			for _, member := range strings.Split(list[1], ",") {
				out.Enums[name] = append(out.Enums[name], strings.Trim(member, `" `))
			}
			return nil
		}
		if err := m.addType(out, name, text); err != nil {
			return err
		}
	}
	if name == "directoryObject" {
		for _, kind := range directoryTypes {
			if err := m.add(out, kind, nil); err != nil {
				return err
			}
		}
	}
	for t := out.Types[name]; t != nil; t = out.Types[t.Base] {
		for property, target := range t.Navigation {
			if slices.Contains(expand, property) {
				if err := m.add(out, target, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *models) addType(out *metadata.Version, name, text string) error {
	t := &metadata.Type{Properties: map[string]string{}, Navigation: map[string]string{}, Filters: map[string][]string{}}
	out.Types[name] = t
	if base := embedded.FindStringSubmatch(text); base != nil {
		t.Base = wireName(base[1])
		if err := m.add(out, t.Base, nil); err != nil {
			return err
		}
	}
	for _, p := range reader.FindAllStringSubmatch(text, -1) {
		kind, err := propertyType(p[2], p[3])
		if err != nil {
			return fmt.Errorf("%s.%s: %w", name, p[1], err)
		}
		if m.isEntity(strings.TrimSuffix(kind, "[]")) { // only a navigation property is of an entity type
			t.Navigation[p[1]] = kind
			continue
		}
		t.Properties[p[1]] = kind
		if err := m.add(out, kind, nil); err != nil {
			return err
		}
	}
	for _, f := range filterable.FindAllStringSubmatch(text, -1) {
		found := operators.FindAllString(f[2], -1)
		slices.Sort(found)
		t.Filters[f[1]] = slices.Compact(found)
	}
	return nil
}

func (m *models) isEntity(name string) bool {
	for class := classOf(name); class != "Entity"; {
		base := embedded.FindStringSubmatch(m.files[class])
		if base == nil {
			return false
		}
		class = base[1]
	}
	return true
}
