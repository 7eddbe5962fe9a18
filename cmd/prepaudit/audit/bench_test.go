package audit

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/rules"
	"prepaudit/rules/windows"
)

// recorded keeps the simulated tenant's answers, so that a benchmark measures the client alone.
type recorded struct {
	http.RoundTripper
	mu      sync.Mutex
	answers map[string]*kept
}

type kept struct {
	status int
	header http.Header
	body   []byte
}

func (r *recorded) RoundTrip(req *http.Request) (*http.Response, error) {
	key := req.Method + req.URL.String()
	if req.Body != nil {
		b, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		key += string(b)
		req.Body = io.NopCloser(bytes.NewReader(b))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	k := r.answers[key]
	if k == nil {
		resp, err := r.RoundTripper.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		k = &kept{resp.StatusCode, resp.Header, b}
		r.answers[key] = k
	}
	return &http.Response{StatusCode: k.status, Header: k.header, Body: io.NopCloser(bytes.NewReader(k.body)),
		Request: req}, nil
}

// readAndJudge is what an audit does with every user, without a report.
func readAndJudge(tb testing.TB, transport http.RoundTripper) int {
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: transport,
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		tb.Fatal(err)
	}
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		tb.Fatal(err)
	}
	facts := &rules.Facts{Windows: windows.Default(), Now: time.Now()}
	r := &Run{Rules: selected, Facts: facts}
	read, err := r.read(tb.Context(), Source{Client: c})
	if err != nil {
		tb.Fatal(err)
	}
	ev := r.evaluator(read, &rules.Scope{})
	n := 0
	for u, err := range c.Users(tb.Context(), graph.UserQuery{OnPremisesUPN: true}) {
		if err != nil {
			tb.Fatal(err)
		}
		ev.User(u)
		n++
	}
	return n
}

// Decode and judge, with the license states: ns/user is the figure.
func BenchmarkReadAndJudge(b *testing.B) {
	r := &recorded{RoundTripper: (&graphtest.Tenant{Scenario: "large", Users: 20_000}).Handler().Transport(),
		answers: map[string]*kept{}}
	users := readAndJudge(b, r)
	b.ResetTimer()
	for range b.N {
		readAndJudge(b, r)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*users), "ns/user")
}

// What a user costs in allocations and in requests is bounded; nothing is kept of a user.
func TestCostPerUser(t *testing.T) {
	server := (&graphtest.Tenant{Scenario: "large", Users: 20_000}).Handler()
	r := &recorded{RoundTripper: server.Transport(), answers: map[string]*kept{}}
	users := readAndJudge(t, r) // records
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	readAndJudge(t, r)
	runtime.ReadMemStats(&after)
	if per := float64(after.Mallocs-before.Mallocs) / float64(users); per > 10 {
		t.Errorf("%.1f allocations a user, want at most 10", per)
	}
	// Each of five long lists has eight parts, whose last pages are not full.
	if requests := len(r.answers); requests > 4*users/999+5*8+120 {
		t.Errorf("%d requests for %d users", requests, users)
	}
}
