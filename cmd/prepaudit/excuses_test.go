package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// excusedReport is what of a JSON report these tests look at.
type excusedReport struct {
	Users []struct {
		ID       string           `json:"id"`
		Findings []record.Finding `json:"findings"`
	} `json:"users"`
	Devices []struct {
		ID       string           `json:"id"`
		Findings []record.Finding `json:"findings"`
	} `json:"devices"`
	Findings []record.Finding `json:"findings"`
	Summary  struct {
		ExitStatus int              `json:"exitStatus"`
		Complete   bool             `json:"complete"`
		Ready      rules.ReadyCount `json:"ready"`
		Rules      []struct {
			ID     string         `json:"id"`
			Counts *record.Counts `json:"counts"`
		} `json:"rules"`
		Causes  []rules.Cause   `json:"causes"`
		Excused *record.Excused `json:"excused"`
	} `json:"summary"`
}

// excusing runs a command that writes a JSON report.
func excusing(t *testing.T, args ...string) (excusedReport, int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.json")
	sys, _, said := world(0)
	status := run(context.Background(), append(args, "-q", "-o", "json="+path), sys)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%q: status %d, %s", args, status, said)
	}
	var r excusedReport
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r, status
}

// exception is one of a file; "" is no subject.
type exception struct{ rule, cause, subject string }

func exceptionsFile(t *testing.T, all ...exception) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("exceptions:\n")
	for _, e := range all {
		b.WriteString("- {reason: r, owner: o, expires: 2099-01-01")
		for key, value := range map[string]string{"rule": e.rule, "cause": e.cause, "subject": e.subject} {
			if value != "" {
				fmt.Fprintf(&b, ", %s: %q", key, value)
			}
		}
		b.WriteString("}\n")
	}
	path := filepath.Join(t.TempDir(), "exceptions.yaml")
	put(t, path, b.Bytes())
	return path
}

// In every simulated tenant: what is counted as excused or left adds up to what was found. The baseline of the same report
// leaves nothing, and neither do exceptions for all rules; the run ends with 0 or 4 then, and with 4 where it did before.
// An exception excuses nothing of another rule or subject.
func TestExcuses(t *testing.T) {
	for _, s := range graphtest.Scenarios() {
		if s.Name == "large" { // a second more for each of its reports
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "report.json")
			sys, _, said := world(0)
			was := run(context.Background(), []string{"audit", "-q", "--demo=" + s.Name, "-o", "json=" + path}, sys)
			if was != 0 && was != 3 && was != 4 {
				t.Fatalf("status %d: %s", was, said)
			}
			most, _ := excusing(t, "render", path, "--max-blocked", "100%")
			addsUp(t, most)
			if s.Name == "refused" { // whose tenant it is wasn't read
				return
			}
			known, status := excusing(t, "render", path, "--baseline", path)
			addsUp(t, known)
			if excepted, _, left := known.Summary.Excused.Findings(); left+excepted > 0 || known.Summary.Excused.People.Left > 0 {
				t.Errorf("%d findings and %d people are new", left, known.Summary.Excused.People.Left)
			}
			if status == 3 || was != 3 && status != was || !known.Summary.Complete && status != 4 {
				t.Errorf("status %d of the baseline, and %d without", status, was)
			}
			var all []exception
			for _, r := range rules.Catalog() {
				all = append(all, exception{rule: r.ID})
			}
			excepted, all0 := excusing(t, "render", path, "--exceptions", exceptionsFile(t, all...))
			addsUp(t, excepted)
			if _, _, left := excepted.Summary.Excused.Findings(); left > 0 || all0 != status {
				t.Errorf("%d findings are left, status %d; of the baseline %d", left, all0, status)
			}
			ofSingle(t, path, most, was)
			filledIn(t, path, most)
		})
	}
}

// addsUp holds what is excused and what is left against what was found.
func addsUp(t *testing.T, r excusedReport) {
	t.Helper()
	x := r.Summary.Excused
	if n := x.People.Excepted + x.People.Known + x.People.Left; n != r.Summary.Ready.Blocked {
		t.Errorf("%d people, and %d are blocked", n, r.Summary.Ready.Blocked)
	}
	for _, tally := range r.Summary.Rules {
		of := x.Rule(tally.ID)
		if of == nil {
			of = &record.ExcusedRule{}
		}
		c := tally.Counts
		if c == nil {
			c = &record.Counts{}
		}
		if of.Excepted+of.Known+of.Left != c.Fail+c.Lesser+c.Warn || of.Fails > c.Fail || of.OfUsers > of.Fails ||
			of.Excepted+of.Known == 0 && of.Fails != c.Fail {
			t.Errorf("%s: %+v, and the counts are %+v", tally.ID, of, c)
		}
	}
	for _, c := range r.Summary.Causes {
		of := x.Cause(c.ID)
		if of == nil {
			of = &record.ExcusedCause{}
		}
		if of.Excepted+of.Known+of.Left != c.Stops {
			t.Errorf("cause %s: %+v, and it blocks %d", c.ID, of, c.Stops)
		}
	}
}

