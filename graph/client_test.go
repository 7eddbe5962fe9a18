package graph

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/login"
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

func TestGraphURL(t *testing.T) {
	for address, good := range map[string]bool{
		"https://graph.microsoft.com": true, "https://graph.microsoft.us/": true, "http://127.0.0.1:8080": true,
		"http://[::1]:80": true, "http://localhost:1": true,
		"http://graph.microsoft.com": false, "http://127.0.0.1.evil.example": false,
		"ftp://graph.microsoft.com": false, "graph.microsoft.com": false,
		"https://graph.microsoft.com/v1.0": false, "https://me:pw@graph.microsoft.com": false, "https://": false,
		"": false, "https://graph.microsoft.com?x": false,
	} {
		if _, err := New(Config{GraphURL: address}); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestClouds(t *testing.T) {
	for name, host := range map[string]string{"global": "graph.microsoft.com", "usgov": "graph.microsoft.us",
		"usgov-dod": "dod-graph.microsoft.us", "china": "microsoftgraph.chinacloudapi.cn"} {
		c, err := login.CloudNamed(name)
		if err != nil || c.GraphURL != "https://"+host || !strings.HasPrefix(c.LoginURL, "https://login.") {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if !slices.Contains(login.CloudNames(), name) || !slices.Contains(graphHosts(), host) {
			t.Errorf("%s is not listed", name)
		}
	}
	if _, err := login.CloudNamed("moon"); err == nil || !strings.Contains(err.Error(), "usgov-dod") {
		t.Errorf("got %v", err)
	}
}

// Nothing that is logged holds the token, a filter's value, or a user.
func TestLogIsDiscreet(t *testing.T) {
	var log bytes.Buffer
	f := &fakeGraph{answer: func(req *http.Request) (int, string) {
		return 403, `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`
	}}
	c, err := New(Config{GraphURL: "https://graph.microsoft.com", Transport: f,
		Log:   slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Token: func(context.Context, odata.Refused) (string, error) { return "top-secret", nil }})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Group(t.Context(), "Board of Directors")
	if err == nil || !strings.Contains(log.String(), "method=GET path=/v1.0/groups") ||
		!strings.Contains(log.String(), "status=403") {
		t.Errorf("logged %s, %v", &log, err)
	}
	for _, secret := range []string{"top-secret", "Board", "Directors"} {
		if strings.Contains(log.String()+err.Error(), secret) {
			t.Errorf("%q is told: %s, %v", secret, &log, err)
		}
	}
}

// Of a refusal that Intune itself gives, role and license are named, and no permission; of one about scopes the
// permission.
func TestDeniedByIntune(t *testing.T) {
	const path = "/beta/deviceManagement/configurationPolicies"
	for _, test := range []struct {
		answer                 odata.Error
		role, noIntune, denied bool
		hint                   string
	}{
		{odata.Error{Status: 401, Path: path, Code: "Forbidden", Relayed: true}, true, false, true, "unlicensed admins"},
		{odata.Error{Status: 401, Path: "/v1.0/deviceAppManagement/mobileApps", Code: "UnknownError"}, true, false, true,
			"Read Only Operator"},
		{odata.Error{Status: 401, Path: "/v1.0/users", Code: "Forbidden"}, false, false, true, "consent to"},
		{odata.Error{Status: 401, Path: path, Code: "InvalidAuthenticationToken"}, false, false, false, ""},
		{odata.Error{Status: 401, Path: path, Message: "Unsupported app-only call."}, false, false, true,
			"application permission"},
		{odata.Error{Status: 403, Path: path, Relayed: true, Message: "Application is not authorized to perform this " +
			"operation. Application must have one of the following scopes: x"}, false, false, true, "consent to"},
		{odata.Error{Status: 400, Path: path, Message: "Request not applicable to target tenant."}, false, true, true,
			"Microsoft Intune"},
		{odata.Error{Status: 400, Path: path, Message: "Invalid filter."}, false, false, false, ""},
		{odata.Error{Status: 400, Path: "/v1.0/users", Message: "Request not applicable to target tenant."}, false, false,
			false, ""},
		{odata.Error{Status: 500, Path: path, Relayed: true, Message: "Request not applicable to target tenant."}, false,
			false, false, ""},
	} {
		c, err := New(Config{GraphURL: "https://graph.microsoft.com"})
		if err != nil {
			t.Fatal(err)
		}
		err = c.failed(tenant.Preparation, &test.answer)
		d, ok := errors.AsType[*DeniedError](err)
		if ok != test.denied || ok && (d.Role != test.role || d.NoIntune != test.noIntune ||
			!strings.Contains(d.Hint(), test.hint) || (d.Permission == "") != (test.role || test.noIntune)) {
			t.Errorf("%+v: %v, %+v", test.answer, err, d)
		}
		if test.role && strings.Contains(err.Error()+d.Hint(), "DeviceManagementConfiguration.Read.All") {
			t.Errorf("%+v: %v", test.answer, err)
		}
	}
}

// Where enumerations are read, members are asked for that are newer than the last one known to everybody.
func TestPrefer(t *testing.T) {
	for path, want := range map[string]string{
		"/v1.0/identity/conditionalAccess/policies": odata.NewEnumMembers, "/beta/deviceManagement": odata.NewEnumMembers,
		"/v1.0/policies/deviceRegistrationPolicy": odata.NewEnumMembers, "/v1.0/organization": odata.NewEnumMembers,
		"/v1.0/devices": "", "/beta/users/{id}": "", "/v1.0/groups/{id}/members": "", "/v1.0/users": "",
		"/v1.0/servicePrincipals(appId='x')/ownedObjects": "",
	} {
		c, err := New(Config{GraphURL: "https://graph.microsoft.com"})
		if err != nil {
			t.Fatal(err)
		}
		req, err := c.request(t.Context(), path, "x")
		if err != nil || req.Header.Get("Prefer") != want {
			t.Errorf("%s: %q, %v", path, req.Header.Get("Prefer"), err)
		}
	}
}

func TestDenied(t *testing.T) {
	for _, test := range []struct {
		auth, hint string
		ds         tenant.Dataset
		appOnly    bool
	}{
		{"cli", "--auth browser", tenant.MDMPolicies, false},
		{"browser", "consent to Policy.Read.All", tenant.MDMPolicies, false},
		{"secret", "application permission User.Read.All", tenant.Users, true},
		{"secret", "--with mdm.zip", tenant.MDMPolicies, true},
	} {
		c, err := New(Config{GraphURL: "https://graph.microsoft.com", Auth: func() string { return test.auth }})
		if err != nil {
			t.Fatal(err)
		}
		answer := &odata.Error{Status: 403}
		if test.appOnly {
			answer = &odata.Error{Status: 401, Message: "Unsupported app-only call."}
		}
		err = c.failed(test.ds, answer)
		d, ok := errors.AsType[*DeniedError](err)
		if !ok || d.Dataset != test.ds || !strings.Contains(d.Hint(), test.hint) || !errors.Is(err, answer) {
			t.Errorf("%+v: %v, hint %q", test, err, d.Hint())
		}
	}
}

// What takes a subscription is opened by no permission.
func TestDeniedToTenantsWithoutPremium(t *testing.T) {
	fault, err := graphtest.ParseFault("premium@/reports*")
	if err != nil {
		t.Fatal(err)
	}
	c := simulated(t, graphtest.Tenant{Faults: []graphtest.Fault{fault}})
	_, err = read(t, c, tenant.AuthMethods)
	d, ok := errors.AsType[*DeniedError](err)
	if !ok || !d.Unlicensed || d.Permission != "" || strings.Contains(err.Error(), "AuditLog") ||
		!strings.Contains(err.Error(), "Entra ID P1") || !strings.Contains(d.Hint(), "no permission helps") {
		t.Errorf("%v, hint %q", err, d.Hint())
	}
}

// What a sign-in says is not about the dataset that happened to be read.
func TestSignInRefused(t *testing.T) {
	refused := &login.Error{Method: "secret", Code: "AADSTS7000215", Reason: "AADSTS7000215: invalid client secret"}
	c, err := New(Config{GraphURL: "https://graph.microsoft.com",
		Token: func(context.Context, odata.Refused) (string, error) { return "", refused }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(t, c, tenant.Organization); err != refused {
		t.Errorf("got %v", err)
	}
}

// A proxy that wants a password says so once, with its hint.
func TestProxyWantsPassword(t *testing.T) {
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusProxyAuthRequired)
	})}
	go func() { _ = s.Serve(proxy) }()
	defer s.Close()
	transport, err := login.NewTransport("")
	if err != nil {
		t.Fatal(err)
	}
	transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: proxy.Addr().String()})
	c, err := New(Config{GraphURL: "https://graph.microsoft.com", Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.CountUsers(t.Context())
	hint := interface{ Hint() string }(nil)
	if !errors.As(err, &hint) || !strings.Contains(err.Error(), "407") ||
		!strings.Contains(hint.Hint(), "HTTPS_PROXY") || asked != 1 {
		t.Errorf("got %v after %d requests", err, asked)
	}
}

// What fills a place holder is one segment of the path, or one value of the query, whatever it holds.
func TestRequestEscapes(t *testing.T) {
	c, _ := newFake(t, nil)
	for _, id := range []string{"a/b?x", "a#b%2F", "{id}", "../..", "a;b,c&d=e+f", "a\\b\nc", "ü' ", "$count"} {
		req, err := c.request(t.Context(), "/v1.0/groups/{id}/members?$filter={filter}&$select=id", id, "id eq '"+id+"'")
		if err != nil {
			t.Errorf("%q: %v", id, err)
			continue
		}
		want := []string{"", "v1.0", "groups", url.PathEscape(id), "members"}
		got := strings.Split(req.URL.EscapedPath(), "/")
		if len(got) != len(want) || req.URL.Path != "/v1.0/groups/"+id+"/members" {
			t.Errorf("%q: the path is %s, want %s", id, req.URL.EscapedPath(), strings.Join(want, "/"))
		}
		query := req.URL.Query()
		if len(query) != 2 || query.Get("$filter") != "id eq '"+id+"'" || query.Get("$select") != "id" || req.URL.Fragment != "" {
			t.Errorf("%q: the query is %s", id, req.URL.RawQuery)
		}
	}
	for _, id := range []string{".", ".."} {
		if req, err := c.request(t.Context(), "/v1.0/groups/{id}/members", id); err == nil {
			t.Errorf("%q: the path is %s", id, req.URL.Path)
		}
	}
}
