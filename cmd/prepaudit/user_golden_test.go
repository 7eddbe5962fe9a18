package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
)

// typical are people of simulated tenants whose answers differ in kind.
var typical = []string{
	"carlos.wojcik@contoso.com --demo", "joshua.okafor@contoso.com --demo", "aaliyah.braun@contoso.com --demo",
	"giovanni.dvorak@contoso.com --demo", "wei.h.li@contoso.com --demo", "anders.mbeki@contoso.com --demo",
	"aarav.demir@contoso.com --demo=healthy", "aarav.demir@contoso.com --demo=refused",
	"aarav.demir@contoso.com --demo=app-only", "ada.ahmadi@contoso.com --demo=unlicensed", "5E0HHQXF --demo",
	"carlos.wojcik@contoso.com --demo -o markdown",
}

// Of each the screen of 80 columns is the one in testdata/golden/user; -update writes it anew. All of it fits on a
// terminal of 24 lines, where the next prompt takes one, and says what there is to do.
func TestUserScreens(t *testing.T) {
	for i, line := range typical {
		name := strings.NewReplacer("@contoso.com", "", " --", "_", "=", "_", " -o ", "_").Replace(line)
		file := filepath.Join("..", "..", "testdata", "golden", "user", name+".txt")
		got, status := screenOf(t, line)
		if status == process.StatusFailed || status == process.StatusUsage {
			t.Fatalf("%s ends with %d: %s", line, status, got)
		}
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s prints something else than %s, which go test -run TestUserScreens -update writes", line, file)
		}
		lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
		if i < len(typical)-1 && len(lines) > 23 {
			t.Errorf("%s: %d lines", line, len(lines))
		}
	}
}

// screenOf is what prepaudit user prints on a fixed day.
func screenOf(t *testing.T, line string) (text string, status int) {
	t.Helper()
	var out bytes.Buffer
	sys := process.System()
	sys.Stdout, sys.Stderr, sys.OutWidth, sys.ErrWidth = &out, io.Discard, 80, 0
	sys.LookupEnv = func(string) (string, bool) { return "", false }
	sys.Now = func() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }
	status = run(t.Context(), append([]string{"user", "--color", "never"}, strings.Fields(line)...), sys)
	return out.String(), status
}

// The JSON of an answer is what its schema says, in every scenario.
func TestAnswersFitTheSchema(t *testing.T) {
	schema := compiled(t, record.AnswerSchema())
	tried := 0
	for _, s := range graphtest.Scenarios() {
		if s.Name == "large" || s.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		tenant := (&graphtest.Tenant{Scenario: s.Name}).Handler()
		upn, _ := first(t, tenant, "/v1.0/users?$top=1&$select=id,userPrincipalName")
		got, status := screenOf(t, fmt.Sprintf("%s --demo=%s -o json", upn, s.Name))
		if status == process.StatusFailed {
			continue // a tenant that cannot be read has no answer
		}
		tried++
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(got))
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %.2000v", s.Name, err)
		}
	}
	if tried < 6 {
		t.Errorf("%d scenarios have answers", tried)
	}
}
