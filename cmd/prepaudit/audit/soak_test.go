package audit

import (
	"flag"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
)

var soak = flag.Int("soak", 30, "audits in a row of one simulated tenant, each with another fault")

// Many audits in a row of one tenant, each with a fault at random, say what is right or what is missing, and leave
// neither memory nor goroutines nor files behind.
func TestSoak(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	f := &faulty{kept: map[string]*whole{}, asked: map[string]*whole{}, next: (&graphtest.Tenant{Users: 40, Plain: true,
		Now: now}).Handler().Transport()}
	right, err := auditOf(t.Context(), f, now)
	if err != nil {
		t.Fatal(err)
	}
	answers := f.asked
	f.asked = nil
	var attempts []attempt
	for _, pattern := range slices.Sorted(maps.Keys(answers)) {
		attempts = append(attempts, attemptsAt(scene{scenario: "contoso"}, pattern, answers[pattern])...)
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	r := rand.New(rand.NewPCG(1, 2))
	var before uint64
	goroutines := 0
	for i := range *soak {
		if i == *soak/3 { // by then what is kept is kept
			before, goroutines = heap(), runtime.NumGoroutine()
		}
		a := attempts[r.IntN(len(attempts))]
		if means(a, answers[a.pattern]) {
			continue
		}
		f.pattern, f.page, f.fault, f.hits = a.pattern, a.page, &a.fault, 0
		report, err := auditOf(t.Context(), f, now)
		f.fault = nil
		if err == nil && right.differs(report) != "" && !right.unjudged(report) &&
			(report.summary.Complete || len(report.summary.Missing) == 0) {
			t.Errorf("%s: without a word\n%s", a, right.differs(report))
		}
	}
	if after := heap(); after > before+before/4+1<<20 {
		t.Errorf("%d bytes are kept, %d before", after, before)
	}
	if n := runtime.NumGoroutine(); n > goroutines+5 {
		t.Errorf("%d goroutines, %d before", n, goroutines)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("files stay: %v, %v", left, err)
	}
}

// elsewhere sends what is for one host to another.
type elsewhere struct {
	http.RoundTripper
	host string
}

func (e elsewhere) RoundTrip(req *http.Request) (*http.Response, error) {
	host := req.URL.Host
	req = req.Clone(req.Context())
	req.URL = &url.URL{Scheme: "https", Host: e.host, Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	req.Host = host
	return e.RoundTripper.RoundTrip(req)
}

// Over HTTP/2, streams that are reset in the middle of an answer and connections that are told to go away are tried
// again: the report is the right one.
func TestHTTP2(t *testing.T) {
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	tenant := (&graphtest.Tenant{Users: 40, Plain: true, Now: now}).Handler()
	right, err := auditOf(t.Context(), tenant.Transport(), now)
	if err != nil {
		t.Fatal(err)
	}
	var requests, resets, away atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("%s came over %s", r.URL, r.Proto)
		}
		switch n := requests.Add(1); {
		case n%7 == 3:
			resets.Add(1)
			w.Header().Set("Content-Type", "application/json")
			w.Write([]byte(`{"value":[`))
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler) // which is RST_STREAM
		case n%11 == 5:
			away.Add(1)
			w.Header().Set("Connection", "close") // which is GOAWAY behind the answer
		}
		tenant.ServeHTTP(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	transport := elsewhere{server.Client().Transport, server.Listener.Addr().String()}
	report, err := auditWith(t.Context(), transport, now, graph.Config{Budget: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if d := right.differs(report); d != "" || resets.Load() == 0 || away.Load() == 0 {
		t.Errorf("%d streams reset, %d connections sent away: %s", resets.Load(), away.Load(), d)
	}
}
