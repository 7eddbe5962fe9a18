package graphtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

type batchReply struct {
	Responses []struct {
		ID      string
		Status  int
		Headers map[string]string
		Body    any
	}
	Error struct{ Code string }
	code  int
}

func postBatch(t *testing.T, base, body string) batchReply {
	t.Helper()
	req, err := http.NewRequest("POST", base+"/v1.0/$batch", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer demo")
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := batchReply{code: res.StatusCode}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%v in %.300s", err, b)
	}
	return out
}

func TestBatch(t *testing.T) {
	f, err := ParseFault("429=7@/organization")
	if err != nil {
		t.Fatal(err)
	}
	base, s := serve(t, Tenant{Faults: []Fault{f}})
	got := postBatch(t, base, `{"requests":[
		{"id":"a","method":"GET","url":"/users/$count","headers":{"ConsistencyLevel":"eventual"}},
		{"id":"b","method":"GET","url":"users/$count"},
		{"id":"c","method":"GET","url":"/organization?$select=id"},
		{"id":"d","method":"GET","url":"/subscribedSkus"},
		{"id":"e","method":"PATCH","url":"/subscribedSkus"},
		{"id":"f","method":"GET","url":"/policies/mobileDeviceManagementPolicies"}]}`)
	if got.code != 200 || len(got.Responses) != 6 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []int{200, 400, 429, 200, 405, 404} {
		if r := got.Responses[i]; r.Status != want || r.ID != string(rune('a'+i)) {
			t.Errorf("item %s: %d, want %d", r.ID, r.Status, want)
		}
	}
	if n := got.Responses[0].Body; n != 250.0 {
		t.Errorf("$count in a batch is %v", n)
	}
	if h := got.Responses[2].Headers["Retry-After"]; h != "7" {
		t.Errorf("the throttled item's Retry-After is %q", h)
	}
	if n := s.Stats().Requests("/users/$count"); n != 2 {
		t.Errorf("counted %d requests for $count", n)
	}

	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf(`{"id":"%d","method":"GET","url":"/organization"}`, i))
	}
	for _, bad := range []string{
		`{"requests":[]}`, `{`, `{"requests":[` + strings.Join(many, ",") + `]}`,
		`{"requests":[` + many[0] + `,` + many[0] + `]}`, `{"requests":[{"method":"GET","url":"/organization"}]}`,
	} {
		if got := postBatch(t, base, bad); got.code != 400 || got.Error.Code == "" {
			t.Errorf("%.60s: %d", bad, got.code)
		}
	}
	if got := postBatch(t, base, `{"requests":[`+strings.Join(many[:20], ",")+`]}`); got.code != 200 ||
		len(got.Responses) != 20 {
		t.Errorf("twenty items: %d", got.code)
	}
}
