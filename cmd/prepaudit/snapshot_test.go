package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// told runs the program as somebody does who has a token for the simulated tenant.
func told(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return toldAt(t, time.Now, args...)
}

func toldAt(t *testing.T, now func() time.Time, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, said bytes.Buffer
	s := &process.Sys{Stdout: &out, Stderr: &said, Now: now, LookupEnv: func(name string) (string, bool) {
		value, ok := map[string]string{"PREPAUDIT_ACCESS_TOKEN": "simulated"}[name]
		return value, ok
	}}
	status = run(t.Context(), args, s)
	return status, out.String(), said.String()
}

// reading is what two readings of a tenant differ by.
var reading = regexp.MustCompile(
	`(?m)^\s*"(source|started|taken|finished|requests|pages|retries|throttledSeconds|bytes)": .*\n`)

// What is said of a request that got no answer differs in words, and what to do about it.
var (
	unanswered = regexp.MustCompile(`(reading users: )?(GET /v1.0/users: 500 Internal Server Error)[^"]*`)
	whatToDo   = regexp.MustCompile(`(?m),\n\s*"hint": "(take it again|the service is throttling.*)"`)
)

// A report from a snapshot is the one of the tenant, on that day and three months later, in every scenario, refusals and
// short reads included.
func TestSnapshotGivesTheSameReport(t *testing.T) {
	for _, scenario := range graphtest.Scenarios() {
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			live := []string{"--demo=" + scenario.Name}
			file, before, after := filepath.Join(dir, "s.zip"), filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json")
			day := []string{"--as-of", "2026-11-28", "-q"}
			want, _, _ := told(t, slices.Concat([]string{"audit", "-o", "json=" + before}, live, day)...)
			status, _, stderr := told(t, slices.Concat([]string{"snapshot", "-o", file, "-q"}, live)...)
			if status != process.StatusMet && status != process.StatusUndecided {
				t.Fatalf("status %d: %s", status, stderr)
			}
			later := func() time.Time { return time.Now().AddDate(0, 3, 0) }
			days := []func() time.Time{time.Now, later}
			if scenario.Name == "large" { // whose audit takes seconds
				days = days[1:]
			}
			for _, now := range days {
				got, _, stderr := toldAt(t, now, slices.Concat([]string{"audit", "--from", file, "-o", "json=" + after}, day)...)
				if got != want {
					t.Fatalf("status %d, live %d: %s", got, want, stderr)
				}
				if a, b := reportLess(t, before), reportLess(t, after); a != b {
					t.Errorf("they differ:\n%s", firstDifference(a, b))
				}
			}
		})
	}
}

func reportLess(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = whatToDo.ReplaceAll(unanswered.ReplaceAll(text, []byte("$2")), nil)
	return string(reading.ReplaceAll(text, nil))
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("%d: %.300s\n%d: %.300s", i, as[i], i, bs[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(as), len(bs))
}

// Killed at any moment, again and again, a snapshot is resumed to the answers of one that nothing happened to. No group of
// this tenant has two pages: of those that have, a page that turns out not to be needed is kept or not as it comes.
func TestSnapshotKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "prepaudit")
	if err := os.Symlink(self, program); err != nil {
		t.Skipf("no links here: %v", err)
	}
	server := httptest.NewServer((&graphtest.Tenant{Users: 900, Latency: 3 * time.Millisecond}).Handler())
	t.Cleanup(server.Close)
	take := func(ctx context.Context, args ...string) ([]byte, error) {
		c := exec.CommandContext(ctx, program, slices.Concat([]string{"snapshot", "-q", "--auth", "token", "--graph-url",
			server.URL}, args)...)
		c.Env = append(os.Environ(), "PREPAUDIT_ACCESS_TOKEN=simulated")
		return c.CombinedOutput()
	}
	whole := filepath.Join(t.TempDir(), "whole.zip")
	start := time.Now()
	if said, err := take(t.Context(), "-o", whole); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	long := time.Since(start)
	want := partsOf(t, whole)
	for kills := 0; kills < 100; {
		file := filepath.Join(t.TempDir(), "s.zip")
		args := []string{"-o", file}
		for {
			ctx, cancel := context.WithTimeout(t.Context(), rand.N(long*5/4))
			said, err := take(ctx, args...)
			killed := ctx.Err() != nil
			cancel()
			if _, missing := os.Stat(file); err == nil || missing == nil {
				break // it came to its end, be it with the last breath
			} else if !killed {
				t.Fatalf("%v: %s", err, said)
			}
			kills++
			if _, err := os.Stat(file + ".partial"); err == nil {
				args = []string{"-o", file, "--resume"}
			}
		}
		if got := partsOf(t, file); got != want {
			t.Fatalf("after %d kills: %s", kills, firstDifference(want, got))
		}
	}
}

// partsOf are the parts that the manifest of a snapshot lists, with their sums, once they were held against their files.
func partsOf(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Complete bool
		Users    int
		Parts    []struct {
			Name, Request, SHA256 string
			Status                int
		}
	}
	if text, err := io.ReadAll(f); err != nil || json.Unmarshal(text, &m) != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, m.Complete, m.Users)
	if len(z.File) != len(m.Parts)+1 {
		t.Errorf("%s has %d files, and %d parts", file, len(z.File), len(m.Parts))
	}
	for _, p := range m.Parts {
		if p.Status != http.StatusOK {
			p.SHA256 = "" // the simulated service says in it when that was
		}
		fmt.Fprintln(&b, p.Name, p.Request, p.SHA256)
	}
	return b.String()
}

// What a snapshot says of one person is what the tenant does, apart from what is asked of that person alone: devices, and
// failed enrollments.
func TestUserFromSnapshot(t *testing.T) {
	for _, scenario := range []string{"contoso", "education", "associated", "suspended", "app-only"} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file, report := filepath.Join(dir, "s.zip"), filepath.Join(dir, "r.json")
			if _, _, stderr := told(t, "snapshot", "--demo="+scenario, "-o", file, "-q"); stderr != "" {
				t.Fatal(stderr)
			}
			told(t, "audit", "--from", file, "-q", "-o", "json="+report)
			var all struct {
				Users []struct {
					UPN string `json:"userPrincipalName"`
				}
			}
			text, err := os.ReadFile(report)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(text, &all); err != nil || len(all.Users) < 40 {
				t.Fatal(len(all.Users), err)
			}
			for i := 0; i < len(all.Users); i += len(all.Users) / 12 {
				answer := func(from ...string) (said string) {
					status, out, stderr := told(t, append([]string{"user", all.Users[i].UPN, "-o", "json", "--as-of", "2026-11-28", "-q"},
						from...)...)
					var a struct {
						Verdict       string
						Steps, Others []struct{ ID, Title, Consequence, Fix string } // commands may name a device
						User          any
					}
					if err := json.Unmarshal([]byte(out), &a); err != nil {
						t.Fatal(err, stderr)
					}
					return fmt.Sprint(status, a)
				}
				if live, kept := answer("--demo="+scenario), answer("--from", file); live != kept {
					t.Errorf("%s:\n%s\nfrom the snapshot:\n%s", all.Users[i].UPN, live, kept)
				}
			}
		})
	}
}