// filledIn has the file written that accepts what a rule found, and fills in what a person does: nothing of the rule is left.
func filledIn(t *testing.T, path string, r excusedReport) {
	found := r.Summary.Excused.Rules
	for i := 0; i < len(found); i += 1 + len(found)/3 {
		rule := found[i].ID
		sys, out, said := world(0)
		if status := run(context.Background(), []string{"exceptions", "init", "--from", path, "--rule", rule, "--expires", "2099-01-01"},
			sys); status != 0 {
			t.Errorf("%s: status %d: %s", rule, status, said)
			continue
		}
		text := strings.NewReplacer("reason:\n", "reason: r\n", "owner:\n", "owner: o\n").Replace(out.String())
		file := filepath.Join(t.TempDir(), "exceptions.yaml")
		put(t, file, []byte(text))
		got, _ := excusing(t, "render", path, "--exceptions", file)
		if of := got.Summary.Excused.Rule(rule); of == nil || of.Left > 0 || of.Excepted == 0 {
			t.Errorf("%s: %+v is left; the file is\n%.1000s", rule, of, text)
		}
		for _, e := range got.Summary.Excused.Exceptions {
			if e.State != record.ExceptionApplies {
				t.Errorf("%s: an exception for %s%s %s is %s", rule, e.Rule, e.Cause, e.Subject, e.State)
			}
		}
	}
}

// ofSingle tries exceptions for single findings.
func ofSingle(t *testing.T, path string, r excusedReport, was int) {
	of := map[exception]int{}
	add := func(f record.Finding, under string) {
		id := f.Subject.ID
		if f.Subject == (rules.Subject{}) {
			id = under
		}
		if (f.Outcome == rules.Fail || f.Outcome == rules.Warn) && id != "" {
			of[exception{rule: f.Rule, subject: id}]++
		}
	}
	for _, u := range r.Users {
		for _, f := range u.Findings {
			add(f, u.ID)
		}
	}
	for _, d := range r.Devices {
		for _, f := range d.Findings {
			add(f, d.ID)
		}
	}
	for _, f := range r.Findings {
		add(f, "")
	}
	var all []exception
	for e := range of {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b exception) int { return strings.Compare(a.rule+a.subject, b.rule+b.subject) })
	random := rand.New(rand.NewPCG(1, uint64(len(all))))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, e := range all[:min(len(all), 3)] {
		got, status := excusing(t, "render", path, "--exceptions", exceptionsFile(t, e))
		addsUp(t, got)
		if was == 4 && status != 4 {
			t.Errorf("%+v: status %d", e, status)
		}
		for _, c := range got.Summary.Excused.Rules {
			if want := map[bool]int{true: of[e]}[c.ID == e.rule]; c.Excepted != want {
				t.Errorf("%+v excuses %d of %s, want %d", e, c.Excepted, c.ID, want)
			}
		}
		if n := got.Summary.Excused.Exceptions[0].Findings; n != of[e] {
			t.Errorf("%+v says that it excuses %d, want %d", e, n, of[e])
		}
	}
	for _, c := range r.Summary.Causes[:min(len(r.Summary.Causes), 3)] {
		got, _ := excusing(t, "render", path, "--exceptions", exceptionsFile(t, exception{cause: c.ID}))
		addsUp(t, got)
		for _, of := range got.Summary.Excused.Rules {
			if of.Excepted > 0 && !slices.Contains(c.Rules, of.ID) {
				t.Errorf("cause %s excuses %d of %s", c.ID, of.Excepted, of.ID)
			}
		}
		if of := got.Summary.Excused.Cause(c.ID); c.Stops > 0 && (of == nil || of.Excepted != c.Stops) {
			t.Errorf("cause %s: %+v, and it blocks %d", c.ID, of, c.Stops)
		}
	}
}
