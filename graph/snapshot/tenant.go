package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
)

// isTenant reports the request that says whose answers these are.
func isTenant(u *url.URL) bool { return u.Path == "/v1.0/organization" }

// ofTenant reports a part that says so.
func ofTenant(p Part) bool {
	u, err := url.Parse(p.Request)
	return err == nil && isTenant(u) && p.Status == http.StatusOK
}

// sameTenant asks again who the tenant is, and goes on with no snapshot of another one: half of each would look whole.
func (r *Recorder) sameTenant(req *http.Request, old Part) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	kept, err := answer(os.DirFS(r.dir), old, req)
	if err != nil {
		return nil, r.broke(err)
	}
	was, err := io.ReadAll(kept.Body)
	kept.Body.Close()
	if err != nil {
		return nil, r.broke(err)
	}
	if a, b := tenantID(was), tenantID(text); a == "" || a != b {
		return nil, r.broke(&Error{fmt.Sprintf("%s is a snapshot of tenant %.40q, and you signed in to %.40q", r.dir, a, b),
			"sign in to the same tenant with --tenant, or take the snapshot without --resume under another name"})
	}
	r.mu.Lock()
	r.same = true
	r.mu.Unlock()
	resp.Body = io.NopCloser(bytes.NewReader(text))
	return resp, nil
}

// tenantID is the id of the one organization; "" for anything else.
func tenantID(text []byte) string {
	var all struct {
		Value []struct {
			ID string `json:"id"`
		} `json:"value"`
	}
	if json.Unmarshal(text, &all) != nil || len(all.Value) != 1 {
		return ""
	}
	return all.Value[0].ID
}
