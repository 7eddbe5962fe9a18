package graphtest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestSelect(t *testing.T) {
	base, _ := serve(t, Tenant{})
	for path, want := range map[string][]string{
		"/v1.0/users":                                          slices.Sorted(slices.Values(defaultUserProperties)),
		"/v1.0/users?$select=id, accountEnabled":               {"accountEnabled", "id"},
		"/v1.0/users?$select=displayName":                      {"displayName"},
		"/v1.0/users?$select=assignedPlans,provisionedPlans":   {"assignedPlans", "provisionedPlans"},
		"/beta/users?$select=deviceKeys":                       {"deviceKeys"},
		"/v1.0/groups?$select=displayName":                     {"displayName"},
		"/v1.0/organization?$select=tenantType":                {"tenantType"},
		"/v1.0/directory/subscriptions?$select=isTrial,status": {"isTrial", "status"},
	} {
		status, p := getPage(t, base, path)
		if status != 200 || len(p.Value) == 0 {
			t.Errorf("%s: %d %s", path, status, p.Error.Message)
			continue
		}
		if got := slices.Sorted(maps.Keys(p.Value[0])); !slices.Equal(got, want) {
			t.Errorf("%s gives %v, want %v", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"/v1.0/users?$select=id,licenses":                              "Could not find a property named 'licenses' on type 'microsoft.graph.user'",
		"/v1.0/users?$select=deviceKeys":                               "Could not find a property named 'deviceKeys'",
		"/v1.0/subscribedSkus?$select=plans":                           "on type 'microsoft.graph.subscribedSku'",
		"/v1.0/subscribedSkus?$filter=skuId eq 1":                      "'$filter' is not supported",
		"/v1.0/subscribedSkus?$top=5":                                  "'$top' is not supported",
		"/v1.0/users?$skip=5":                                          "'$skip' is not supported",
		"/v1.0/users?$top=1000":                                        "Must be between 1 and 999",
		"/v1.0/users?$top=0":                                           "Must be between 1 and 999",
		"/v1.0/users?$top=5&$top=6":                                    "more than once",
		"/v1.0/users?$skiptoken=bm9uc2Vuc2U":                           "page token",
		"/beta/policies/mobileDeviceManagementPolicies?$expand=owners": "named 'owners'",
	} {
		if status, p := getPage(t, base, path); status != 400 || !strings.Contains(p.Error.Message, want) {
			t.Errorf("%s: %d %q, want 400 with %q", path, status, p.Error.Message, want)
		}
	}
	if status, _ := getPage(t, base, "/v1.0/users?$select=skills"); status != 501 {
		t.Errorf("a property of single users only: %d", status)
	}
}

func TestPageSizes(t *testing.T) {
	base, _ := serve(t, Tenant{Users: 1500})
	for path, want := range map[string]int{
		"/v1.0/users":          100,
		"/v1.0/users?$top=7":   7,
		"/v1.0/users?$top=999": 999,
		"/v1.0/users?$top=999&$select=id,signInActivity": 500,
		"/v1.0/users?$top=999&$select=id&$count=true":    999,
	} {
		if _, p := getPage(t, base, path); len(p.Value) != want || p.Count != nil {
			t.Errorf("%s gives %d users, count %v", path, len(p.Value), p.Count)
		}
	}
	_, p := getPage(t, base, "/v1.0/users?$count=true", consistency, "eventual")
	if p.Count == nil || *p.Count != 1500 {
		t.Errorf("@odata.count is %v", p.Count)
	}
}

// The link stands before the values, leads to the host that was asked, and its token alone will do.
func TestNextLink(t *testing.T) {
	base, _ := serve(t, Tenant{})
	_, b := get(t, base, "/v1.0/users?$top=10&$select=id")
	if link, value := bytes.Index(b, []byte("@odata.nextLink")),
		bytes.Index(b, []byte(`"value"`)); link < 0 || link > value {
		t.Errorf("nextLink at %d, value at %d", link, value)
	}
	var p page
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(p.Next, base+"/v1.0/users?") {
		t.Errorf("nextLink %s", p.Next)
	}
	u, err := url.Parse(p.Next)
	if err != nil {
		t.Fatal(err)
	}
	_, whole := get(t, base, p.Next)
	_, alone := get(t, base, "/v1.0/users?$skiptoken="+url.QueryEscape(u.Query().Get("$skiptoken")))
	if !bytes.Equal(whole, alone) {
		t.Errorf("the token alone gives %.200s", alone)
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	body := func(seed uint64) []byte {
		srv := (&Tenant{Seed: seed}).Handler()
		req := mustRequest(t, "http://graph.test/v1.0/users?$top=200&"+auditSelect)
		res, err := srv.Transport().RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if a, b := body(1), body(1); !bytes.Equal(a, b) || len(a) < 10_000 {
		t.Error("the same seed gives other bytes")
	}
	if bytes.Equal(body(1), body(2)) {
		t.Error("another seed gives the same bytes")
	}
}

func TestOneUser(t *testing.T) {
	base, _ := serve(t, Tenant{Seed: 99})
	for _, u := range readAll(t, base, "/v1.0/users?$select=id,userPrincipalName&$top=90") {
		for _, key := range []string{u["id"].(string), url.PathEscape(u["userPrincipalName"].(string))} {
			_, b := get(t, base, "/v1.0/users/"+key+"?$select=id")
			var got struct{ ID string }
			if err := json.Unmarshal(b, &got); err != nil || got.ID != u["id"] {
				t.Fatalf("%s gives %s", key, b)
			}
		}
	}
	for _, id := range []string{"0", "ffffffff-ffff-4fff-8fff-ffffffffffff", "nobody@contoso.com",
		"aaliyah.braun@contoso.co", "aaliyah.braun@"} {
		if status, p := getPage(t, base, "/v1.0/users/"+id); status != 404 ||
			p.Error.Code != "Request_ResourceNotFound" {
			t.Errorf("%s: %d", id, status)
		}
	}
}

func TestGzip(t *testing.T) {
	base, _ := serve(t, Tenant{})
	res, plain := get(t, base, "/v1.0/users?$top=200", "Accept-Encoding", "identity")
	if res.Header.Get("Content-Encoding") != "" {
		t.Error("compressed without being asked")
	}
	res, packed := get(t, base, "/v1.0/users?$top=200", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(b, plain) || res.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v, %d bytes for %d", err, len(b), len(plain))
	}
}

func TestHeaders(t *testing.T) {
	base, _ := serve(t, Tenant{})
	res, _ := get(t, base, "/v1.0/users?$top=200", "client-request-id", "abc")
	again, _ := get(t, base, "/v1.0/users?$select=id")
	if a, b := res.Header.Get("request-id"), again.Header.Get("request-id"); len(a) != 36 || a == b {
		t.Errorf("request ids %q and %q", a, b)
	}
	if got := res.Header.Get("client-request-id"); got != "abc" {
		t.Errorf("client-request-id %q", got)
	}
	if a, b := res.Header.Get("x-ms-resource-unit"), again.Header.Get("x-ms-resource-unit"); a != "2" || b != "1" {
		t.Errorf("resource units %s and, with $select, %s", a, b)
	}
}
