package audit

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/windows"
)

var allFaults = flag.Bool("faults", false, "try every fault at every request, not a sample")

// sample is of how many faults one is tried without -faults.
const sample = 61

// auditOf is auditWith where nothing is waited for: what goes wrong goes wrong again.
func auditOf(ctx context.Context, transport http.RoundTripper, now time.Time) (*told, error) {
	return auditWith(ctx, transport, now, graph.Config{Budget: time.Nanosecond})
}

// auditWith is a whole audit of a tenant without a socket or a file, by what cfg adds.
func auditWith(ctx context.Context, transport http.RoundTripper, now time.Time, cfg graph.Config) (*told, error) {
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: transport, Budget: cfg.Budget,
		Divide: cfg.Divide, Token: func(_ context.Context, refused graph.Refused) (string, error) {
			return "simulated" + refused.Token, nil
		}})
	if err != nil {
		return nil, err
	}
	selected, err := rules.Select(nil, nil, []string{"confirm-plans"})
	if err != nil {
		return nil, err
	}
	r := &Run{Sys: &process.Sys{Now: time.Now}, Quiet: true, Rules: selected, People: true, Columns: []string{"jobTitle"},
		Facts: &rules.Facts{Windows: windows.Default(), Now: now, ExpiryDays: 60}}
	from := Source{Client: c, Name: "graph.example", Cloud: "global"}
	read, err := r.read(ctx, from)
	if err != nil {
		return nil, err
	}
	ev, err := r.judge(read)
	if err != nil {
		return nil, err
	}
	report := &told{}
	s := &stream{c: c, ev: ev, w: record.Translate(report), p: newProgress(r.Sys, true)}
	_, err = r.write(ctx, from, read, s, nil)
	return report, err
}

// attempt is one fault at one kind of request.
type attempt struct {
	scene
	pattern string
	page    int
	fault   wrong
}

// scene is a simulated tenant. Where it is large, its lists are read in parts.
type scene struct {
	scenario string
	dialects string // one, or none
	large    bool
}

func (v scene) String() string {
	if v.large {
		return v.scenario + ", in parts"
	}
	return v.scenario + v.dialects
}

func (v scene) audit(ctx context.Context, f *faulty) (*told, error) {
	cfg := graph.Config{Budget: time.Nanosecond}
	if v.large {
		cfg.Divide = 1
	}
	return auditWith(ctx, f, faultDay, cfg)
}

var faultDay = time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)

// kind is what a request has in common with those of the other parts of a list.
func (v scene) kind(pattern string) string {
	if !v.large {
		return pattern
	}
	return "in parts: " + partOf.ReplaceAllString(pattern, "…")
}

var partOf = regexp.MustCompile(`'[^']*'|[0-9]{4}-[0-9]{2}-[0-9T:.Z-]*|( or startsWith\([a-zA-Z]*,'[^']*'\))+`)

func (a attempt) String() string {
	return fmt.Sprintf("%s: %s, page %d: %s", a.scene, a.pattern, a.page, a.fault.name)
}

var faultTenants = []scene{{scenario: "contoso"}, {scenario: "healthy"}, {scenario: "associated"},
	{scenario: "neglected"}, {scenario: "education"}, {scenario: "contoso", large: true},
	{scenario: "healthy", dialects: "managed-devices-not-counted"}}

