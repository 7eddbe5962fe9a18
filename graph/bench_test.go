package graph

import (
	"bytes"
	"net/http/httptest"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// simulatedPage is one page of 999 users as the simulated tenant sends it.
func simulatedPage(tb testing.TB) []byte {
	tb.Helper()
	s := (&graphtest.Tenant{Users: 20_000}).Handler()
	r := httptest.NewRequest("GET",
		"https://graph.microsoft.com/v1.0/users?$top=999&$select="+tenant.UserProperties, nil)
	r.Header.Set("Authorization", "Bearer simulated")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 {
		tb.Fatalf("the simulated tenant answered %d: %s", w.Code, w.Body)
	}
	return w.Body.Bytes()
}

func BenchmarkDecodeUser(b *testing.B) {
	body := simulatedPage(b)
	page := new(Client).newUserPage(UserQuery{})
	dec := odata.NewDecoder()
	b.ReportAllocs()
	users := 0
	for b.Loop() {
		page.reset()
		if _, err := dec.ReadPage(bytes.NewReader(body), func(string) {}, page.add); err != nil {
			b.Fatal(err)
		}
		page.finish(odata.Page{}, false)
		for i := range page.rows {
			page.userAt(i)
		}
		users += len(page.rows)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(users), "ns/user")
	b.ReportMetric(float64(len(body))/999, "bytes/user")
}

// The users of a page cost no allocation each: the texts are one string a page, the slices are
// used again.
func TestDecodeAllocations(t *testing.T) {
	body := simulatedPage(t)
	page := new(Client).newUserPage(UserQuery{})
	dec := odata.NewDecoder()
	read := func() {
		page.reset()
		if _, err := dec.ReadPage(bytes.NewReader(body), func(string) {}, page.add); err != nil {
			t.Fatal(err)
		}
		page.finish(odata.Page{}, false)
		for i := range page.rows {
			page.userAt(i)
		}
	}
	read()
	if n := testing.AllocsPerRun(10, read) / float64(len(page.rows)); n > 0.1 {
		t.Errorf("a user costs %.2f allocations, want next to none", n)
	}
	if len(page.rows) != 999 {
		t.Errorf("%d users on the page, want 999", len(page.rows))
	}
}
