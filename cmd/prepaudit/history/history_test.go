//go:build unix

package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// told is a run that came to something: n of ten people are ready.
func told(n int, at time.Time) (*record.Run, *record.Summary) {
	run := &record.Run{Version: "1.2.3", CatalogDate: "2026-08-20",
		Tenant: record.Tenant{ID: "87b30836-7d79-4839-b423-05ea600b06b7", Name: "Contoso",
			DefaultDomain: "contoso.com"},
		Scope:   record.Scope{Description: `enabled members of group "Secret project"`},
		Rules:   []record.Rule{{ID: "LIC-01"}, {ID: "LIC-02"}, {ID: "LIC-17", Flag: "sign-in-activity"}},
		Skipped: []record.Rule{{ID: "LIC-20", Flag: "confirm-plans"}},
		Reading: record.RunReading{Started: at.Add(-time.Minute)}}
	fail := rules.Fail
	sum := &record.Summary{Complete: true, ExitStatus: 3,
		Ready: rules.ReadyCount{People: 10, Ready: n, Blocked: 10 - n},
		Scope: record.ScopeCount{Asked: true, Read: 20, InScope: 12},
		Tallies: []record.Tally{{ID: "LIC-01", Result: &fail, Counts: &record.Counts{Pass: n, Fail: 10 - n}},
			{ID: "LIC-02", Skipped: true}},
		Causes: []rules.Cause{{ID: "mdm-scope/0000000a", Title: `Add to group "Secret project"`,
			Rules: []string{"MDM-03"}, Stops: 10 - n}},
		Subscriptions: []record.Subscription{{PartNumber: "SPE_E3", Enabled: 100, Consumed: 90},
			{PartNumber: "nul\x00byte"}},
		Reading: record.Reading{Finished: at},
	}
	return run, sum
}

// remember has a run remembered, and gives the summary that reports get.
func remember(t *testing.T, to Target, run *record.Run, sum *record.Summary) (*record.Summary, *Recorder, error) {
	t.Helper()
	r := NewRecorder(t.Context(), to, &rules.Scope{})
	kept := &keeper{}
	h := r.Before(kept)
	if err := errors.Join(h.Run(run), h.Summary(sum)); err != nil {
		t.Fatal(err)
	}
	return kept.sum, r, r.Append(t.Context())
}

// keeper keeps what reports get.
type keeper struct {
	record.Handler
	sum *record.Summary
}

func (k *keeper) Run(*record.Run) error           { return nil }
func (k *keeper) Summary(s *record.Summary) error { k.sum = s; return nil }

func day(n int) time.Time { return time.Date(2026, 11, n, 2, 0, 0, 0, time.UTC) }

