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

// compiled is a schema that can be asked.
func compiled(t *testing.T, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
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
	return schema
}

// The JSON of a plan is what its schema says, of every simulated tenant, with prices and with pseudonyms.
func TestPlansFitTheSchema(t *testing.T) {
	schema := compiled(t, record.PlanSchema())
	key, prices := filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "prices.csv")
	put(t, key, []byte("a secret of more than sixteen bytes"))
	put(t, prices, []byte("sku,currency,price,period\nSPE_E3,EUR,36.20,month\n"))
	users := 0
	for _, s := range graphtest.Scenarios() {
		if s.Name == "large" || s.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		for _, more := range [][]string{nil, {"--prices", prices, "--redact", key, "--scope", "members"}} {
			sys, out, said := world(100)
			args := append([]string{"plan", "--demo=" + s.Name, "-q", "-o", "json"}, more...)
			if status := run(t.Context(), args, sys); status != process.StatusMet && status != process.StatusUndecided {
				t.Fatalf("%q: %d, %s", args, status, said)
			}
			doc, err := jsonschema.UnmarshalJSON(out)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%q: %.2000v", args, err)
			}
			users += len(doc.(map[string]any)["users"].([]any))
		}
	}
	if users < 100 {
		t.Errorf("the plans have %d people", users)
	}
}

// The JSON of every simulated tenant is what the schema says.
func TestEveryTenantFitsTheSchema(t *testing.T) {
	schema := compiled(t, record.Schema())
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
