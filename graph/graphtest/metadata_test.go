package graphtest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest/metadata"
)

// Whatever is served is in the metadata of a version, and takes no more than stands there.
func TestRoutesAreInTheMetadata(t *testing.T) {
	for _, rt := range routes() {
		known := false
		for _, version := range []string{"v1.0", "beta"} {
			v := metadata.Of(version)
			r, found := v.Paths[rt.pattern][http.MethodGet]
			if !found {
				continue
			}
			known = true
			options := rt.options
			if rt.expand != nil {
				options = append(slices.Clone(options), "$expand")
			}
			for _, option := range options {
				if option != "$skiptoken" && !slices.Contains(r.Options, option) {
					t.Errorf("%s%s: %s is not in the metadata", version, rt.pattern, option)
				}
			}
			if rt.expand != nil {
				if err := v.Check(r, url.Values{"$expand": {strings.Join(rt.expand, ",")}}); err != nil {
					t.Errorf("%s%s: %v", version, rt.pattern, err)
				}
			}
		}
		if !known {
			t.Errorf("%s is in the metadata of no version; run make metadata", rt.pattern)
		}
	}
}

var unfounded = []string{
	"$select=idd", "$filter=idd eq 'x'", "$expand=idd", "$count=maybe", "$top=x", "$everything=1",
}

// No route answers a request that the metadata does not allow, not even as an item of a batch.
func TestNothingIsServedUnchecked(t *testing.T) {
	base, _ := serve(t, Tenant{})
	const id = "05e9a617-0261-4cee-bb44-138d3ef5d965"
	held := 0
	for _, rt := range routes() {
		method := http.MethodGet
		path := strings.ReplaceAll(rt.pattern, "{}", id)
		for _, version := range []string{"v1.0", "beta"} {
			_, found := metadata.Of(version).Paths[rt.pattern][method]
			want := http.StatusBadRequest
			if !found {
				want = http.StatusNotFound
			}
			for _, query := range unfounded {
				res, b := send(t, method, base, "/"+version+path+"?"+query, consistency, "eventual")
				if res.StatusCode != want {
					t.Errorf("%s %s%s?%s: %d %s", method, version, path, query, res.StatusCode, b)
				}
				held++
			}
			if version == "v1.0" { // that the batches of tests are of
				in := postBatch(t, base,
					`{"requests":[{"id":"1","method":"`+method+`","url":"`+path+`?$select=idd"}]}`)
				if len(in.Responses) != 1 || in.Responses[0].Status != want {
					t.Errorf("as an item of a batch %s: %v", path, in)
				}
			}
		}
	}
	if held < 500 {
		t.Errorf("%d requests held", held)
	}
}

func TestUnfoundedRequests(t *testing.T) {
	base, _ := serve(t, Tenant{})
	for _, row := range [][2]string{
		{"/v1.0/users?$select=id,licenses",
			"400 Parsing OData Select and Expand failed: Could not find a property named 'licenses'"},
		{"/v1.0/deviceManagement/configurationPolicies",
			"404 Resource not found for the segment 'configurationPolicies'"},
		{"/beta/deviceManagement/managedDevices?$top=1001",
			"400 Invalid page size specified: '1001'"},
		{"/beta/deviceManagement/configurationPolicies?$filter=platforms eq 'windows'",
			"400 Invalid filter clause: 'windows' is not a member"},
		{"/v1.0/users?$filter=displayName contains 'x'",
			"400 Invalid filter clause: syntax error at 'contains 'x''"},
		{"/v1.0/devices?$expand=registeredOwner",
			"400 Parsing OData Select and Expand failed: Could not find a property named 'registeredOwner'"},
		{"/v1.0/devices?$expand=registeredOwners($select=idd)",
			"400 Parsing OData Select and Expand failed: Could not find a property named 'idd'"},
		{"/v1.0/devices?$expand=registeredUsers",
			"400 The property 'registeredUsers' cannot be expanded here"},
		{"/v1.0/users/$count",
			"400 $count is not currently supported without the header ConsistencyLevel"},
	} {
		path, want := row[0], row[1]
		status, p := getPage(t, base, path)
		if got := itoa(status) + " " + p.Error.Message; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	path := "/v1.0/groups?$filter=hasMembersWithLicenseErrors eq true"
	if status, _ := getPage(t, base, path); status != 200 {
		t.Errorf("%s: %d", path, status)
	}
	if status, _ := getPage(t, base, path, consistency, "eventual"); status != 400 {
		t.Errorf("%s with ConsistencyLevel: %d", path, status)
	}
}