func number(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// What runs came to comes back as it was, and the next run's reports have it as their trend.
func TestRemembered(t *testing.T) {
	each(t, func(t *testing.T, to Target) {
		for n := range 3 {
			run, sum := told(n+1, day(n+1))
			if _, _, err := remember(t, to, run, sum); err != nil {
				t.Fatal(err)
			}
		}
		run, sum := told(7, day(9))
		sum.Missing = []rules.Gap{{Dataset: tenant.Users, Partial: true, Why: `reading "Adele Vance"`}}
		sum.Complete = false
		got, _, err := remember(t, to, run, sum)
		if err != nil {
			t.Fatal(err)
		}
		var ready []int
		for _, p := range got.Trend {
			ready = append(ready, p.Ready.Ready)
		}
		if !slices.Equal(ready, []int{1, 2, 3}) || sum.Trend != nil {
			t.Errorf("the trend is %v, and what was judged has %v", ready, sum.Trend)
		}
		all, err := Read(t.Context(), to, Query{})
		if err != nil || len(all) != 1 || len(all[0].Runs) != 4 {
			t.Fatalf("%+v, %v", all, err)
		}
		last := all[0].Runs[3]
		want := sum.Now(run)
		want.Scope, want.Asked = "enabled members of the tenant; with LIC-17", last.Asked
		if fmt.Sprint(last) != fmt.Sprint(want) || last.Asked == "" || last.Counted {
			t.Errorf("%+v, want %+v", last, want)
		}
		for _, q := range []struct {
			Query
			want int
		}{{Query{Tenant: "CONTOSO.com"}, 4}, {Query{Tenant: all[0].ID}, 4}, {Query{Tenant: "fabrikam.com"}, 0},
			{Query{Since: day(3)}, 2}, {Query{Tenant: "' OR '1'='1"}, 0}} {
			found, err := Read(t.Context(), to, q.Query)
			n := 0
			for _, of := range found {
				n += len(of.Runs)
			}
			if err != nil || n != q.want {
				t.Errorf("%+v finds %d runs, want %d: %v", q.Query, n, q.want, err)
			}
		}
	})
}

// A run is counted once, however often it is added.
func TestOnce(t *testing.T) {
	each(t, func(t *testing.T, to Target) {
		run, sum := told(1, day(1))
		_, r, err := remember(t, to, run, sum)
		if err := errors.Join(err, r.Append(t.Context())); err != nil {
			t.Fatal(err)
		}
		db := opened(t, to)
		if n := number(t, db, "SELECT count(*) FROM prepaudit_runs"); n != 1 {
			t.Errorf("%d runs", n)
		}
		if n := number(t, db, "SELECT count(*) FROM prepaudit_rules"); n != 2 {
			t.Errorf("%d rules", n)
		}
	})
}

// Twenty runs at once, of which one makes the tables, are all there.
func TestAtOnce(t *testing.T) {
	each(t, func(t *testing.T, to Target) {
		var wait sync.WaitGroup
		for n := range 20 {
			wait.Go(func() {
				run, sum := told(n%10, day(n+1))
				r := NewRecorder(t.Context(), to, &rules.Scope{})
				h := r.Before(&keeper{})
				if err := errors.Join(h.Run(run), h.Summary(sum), r.Append(t.Context())); err != nil {
					t.Errorf("run %d: %v", n, err)
				}
			})
		}
		wait.Wait()
		db := opened(t, to)
		if n := number(t, db, "SELECT count(*) FROM prepaudit_runs"); n != 20 {
			t.Errorf("%d runs of 20", n)
		}
		whole(t, to, db)
	})
}

// whole checks that each run has all of its rows.
func whole(t *testing.T, to Target, db *sql.DB) {
	t.Helper()
	for _, of := range []struct {
		table string
		want  int
	}{{"prepaudit_rules", 2}, {"prepaudit_causes", 1}, {"prepaudit_products", 2}} {
		n := number(t, db, fmt.Sprintf(`SELECT count(*) FROM (SELECT r.run_id FROM prepaudit_runs r LEFT JOIN %s o ON
			o.run_id = r.run_id GROUP BY r.run_id HAVING count(o.run_id) <> %d) broken`, of.table, of.want))
		if n > 0 {
			t.Errorf("%d runs have other than %d rows of %s", n, of.want, of.table)
		}
	}
	if to.dsn != "" {
		return
	}
	var said string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Errorf("the file: %s, %v", said, err)
	}
}

// Tables are brought forward from version to version, and stay as they are where that fails.
func TestMigrations(t *testing.T) {
	each(t, func(t *testing.T, to Target) {
		run, sum := told(1, day(1))
		if _, _, err := remember(t, to, run, sum); err != nil {
			t.Fatal(err)
		}
		next := []string{schema1, "ALTER TABLE prepaudit_runs ADD COLUMN more BIGINT", "no statement"}
		bring := func(steps []string) error {
			return to.with(t.Context(), false, func(ctx context.Context, s *store) error {
				return s.checkFor(ctx, false, steps)
			})
		}
		if err := bring(next); err == nil {
			t.Error("what is no statement is no error")
		}
		db := opened(t, to)
		if n := number(t, db, "SELECT max(version) FROM prepaudit_schema"); n != 1 {
			t.Errorf("half of it was kept: version %d", n)
		}
		if err := bring(next[:2]); err != nil {
			t.Error(err)
		}
		if n := number(t, db, "SELECT count(*) FROM prepaudit_runs WHERE more IS NULL"); n != 1 {
			t.Errorf("%d runs are there after it", n)
		}
		// This version does not know those tables.
		_, _, err := remember(t, to, run, sum)
		_, read := Read(t.Context(), to, Query{})
		for _, err := range []error{err, read} {
			if err == nil || !strings.Contains(err.Error(), "tables of version 2") || process.HintOf(err) == "" {
				t.Errorf("of tables of a newer version it says: %v", err)
			}
		}
		if n := number(t, db, "SELECT count(*) FROM prepaudit_runs"); n != 1 {
			t.Errorf("%d runs", n)
		}
	})
}

