package record

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/plain"
	"prepaudit/rules/tenant"
)

// Names of certificates and hosts are untrusted: what is hidden is escaped, and all of it comes back.
func TestJSONNetworkHostile(t *testing.T) {
	at := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	want := &tenant.NetworkReport{
		Schema: tenant.NetworkSchema, Machine: "a\u202eb\x1b[31m", Started: at, Finished: at,
		Resolvers: []string{"[2001:db8::1]:53"}, Untold: []string{},
		Endpoints: []tenant.NetworkEndpoint{{ID: "it", Probes: []tenant.NetworkProbe{{
			Host: "host.example", Outcome: tenant.ProbeIntercepted,
			Root: "::error:: ##vso[task] \u2066\u0085\U000e0041", Detail: "line\nbreak \"quoted\" <b>",
		}}}},
	}
	b, err := Append(nil, want, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range string(b) {
		if plain.Hidden(r) {
			t.Errorf("%U is not escaped in %s", r, b)
		}
	}
	if strings.Contains(string(b), "::") || strings.Contains(string(b), "##") {
		t.Errorf("a command for a pipeline is left in %s", b)
	}
	var got tenant.NetworkReport
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&got, want) {
		t.Errorf("read back it is\n%+v\nwant\n%+v", &got, want)
	}
}
