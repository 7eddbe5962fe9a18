package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
)

// served is a simulated tenant with a name.
type served struct {
	name string
	graphtest.Tenant
}

// open counts the connections to them.
var open atomic.Int64

// fleet is a configuration of simulated tenants, each at its own address, and a world to audit them in.
func fleet(t *testing.T, stderr io.Writer, all ...served) (sys *process.Sys, stdout *bytes.Buffer,
	args []string, out string) {
	t.Helper()
	var text strings.Builder
	text.WriteString("auth: token\ntenants:\n")
	for i, one := range all {
		one.Seed = uint64(i) // with it, the tenant has an id of its own
		server := httptest.NewUnstartedServer(one.Handler())
		server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				open.Add(1)
			case http.StateClosed:
				open.Add(-1)
			}
		}
		server.Start()
		t.Cleanup(server.Close)
		fmt.Fprintf(&text, "  %s: {graph-url: %q, tenant: contoso.com}\n", one.name, server.URL)
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "tenants.yaml")
	put(t, config, []byte(text.String()))
	stdout = &bytes.Buffer{}
	sys = &process.Sys{Stdout: stdout, Stderr: stderr, Now: time.Now, LookupEnv: func(name string) (string, bool) {
		value, ok := map[string]string{"PREPAUDIT_ACCESS_TOKEN": "simulated"}[name]
		return value, ok
	}}
	out = filepath.Join(dir, "out")
	return sys, stdout, []string{"audit", "--all-tenants", "--config", config, "--out-dir", out}, out
}

// coverageOf reads the JSON of all tenants, which is what its schema says.
func coverageOf(t *testing.T, out string) (all record.Tenants) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out, "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled(t, record.TenantsSchema()).Validate(doc); err != nil {
		t.Errorf("%.2000v", err)
	}
	var shape struct {
		Coverage   record.Coverage     `json:"coverage"`
		Totals     record.TenantTotals `json:"totals"`
		ExitStatus int                 `json:"exitStatus"`
		Tenants    []struct {
			Name  string             `json:"name"`
			State record.TenantState `json:"state"`
			Why   string             `json:"why"`
		} `json:"tenants"`
	}
	if err := json.Unmarshal(text, &shape); err != nil {
		t.Fatal(err)
	}
	all.Coverage, all.Totals, all.ExitStatus = shape.Coverage, shape.Totals, shape.ExitStatus
	for _, one := range shape.Tenants {
		all.Tenants = append(all.Tenants, record.Audited{Name: one.Name, State: one.State, Why: one.Why})
	}
	return all
}

// when calls something once a text was written.
type when struct {
	bytes.Buffer
	text string
	then func()
}

func (w *when) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if w.then != nil && strings.Contains(w.String(), w.text) {
		w.then()
		w.then = nil
	}
	return n, err
}

// Interrupted, a run over several tenants keeps what is finished, and says which tenants were not read.
func TestTenantsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stuck, err := graphtest.ParseFault("stall@/users,times=ever")
	if err != nil {
		t.Fatal(err)
	}
	said := &when{text: "first (1 of 5)", then: cancel}
	sys, stdout, args, out := fleet(t, said, served{"first", graphtest.Tenant{Scenario: "healthy"}},
		served{"second", graphtest.Tenant{Faults: []graphtest.Fault{stuck}}},
		served{"third", graphtest.Tenant{Faults: []graphtest.Fault{stuck}}}, served{"fourth", graphtest.Tenant{}},
		served{"fifth", graphtest.Tenant{}})
	args = append(args, "--tenants-at-once", "2")
	began := time.Now()
	if status := run(ctx, args, sys); status != process.StatusInterrupted {
		t.Errorf("status %d, want %d: %s", status, process.StatusInterrupted, said)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if !strings.HasPrefix(stdout.String(), "1 of 5 tenants read completely; 4 not read\n") {
		t.Errorf("stdout: %s", stdout)
	}
	all := coverageOf(t, out)
	if all.ExitStatus != process.StatusInterrupted || all.Totals.Of != 1 || all.Coverage.NotRead != 4 {
		t.Errorf("the summary says %+v", all)
	}
	for i, why := range []string{"", "interrupted", "interrupted before it began", "interrupted before it began",
		"interrupted before it began"} {
		if i == 2 && all.Tenants[i].Why == "interrupted" {
			continue // it began while the first one's end was told
		}
		if all.Tenants[i].Why != why {
			t.Errorf("tenant %d is %+v", i, all.Tenants[i])
		}
	}
	var files []string
	err = filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(out, path)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	want := []string{"first/.prepaudit-files", "first/report.html", "first/report.json", "first/report.xlsx", "summary.json", "summary.xlsx"}
	if err != nil || !slices.Equal(files, want) {
		t.Errorf("files: %q, %v", files, err)
	}
}

