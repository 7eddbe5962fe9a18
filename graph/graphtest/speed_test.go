package graphtest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
)

const auditSelect = "$select=id,displayName,userPrincipalName,accountEnabled,userType,externalUserState,creationType,usageLocation,assignedLicenses,licenseAssignmentStates"

// sink throws a response away.
type sink struct {
	header http.Header
	bytes  int
}

func (s *sink) Header() http.Header { return s.header }
func (s *sink) WriteHeader(int)     {}
func (s *sink) Write(b []byte) (int, error) {
	s.bytes += len(b)
	return len(b), nil
}

// BenchmarkPage measures the making of a page of 999 users, without a network.
func BenchmarkPage(b *testing.B) {
	s := (&Tenant{Users: 1_000_000}).Handler()
	r := httptest.NewRequest("GET", "/v1.0/users?$top=999&"+auditSelect, nil)
	r.Header.Set("Authorization", "Bearer demo")
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		s.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(b.N*999)/b.Elapsed().Seconds(), "users/s")
	b.ReportMetric(float64(w.bytes)/float64(b.N*999), "bytes/user")
}

// BenchmarkServe measures pages over a loopback connection, the reading of the bytes included.
func BenchmarkServe(b *testing.B) {
	srv := httptest.NewServer((&Tenant{Users: 1_000_000}).Handler())
	defer srv.Close()
	r, err := http.NewRequest("GET", srv.URL+"/v1.0/users?$top=999&"+auditSelect, nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer demo")
	r.Header.Set("Accept-Encoding", "identity")
	for b.Loop() {
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	b.ReportMetric(float64(b.N*999)/b.Elapsed().Seconds(), "users/s")
}

// A million users must cost what ten cost: their directory is laid out, not stored.
func TestMemoryDoesNotGrowWithUsers(t *testing.T) {
	size := func(users int) uint64 {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		s := (&Tenant{Users: users}).Handler()
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(s)
		return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
	}
	size(10) // what a first use leaves behind
	small, big := size(10), size(1_000_000)
	if big > small+64<<10 {
		t.Errorf("ten users need %d bytes, a million %d", small, big)
	}
	s := (&Tenant{Users: 1_000_000}).Handler()
	r := httptest.NewRequest("GET", "/v1.0/users?$top=999&$select=id&$filter="+
		strings.ReplaceAll("startsWith(userPrincipalName,'m')", " ", "%20"), nil)
	r.Header.Set("Authorization", "Bearer demo")
	if n := testing.AllocsPerRun(10, func() { s.ServeHTTP(&sink{header: http.Header{}}, r) }); n > 400 {
		t.Errorf("a page of 999 users makes %v allocations", n)
	}
}
