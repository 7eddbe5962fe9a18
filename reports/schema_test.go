package reports

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// strict is the schema with no key allowed beside those it names, so that a new one is not forgotten.
func strict(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(record.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	closed(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closed(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if properties, ok := inner.(map[string]any); ok && key == "properties" {
				for _, p := range properties {
					closed(p)
				}
				continue
			}
			closed(inner)
		}
		if _, ok := v["properties"]; ok && v["type"] == "object" {
			v["additionalProperties"] = false
		}
	case []any:
		for _, inner := range v {
			closed(inner)
		}
	}
}

func TestSchema(t *testing.T) {
	golden(t, "schema.json", []byte(record.Schema()))
	s := strict(t)
	for _, story := range append(stories(t), told(t)) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, "json", Options{}, story)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", story.name, err)
		}
		run := doc.(map[string]any)["run"].(map[string]any)
		run["surprise"] = true
		if s.Validate(doc) == nil {
			t.Errorf("%s: a key that the schema does not name passed", story.name)
		}
		delete(run, "surprise")
		version := run["schemaVersion"]
		run["schemaVersion"] = record.SchemaVersion + 1
		if s.Validate(doc) == nil {
			t.Errorf("%s: a report of another schema version passed", story.name)
		}
		run["schemaVersion"] = version
		delete(run, "rules")
		if s.Validate(doc) == nil {
			t.Errorf("%s: a key that is missing passed", story.name)
		}
	}
}

// Every column of every table says what it is called, and no two are called the same.
func TestWriteColumns(t *testing.T) {
	for _, f := range Formats {
		var b bytes.Buffer
		err := WriteColumns(&b, f.Name)
		has := f.Name == "xlsx" || strings.HasPrefix(f.Name, "csv") || strings.HasPrefix(f.Name, "parquet")
		if has != (err == nil) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	var findings bytes.Buffer
	if err := WriteColumns(&findings, "csv:findings"); err != nil {
		t.Fatal(err)
	}
	for _, kind := range rules.SubjectKinds() {
		if !regexp.MustCompile(`(?m)^subjectKind .*\b` + kind + `\b`).Match(findings.Bytes()) {
			t.Errorf("the table of findings does not say that one may be about a %s", kind)
		}
	}
	for _, none := range []string{"csv:nothing", "csv:", "csv:users", "json"} { // users are csv alone, as -o has it
		if err := WriteColumns(io.Discard, none); err == nil {
			t.Errorf("%q passed", none)
		}
	}
	for _, make := range append(machineTables, workbookTables...) {
		tab := make(&record.Run{Columns: []string{"city", "state", "department"}})
		for _, p := range []struct {
			place place
			name  func(field) string
		}{
			{forMachines, func(f field) string { return f.name }},
			{inWorkbook, func(f field) string { return strings.ToLower(f.heading) }},
			{inPage, func(f field) string { return f.heading }},
		} {
			seen := map[string]bool{"": true}
			for _, f := range tab.fields(p.place) {
				if seen[p.name(f)] {
					t.Errorf("%s has the column %q twice, or one without a name", tab.titled().sheet, p.name(f))
				}
				seen[p.name(f)] = true
			}
		}
		for _, f := range tab.fields(forMachines) {
			if f.meaning() == "" {
				t.Errorf("the column %s of %s has no meaning", f.name, tab.titled().name)
			}
		}
		for _, f := range tab.fields(inWorkbook) {
			if f.width == 0 {
				t.Errorf("the column %s of %s has no width", f.heading, tab.titled().sheet)
			}
		}
	}
}
