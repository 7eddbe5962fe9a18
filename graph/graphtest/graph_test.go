package graphtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// get reads a path of a tenant with a plain client; header pairs follow the path.
func get(t *testing.T, base, path string, header ...string) (*http.Response, []byte) {
	t.Helper()
	return send(t, "GET", base, path, header...)
}

func send(t *testing.T, method, base, path string, header ...string) (*http.Response, []byte) {
	t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = base + strings.NewReplacer(" ", "%20", "'", "%27").Replace(path)
	}
	req, err := http.NewRequest(method, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer demo")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, b
}

type page struct {
	Context string           `json:"@odata.context"`
	Count   *int             `json:"@odata.count"`
	Next    string           `json:"@odata.nextLink"`
	Value   []map[string]any `json:"value"`
	Error   struct{ Code, Message string }
}

func getPage(t *testing.T, base, path string, header ...string) (int, page) {
	t.Helper()
	res, b := get(t, base, path, header...)
	var p page
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatalf("%s: %v in %.200s", path, err, b)
	}
	return res.StatusCode, p
}

// readAll follows a chain of pages to its end.
func readAll(t *testing.T, base, path string, header ...string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for n := 0; path != ""; n++ {
		if n > 5000 {
			t.Fatal("the chain does not end")
		}
		status, p := getPage(t, base, path, header...)
		if status != 200 {
			t.Fatalf("%s: %d %s", path, status, p.Error.Message)
		}
		all = append(all, p.Value...)
		path = p.Next
	}
	return all
}

func serve(t *testing.T, tenant Tenant) (string, *Server) {
	t.Helper()
	s := tenant.Handler()
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return srv.URL, s
}

const consistency = "ConsistencyLevel"

func TestEverybodyIsReadOnce(t *testing.T) {
	for _, n := range []int{1, 3, 99, 250, 2500} {
		base, _ := serve(t, Tenant{Users: n})
		seen, upns := map[string]bool{}, map[string]bool{}
		for _, u := range readAll(t, base, "/v1.0/users?$select=id,userPrincipalName&$top=70") {
			seen[u["id"].(string)] = true
			upns[u["userPrincipalName"].(string)] = true
		}
		if len(seen) != n || len(upns) != n {
			t.Errorf("%d users: read %d ids and %d names", n, len(seen), len(upns))
		}
		_, b := get(t, base, "/v1.0/users/$count", consistency, "eventual")
		if string(b) != itoa(n) {
			t.Errorf("$count is %s, want %d", b, n)
		}
	}
}

func mustRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer demo")
	return r
}