// Runs that ask for the same are alike, however groups are called and whatever rules a newer version has.
func TestAsked(t *testing.T) {
	run, _ := told(1, day(1))
	group := func(n byte) tenant.Group { return tenant.Group{ID: tenant.GUID{n}, DisplayName: "Secret project"} }
	base := asked(run, &rules.Scope{Groups: []tenant.Group{group(1), group(2)}})
	more := *run
	more.Rules = append(slices.Clone(run.Rules), record.Rule{ID: "LIC-99"})
	renamed := tenant.Group{ID: tenant.GUID{1}, DisplayName: "Renamed"}
	if got := asked(&more, &rules.Scope{Groups: []tenant.Group{group(2), renamed}}); got != base {
		t.Errorf("a rule more, another order and another name of a group make it %s, not %s", got, base)
	}
	skipped, other := *run, *run
	skipped.Skipped = append(slices.Clone(run.Skipped), record.Rule{ID: "MDM-01"})
	other.OtherMDM = true
	seen := map[string]bool{base: true}
	for i, got := range []string{
		asked(run, &rules.Scope{}), asked(run, &rules.Scope{Groups: []tenant.Group{group(1)}}),
		asked(run, &rules.Scope{IncludeDisabled: true}), asked(run, &rules.Scope{IncludeGuests: true}),
		asked(run, &rules.Scope{IncludeUnlicensed: true}), asked(run, &rules.Scope{ExcludeUPN: []string{"svc-*"}}),
		asked(run, &rules.Scope{ExcludeGroups: []tenant.Group{group(1)}}),
		asked(&skipped, &rules.Scope{}), asked(&other, &rules.Scope{}),
	} {
		if seen[got] {
			t.Errorf("%d is taken for another", i)
		}
		seen[got] = true
	}
	said := people(&rules.Scope{Groups: []tenant.Group{group(1)}, ExcludeGroups: []tenant.Group{group(2), group(3)},
		ExcludeUPN: []string{"adele*"}, IncludeDisabled: true, IncludeGuests: true, IncludeUnlicensed: true})
	if want := "members of 1 group, enabled or not, guests and external members included, unlicensed members included, " +
		"without 2 groups, without 1 name pattern"; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}

// The trend leaves out runs of other tenants, of other people and rules, and of later days.
func TestTrendIsOfTheSame(t *testing.T) {
	to := Target{file: t.TempDir() + "/h.db"}
	add := func(n int, change func(*record.Run)) {
		t.Helper()
		run, sum := told(n, day(n))
		change(run)
		if _, _, err := remember(t, to, run, sum); err != nil {
			t.Fatal(err)
		}
	}
	add(1, func(*record.Run) {})
	add(2, func(r *record.Run) { r.Tenant.ID = "00000000-0000-0000-0000-000000000001" })
	add(3, func(r *record.Run) { r.OtherMDM = true })
	add(4, func(r *record.Run) { r.AsOf = "2027-01-01" })
	run, sum := told(5, day(5))
	got, _, err := remember(t, to, run, sum)
	if err != nil || len(got.Trend) != 1 || got.Trend[0].Ready.Ready != 1 {
		t.Errorf("%+v, %v", got.Trend, err)
	}
}
