package main

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/cmd/prepaudit/notify"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// What is posted of any simulated tenant has no name of its people, devices, groups, policies or apps, and fits the
// schema and the 28 KB that Teams takes.
func TestNoticesHaveNoNames(t *testing.T) {
	var posted []byte
	s := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { posted, _ = io.ReadAll(r.Body) }))
	defer s.Close()
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	put(t, trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
	schema := compiled(t, record.NoticeSchema())
	seen := 0
	for _, scenario := range graphtest.Scenarios() {
		if scenario.Name == "large" || scenario.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		report := filepath.Join(t.TempDir(), "report.json")
		for _, kind := range notify.Kinds() {
			sys, _, said := world(0)
			sys.LookupEnv = func(name string) (string, bool) {
				if name == notifyURL {
					return s.URL + "/hook", true
				}
				return "", false
			}
			posted = nil
			status := run(t.Context(), []string{"audit", "--demo=" + scenario.Name, "-q", "-o", "json=" + report, "--notify", kind,
				"--ca-file", trusted}, sys)
			if len(posted) == 0 || len(posted) > 28<<10 || said.Len() > 0 && status != process.StatusFailed {
				t.Fatalf("%s, %s: %d bytes posted, exit status %d: %s", scenario.Name, kind, len(posted), status, said)
			}
			if kind == "json" {
				doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(posted))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(doc); err != nil {
					t.Errorf("%s: %v", scenario.Name, err)
				}
			}
			if status == process.StatusFailed {
				continue // a tenant that cannot be read leaves no report
			}
			for name := range namesIn(t, contents(t, report)) {
				seen++
				if bytes.Contains(posted, []byte(name)) {
					t.Errorf("%s, %s: %q is posted: %s", scenario.Name, kind, name, posted)
				}
			}
		}
	}
	if seen < 3000 {
		t.Errorf("only %d names were looked for", seen)
	}
}

// namesIn are the names in a JSON report, but for those that titles of rules have too.
func namesIn(t *testing.T, report []byte) map[string]bool {
	t.Helper()
	var doc any
	if err := json.Unmarshal(report, &doc); err != nil {
		t.Fatal(err)
	}
	var titles strings.Builder
	for _, r := range rules.Catalog() {
		titles.WriteString(r.Title + "\n")
	}
	names := map[string]bool{}
	var collect func(key string, v any)
	collect = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, inner := range v {
				collect(key, inner)
			}
		case []any:
			for _, inner := range v {
				collect(key, inner)
			}
		case string:
			switch key {
			case "displayName", "userPrincipalName", "name", "deviceName", "mail", "defaultDomain", "serialNumber", "department",
				"groups", "description", "detail", "fix", "why", "text":
				if len(v) > 3 && v != "null" && !strings.Contains(titles.String(), v) {
					names[v] = true
				}
			}
		}
	}
	collect("", doc)
	return names
}
