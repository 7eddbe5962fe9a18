package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
)

// The JSON of every simulated tenant is what the schema says.
func TestEveryTenantFitsTheSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(record.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range graphtest.Scenarios() {
		if s.Name == "large" || s.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		file := filepath.Join(t.TempDir(), "report.json")
		sys := process.System()
		sys.Stdout, sys.Stderr = io.Discard, io.Discard
		status := run(t.Context(), []string{"audit", "--demo=" + s.Name, "--quiet", "--columns", "jobTitle", "-o",
			"json=" + file}, sys)
		if status == process.StatusFailed {
			continue // a tenant that cannot be read leaves no report
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %.2000v", s.Name, err)
		}
	}
}
