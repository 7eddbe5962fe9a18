package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
)

// Each request is wrong in one way, and seen with the command that sent it; the first ones are right.
func TestBadRequestsAreSeen(t *testing.T) {
	const eventual = "Consistencylevel: eventual"
	for _, row := range []struct{ method, uri, header, body, want string }{
		{"GET", "/v1.0/users?$select=id&$top=999", "", "", ""},
		{"GET", "/v1.0/users/$count", eventual, "", ""},
		{"GET", "/v1.0/identity/conditionalAccess/policies", "Prefer: include-unknown-enum-members", "", ""},
		{"GET", "/v1.0/users/nobody@contoso.com", "", "", ""}, // not there, and rightly asked

		{"GET", "/v1.0/users?$select=id,licenses", "", "",
			"planted: GET /v1.0/users?$select=id,licenses: 400 BadRequest: Parsing OData Select and Expand failed: " +
				"Could not find a property named 'licenses' on type 'microsoft.graph.user'."},
		{"GET", "/v1.0/deviceManagement/configurationPolicies", "", "", "404 ResourceNotFound"},
		{"DELETE", "/v1.0/users/1", "", "", "405 Request_BadRequest"},
		{"GET", "/beta/deviceManagement/managedDevices?$top=1001", "", "", "Must be between 1 and 1000"},
		{"GET", "/v1.0/users?$select=skills", "", "", "501 NotImplemented"},
		{"GET", "/beta/deviceManagement/configurationPolicies?$filter=platforms+eq+'windows11'", "", "",
			"'windows11' is not a member"},
		{"GET", "/v1.0/devices?$expand=owners", "", "", "'owners' on type 'microsoft.graph.device'"},
		{"GET", "/v1.0/users/$count", "", "", "without the header ConsistencyLevel"},
		{"GET", "/v1.0/groups?$filter=hasMembersWithLicenseErrors+eq+true", eventual, "", "400 Request_UnsupportedQuery"},
		{"GET", "/v1.0/domains", eventual, "", "GET /v1.0/domains ConsistencyLevel: ConsistencyLevel means nothing here"},
		{"GET", "/v1.0/users/$count", eventual + "\nAccept: application/json", "", "Graph answers 415"},
		{"GET", "/v1.0/domains", "Consistency-Level: eventual", "", "the header Consistency-Level is not known"},
		{"GET", "/v1.0/domains", "Prefer: odata.maxpagesize=5", "", `the header Prefer is ["odata.maxpagesize=5"]`},
		{"POST", "/v1.0/$batch", "", `{"requests":[{"id":"1","method":"GET","url":"/users?$select=idd"}]}`,
			"planted: GET /v1.0/users?$select=idd: 400"},
		{"POST", "/v1.0/$batch", "", `{"requests":[]}`, "400 MaximumValueExceeded"},
	} {
		var l ledger
		r := httptest.NewRequest(row.method, row.uri, strings.NewReader(row.body))
		r.Header.Set("Authorization", "Bearer simulated")
		for line := range strings.Lines(row.header) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			r.Header.Set(name, value)
		}
		l.watch("planted", (&graphtest.Tenant{Plain: true}).Handler()).ServeHTTP(httptest.NewRecorder(), r)
		wrong := strings.Join(l.wrong, "\n")
		if (wrong == "") != (row.want == "") || !strings.Contains(wrong, row.want) {
			t.Errorf("%s %s: %q, want %q", row.method, row.uri, wrong, row.want)
		}
		if len(l.asked) == 0 {
			t.Errorf("%s %s is not noted", row.method, row.uri)
		}
	}
	var refused ledger
	tenant := refusing(t, "/domains")
	r := httptest.NewRequest(http.MethodGet, "/v1.0/domains", nil)
	r.Header.Set("Authorization", "Bearer simulated")
	w := httptest.NewRecorder()
	refused.watch("planted", tenant.Handler()).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || len(refused.wrong) > 0 {
		t.Errorf("a planted refusal: %d, %q", w.Code, refused.wrong)
	}
}
