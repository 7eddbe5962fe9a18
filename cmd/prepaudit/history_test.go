package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/displaywidth"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
)

// remembered is a report as far as a history has it, and the names in it.
type remembered struct {
	Run struct {
		Tenant struct{ ID, Name string }
		Groups []struct{ DisplayName string }
	}
	Users   []struct{ DisplayName, UserPrincipalName, ID, EmployeeID, Policy string }
	Devices []struct{ DeviceName, SerialNumber, ID string }
	Summary struct {
		Complete   bool
		ExitStatus int
		Ready      struct{ People, Ready, Blocked, Unknown, Unread int }
		Scope      struct{ Read, InScope int }
		Devices    struct{ Read int }
		Causes     []struct {
			Title, ID                 string
			Stops, Degrades, Concerns int
		}
		Rules []struct {
			ID     string
			Counts struct{ Pass, Fail, FailAdvisory, Warning, NotApplicable, NotEvaluated, CheckManually, Unclassified int }
		}
		Missing       []struct{ Dataset string }
		MDMPolicies   []struct{ Groups []string }
		Subscriptions []struct {
			SKUID                                                     string `json:"skuId"`
			Enabled, Warning, Suspended, LockedOut, Consumed, InScope int
		}
	}
}

// The rows of a history add up to the report of the run, of every simulated tenant, and have none of its names.
func TestHistoryAddsUp(t *testing.T) {
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		dir := t.TempDir()
		file, report := filepath.Join(dir, "h.db"), filepath.Join(dir, "report.json")
		sys, _, said := world(100)
		run(t.Context(), []string{"audit", "--demo=" + sc.Name, "-q", "--history", file, "-o", "json=" + report,
			"--exclude-upn", "nobody*", "--scope", "members"}, sys)
		text, err := os.ReadFile(report)
		if err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		var r remembered
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(err)
		}
		if r.Run.Tenant.ID == "" {
			if !strings.Contains(said.String(), "this run was not added") {
				t.Errorf("%s: nobody knows whose run it is, and it says %q", sc.Name, said)
			}
			continue
		}
		if said.Len() > 0 {
			t.Errorf("%s: %s", sc.Name, said)
		}
		historyAddsUp(t, sc.Name, file, &r)
		namesNobody(t, sc.Name, file, &r)
	}
}

// historyAddsUp compares sums.
func historyAddsUp(t *testing.T, name, file string, r *remembered) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := &r.Summary
	causes, products, rules := []int{len(s.Causes), 0, 0, 0}, make([]int, 6), make([]int, 8)
	for _, c := range s.Causes {
		causes[1], causes[2], causes[3] = causes[1]+c.Stops, causes[2]+c.Degrades, causes[3]+c.Concerns
	}
	for _, k := range s.Subscriptions {
		for i, n := range []int{k.Enabled, k.Warning, k.Suspended, k.LockedOut, k.Consumed, k.InScope} {
			products[i] += n
		}
	}
	for _, u := range s.Rules {
		c := u.Counts
		for i, n := range []int{c.Pass, c.Fail, c.FailAdvisory, c.Warning, c.NotApplicable, c.NotEvaluated, c.CheckManually,
			c.Unclassified} {
			rules[i] += n
		}
	}
	complete := 0
	if s.Complete {
		complete = 1
	}
	missing := map[string]bool{}
	for _, g := range s.Missing {
		missing[g.Dataset] = true
	}
	for _, of := range []struct {
		query string
		want  []int
	}{
		{`SELECT count(*), min(complete), min(exit_status), min(users_read), min(in_scope), min(people), min(ready),
			min(blocked), min(not_known), min(unread), min(devices), min(people - ready - blocked - not_known)
			FROM prepaudit_runs`,
			[]int{1, complete, s.ExitStatus, s.Scope.Read, s.Scope.InScope, s.Ready.People, s.Ready.Ready, s.Ready.Blocked,
				s.Ready.Unknown, s.Ready.Unread, s.Devices.Read, 0}},
		{`SELECT count(*), coalesce(sum(stops), 0), coalesce(sum(degrades), 0), coalesce(sum(concerns), 0)
			FROM prepaudit_causes`, causes},
		{`SELECT count(*), coalesce(sum(enabled), 0), coalesce(sum(warning), 0), coalesce(sum(suspended), 0),
			coalesce(sum(locked_out), 0), coalesce(sum(consumed), 0), coalesce(sum(in_scope), 0) FROM prepaudit_products`,
			append([]int{len(s.Subscriptions)}, products...)},
		{`SELECT count(*), sum(pass), sum(fail), sum(fail_advisory), sum(warning), sum(not_applicable),
			sum(not_evaluated), sum(check_manually), sum(unclassified) FROM prepaudit_rules`,
			append([]int{len(s.Rules)}, rules...)},
		{`SELECT count(*) FROM prepaudit_missing`, []int{len(missing)}},
	} {
		got := make([]int, len(of.want))
		var places []any
		for i := range got {
			places = append(places, &got[i])
		}
		if err := db.QueryRow(of.query).Scan(places...); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(of.want) {
			t.Errorf("%s: %s: %v, and the report has %v", name, of.query, got, of.want)
		}
	}
}