// The workbook of all tenants has a row for each of them, read or not, and a column in the sheet of causes.
func TestTenantsWorkbook(t *testing.T) {
	end, err := graphtest.ParseFault("404@/users,page=2,times=ever")
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	sys, _, args, out := fleet(t, &said, served{"Rule", graphtest.Tenant{}},
		served{"cut", graphtest.Tenant{Users: 2500, Faults: []graphtest.Fault{end}}},
		served{"healthy", graphtest.Tenant{Scenario: "healthy"}})
	config, err := os.ReadFile(args[3])
	if err != nil {
		t.Fatal(err)
	}
	put(t, args[3], append(config, "  nobody: {graph-url: \"http://127.0.0.1:1\", tenant: contoso.com}\n"...))
	if status := run(t.Context(), append(args, "-o", "xlsx=report.xlsx", "-o", "json=report.json"), sys); status != process.StatusFailed {
		t.Fatalf("status %d: %s", status, &said)
	}
	book, err := excelize.OpenFile(filepath.Join(out, "summary.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	cover, err := book.GetRows("Summary")
	if err != nil || cover[1][1] != "2 of 4 tenants read completely; 1 incomplete, 1 failed" {
		t.Errorf("the cover begins %q, %v", cover, err)
	}
	rows, err := book.GetRows("Tenants")
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range [][]string{{"Rule", "completely"}, {"cut", "incomplete"}, {"healthy", "completely"}, {"nobody", "failed"}} {
		if !slices.Equal(rows[i+1][:2], want) {
			t.Errorf("row %d is %q", i+1, rows[i+1])
		}
	}
	if !strings.HasPrefix(rows[2][2], "users: reading stopped after 999 users") || rows[4][3] != "" || rows[4][7] != "1" {
		t.Errorf("rows: %q", rows)
	}
	causes, err := book.GetRows("Causes")
	if err != nil || !slices.Equal(causes[0][7:], []string{"Rule (tenant)", "cut (incomplete)", "healthy", "nobody (failed)"}) {
		t.Fatalf("heads %q, %v", causes[0], err)
	}
	found := 0
	for _, row := range causes[1:] {
		switch row[0] {
		case "ca-01":
			found++
			if row[4] != "2" || row[5] != "3" || row[7] != "189" || row[9] != "0" || row[10] != "not checked" {
				t.Errorf("%q", row)
			}
		case "mdm-scope":
			found++
			if row[7] != "35" {
				t.Errorf("%q", row)
			}
		}
	}
	if found != 2 {
		t.Errorf("causes: %q", causes)
	}
	all := coverageOf(t, out)
	if all.Totals.Of != 2 || all.Totals.People != 310 || all.Totals.Ready != 120 {
		t.Errorf("the totals are %+v", all.Totals)
	}
}

// In its folder a tenant has, byte for byte, what an audit of it alone writes, in every format; beside it others are
// audited. One of them is incomplete.
func TestTenantsAlone(t *testing.T) {
	var said bytes.Buffer
	sys, _, args, out := fleet(t, &said, served{"contoso", graphtest.Tenant{}},
		served{"neglected", graphtest.Tenant{Scenario: "neglected"}}, served{"apps", graphtest.Tenant{AppOnly: true}})
	sys.Now = func() time.Time { return time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC) }
	var files []string
	for _, name := range output.FormatNames() {
		if name != "table" { // which is as wide as its terminal
			files = append(files, name+"="+strings.ReplaceAll(name, ":", "-"))
		}
	}
	for _, file := range files {
		args = append(args, "-o", file)
	}
	if status := run(t.Context(), args, sys); status != process.StatusUnmet {
		t.Fatalf("status %d: %s", status, &said)
	}
	for _, name := range []string{"contoso", "neglected", "apps"} {
		alone := filepath.Join(t.TempDir(), name)
		one := []string{"audit", "--tenant", name, "--config", args[3], "-q"}
		for _, file := range files {
			format, path, _ := strings.Cut(file, "=")
			one = append(one, "-o", format+"="+filepath.Join(alone, path))
		}
		if status := run(t.Context(), one, sys); status != process.StatusUnmet && status != process.StatusUndecided {
			t.Fatalf("%s: status %d: %s", name, status, &said)
		}
		for _, file := range files {
			_, path, _ := strings.Cut(file, "=")
			want, err := os.ReadFile(filepath.Join(alone, path))
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(out, name, path))
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %s differs from that of an audit alone, %v", name, file, err)
			}
		}
	}
}