// Whatever goes wrong at whatever request, the report is the right one or names a gap: nothing is a pass by absence, or
// a smaller scope without a word.
func TestFaultsAtEveryRequest(t *testing.T) {
	graphs, right := map[scene]*faulty{}, map[scene]*told{}
	known := map[string]bool{}
	var attempts []attempt
	for _, v := range faultTenants {
		f := &faulty{kept: map[string]*whole{}, asked: map[string]*whole{}, next: v.handler()}
		report, err := v.audit(t.Context(), f)
		if err != nil || len(report.summary.Missing) > 0 {
			t.Fatalf("%s: %v, %+v", v, err, report)
		}
		graphs[v], right[v] = f, report
		for _, pattern := range slices.Sorted(maps.Keys(f.asked)) {
			if v.large && !f.asked[pattern].isList() && !strings.Contains(pattern, "$batch") {
				continue // the same as alone
			}
			if !known[v.kind(pattern)] {
				known[v.kind(pattern)] = true
				attempts = append(attempts, attemptsAt(v, pattern, f.asked[pattern])...)
			}
		}
	}
	attempts = slices.DeleteFunc(attempts, func(a attempt) bool { return means(a, graphs[a.scene].asked[a.pattern]) })
	if !*allFaults {
		attempts = sampled(attempts)
	}
	var counts [2]faultCount // of two halves side by side
	var both sync.WaitGroup
	for half := range counts {
		both.Go(func() {
			for i := half; i < len(attempts); i += len(counts) {
				attempts[i].play(t, half, right[attempts[i].scene], &counts[half])
			}
		})
	}
	both.Wait()
	n := counts[0].plus(counts[1])
	t.Logf("%d kinds of requests, %d faults tried: %d left the report as it is, %d are told, %d are not; "+
		"%d are of pages that nobody asks for", len(known), n.survived+n.told+n.silent, n.survived, n.told, n.silent,
		n.never)
}

// sampled takes some of all attempts, at even distances.
func sampled(all []attempt) (some []attempt) {
	for i := 0; i < len(all); i += sample {
		some = append(some, all[i])
	}
	return some
}

// faultCount counts what came of faults.
type faultCount struct{ survived, told, silent, never int }

func (n faultCount) plus(m faultCount) faultCount {
	return faultCount{n.survived + m.survived, n.told + m.told, n.silent + m.silent, n.never + m.never}
}

// broken are the simulated tenants of each half, which keep what they answered.
var broken [2]map[scene]*faulty

// play has one fault happen, and counts what came of it.
func (a attempt) play(t *testing.T, half int, right *told, n *faultCount) {
	if broken[half] == nil {
		broken[half] = map[scene]*faulty{}
	}
	f := broken[half][a.scene]
	if f == nil {
		f = &faulty{kept: map[string]*whole{}, next: a.handler()}
		broken[half][a.scene] = f
	}
	f.pattern, f.page, f.fault, f.hits = a.pattern, a.page, &a.fault, 0
	report, err := a.audit(t.Context(), f)
	switch {
	case f.hits == 0 && a.large && a.page > 1: // of the whole the first page is read, and then its parts
		n.never++
	case f.hits == 0:
		t.Errorf("%s: never happened", a)
	case err != nil:
		n.told++ // nothing at all could be read, and nothing is written
	case right.differs(report) == "":
		n.survived++
	case !report.summary.Complete && len(report.summary.Missing) > 0:
		n.told++
	case right.unjudged(report):
		n.told++ // Graph has several forms of an answer, and this one says nothing
	default:
		n.silent++
		t.Errorf("%s: without a word\n%s", a, right.differs(report))
	}
}

func (v scene) handler() http.RoundTripper {
	return (&graphtest.Tenant{Scenario: v.scenario, Users: 40, Plain: true, Now: faultDay,
		Dialects: slices.DeleteFunc([]string{v.dialects}, func(s string) bool { return s == "" })}).Handler().Transport()
}

// attemptsAt are all that can go wrong at one kind of request.
func attemptsAt(v scene, pattern string, answer *whole) (all []attempt) {
	for _, w := range wrongs() {
		pages := []int{1}
		if answer.list != nil {
			pages = []int{1, 2, pieces}
		} else if w.list {
			continue
		}
		for _, page := range pages {
			all = append(all, attempt{v, pattern, page, w})
		}
	}
	properties := map[string]bool{}
	if paths(answer.doc, "", properties); answer.status != 200 || strings.HasPrefix(pattern, "POST") {
		return all
	}
	for _, path := range slices.Sorted(maps.Keys(properties)) {
		if path == "value" && answer.list != nil {
			continue
		}
		absent := without(path, func(any) (any, bool) { return nil, false })
		absent.name = "without " + path
		typed := without(path, func(v any) (any, bool) {
			if _, number := v.(float64); number {
				return "x", true
			}
			return 7, true
		})
		typed.name = path + " of another type"
		all = append(all, attempt{v, pattern, 0, absent}, attempt{v, pattern, 0, typed})
	}
	return all
}