// namesNobody looks for every name of the report among the bytes of a file.
func namesNobody(t *testing.T, name, file string, r *remembered) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.ToLower(text)
	looked := 0
	// The tables are made with NOT NULL, and somebody is called null.
	never := func(names ...string) {
		t.Helper()
		for _, n := range names {
			if looked++; len(n) > 3 && n != "null" && bytes.Contains(text, []byte(strings.ToLower(n))) {
				t.Errorf("%s: the history has %q", name, n)
			}
		}
	}
	for _, u := range r.Users {
		never(u.DisplayName, u.UserPrincipalName, u.ID, u.EmployeeID, u.Policy)
	}
	for _, d := range r.Devices {
		never(d.DeviceName, d.SerialNumber, d.ID)
	}
	for _, g := range r.Run.Groups {
		never(g.DisplayName)
	}
	for _, m := range r.Summary.MDMPolicies {
		never(m.Groups...)
	}
	products := map[string]bool{"Entra": true, "Intune": true}
	for _, k := range r.Summary.Subscriptions {
		products[k.SKUID] = true
	}
	for _, c := range r.Summary.Causes {
		never(c.Title)
		for _, part := range strings.Split(c.ID, "/")[1:] { // a policy, a group, or a product
			if !products[part] {
				never(part)
			}
		}
	}
	never("nobody*")
	if looked < 100 {
		t.Errorf("%s: only %d names were looked for", name, looked)
	}
}

// histories are made by hand, since a simulated tenant is the same every day.
func histories(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "h.db")
	for n := 1; n <= 8; n++ {
		sys, _, said := world(80)
		args := []string{"audit", "--demo", "-q", "--history", file, "--as-of", fmt.Sprintf("2026-11-%02d", 2*n)}
		if n == 8 {
			args = append(args, "--mdm", "other")
		}
		if run(t.Context(), args, sys); said.Len() > 0 {
			t.Fatal(said)
		}
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, change := range []string{
		`UPDATE prepaudit_runs SET version = '1.2.3'`,
		`UPDATE prepaudit_runs SET ready = 25 * CAST(substr(at, 9, 2) AS INTEGER) / 2, blocked = 190 - 25 *
			CAST(substr(at, 9, 2) AS INTEGER) / 2 WHERE at < '2026-11-16'`,
		`UPDATE prepaudit_runs SET counted = 0, complete = 0, ready = 0, blocked = 30, not_known = 160, unread = 160
			WHERE at LIKE '2026-11-06%'`,
		`INSERT INTO prepaudit_missing SELECT run_id, 'mobileDeviceManagementPolicies', 0 FROM prepaudit_runs
			WHERE at LIKE '2026-11-06%'`,
		`INSERT INTO prepaudit_missing SELECT run_id, 'windowsAutopilotDeviceIdentities', 0 FROM prepaudit_runs
			WHERE at LIKE '2026-11-08%'`,
		`UPDATE prepaudit_runs SET complete = 0 WHERE at LIKE '2026-11-08%'`,
	} {
		if _, err := db.Exec(change); err != nil {
			t.Fatalf("%s: %v", change, err)
		}
	}
	return file
}

// What a history shows at the widths of a small, a usual and a wide terminal, and where the terminal has no UTF-8.
func TestScreensOfHistory(t *testing.T) {
	file := histories(t)
	for _, width := range []int{80, 120, 200} {
		for _, locale := range []string{"C.UTF-8", "C"} {
			sys, out, said := world(width)
			sys.LookupEnv = func(name string) (string, bool) { return locale, name == "LANG" }
			sys.Now = func() time.Time { return time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC) }
			if status := run(t.Context(), []string{"history", file, "--color", "never"}, sys); status != process.StatusMet {
				t.Fatalf("%d: %s", status, said)
			}
			for line := range strings.Lines(out.String()) {
				if n := displaywidth.String(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%d columns: %s", n, line)
				}
				if locale == "C" && strings.ContainsFunc(line, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("not ASCII: %s", line)
				}
			}
			if locale == "C" && width > 80 {
				continue
			}
			name := map[string]string{"C": "history-ascii", "C.UTF-8": "history"}[locale]
			goldenScreen(t, fmt.Sprintf("%s.%d.txt", name, width), out.String())
		}
	}
}

// The JSON of a history is what its schema says.
func TestHistoriesFitTheSchema(t *testing.T) {
	sys, out, said := world(80)
	if status := run(t.Context(), []string{"history", histories(t), "-o", "json"}, sys); status != process.StatusMet {
		t.Fatal(said)
	}
	doc, err := jsonschema.UnmarshalJSON(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled(t, record.HistorySchema()).Validate(doc); err != nil {
		t.Error(err)
	}
}