// A tenant that ended keeps no connection: hundreds come after it.
func TestTenantsLetGo(t *testing.T) {
	var said bytes.Buffer
	before := open.Load()
	sys, _, args, _ := fleet(t, &said, served{"a", graphtest.Tenant{}}, served{"b", graphtest.Tenant{Scenario: "healthy"}},
		served{"c", graphtest.Tenant{Permissions: []string{"User.Read.All"}}})
	if status := run(t.Context(), args, sys); status != process.StatusFailed {
		t.Fatalf("status %d: %s", status, &said)
	}
	for range 100 {
		if open.Load() <= before {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%d connections are open", open.Load()-before)
}

// A mistake of the program in one tenant is that tenant's failure: it leaves no file, and the others are audited.
func TestTenantsCrash(t *testing.T) {
	var said bytes.Buffer
	sys, stdout, args, out := fleet(t, &said, served{"a", graphtest.Tenant{Scenario: "healthy"}},
		served{"b", graphtest.Tenant{Scenario: "healthy"}}, served{"c", graphtest.Tenant{Scenario: "healthy"}})
	reports, now := 0, sys.Now
	sys.Now = func() time.Time { // which a report takes at its end
		if _, err := os.Stat(filepath.Join(out, "a", "report.json")); err == nil {
			if reports++; reports == 4 {
				panic("nobody thought of this")
			}
		}
		return now()
	}
	args = append(args, "--tenants-at-once", "1", "-v")
	if status := run(t.Context(), args, sys); status != process.StatusFailed {
		t.Errorf("status %d", status)
	}
	if !strings.HasPrefix(stdout.String(), "2 of 3 tenants read completely; 1 failed\n") ||
		!strings.Contains(stdout.String(), "this is a bug in prepaudit") {
		t.Errorf("stdout: %s", stdout)
	}
	if !strings.Contains(said.String(), "b: prepaudit: this is a bug in prepaudit: nobody thought of this\nb: hint: report it") ||
		!strings.Contains(said.String(), "tenants_test.go") { // where it began
		t.Errorf("stderr: %s", &said)
	}
	folders, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range folders {
		names = append(names, f.Name())
	}
	if !slices.Equal(names, []string{"a", "c", "summary.json", "summary.xlsx"}) {
		t.Errorf("left: %q", names)
	}
}
