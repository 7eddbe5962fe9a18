package odata

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	const policy = "/beta/deviceManagement/configurationPolicies/0f3c7d3e-1111-4222-8333-444444444444/"
	batch := func(requests string) string { return `{"requests":[` + requests + `]}` }
	for _, test := range []struct {
		method, url, body string
		allowed           bool
	}{
		{"GET", "https://graph.microsoft.com/v1.0/users?$top=999", "", true},
		{"GET", "https://GRAPH.microsoft.com/v1.0/users", "", true},
		{"GET", "https://graph.microsoft.com/v1.0/users", "x", false},
		{"GET", "http://graph.microsoft.com/v1.0/users", "", false},
		{"GET", "https://graph.microsoft.com:444/v1.0/users", "", false},
		{"GET", "https://graph.microsoft.com.evil.example/v1.0/users", "", false},
		{"GET", "https://graph.microsoft.com@evil.example/v1.0/users", "", false},
		{"GET", "https://me@graph.microsoft.com/v1.0/users", "", false},
		{"POST", "https://graph.microsoft.com/v1.0/users", "", false},
		{"PATCH", "https://graph.microsoft.com/v1.0/users/1", "", false},
		{"DELETE", "https://graph.microsoft.com/v1.0/users/1", "", false},
		{"PUT", "https://graph.microsoft.com/v1.0/users/1", "", false},
		{"HEAD", "https://graph.microsoft.com/v1.0/users", "", false},
		{"POST", "https://graph.microsoft.com" + policy + "retrieveEnrollmentTimeDeviceMembershipTarget", "", true},
		{"POST", "https://graph.microsoft.com" + strings.Replace(policy, "/beta/", "/v1.0/", 1) +
			"retrieveEnrollmentTimeDeviceMembershipTarget", "", false},
		{"POST", "https://graph.microsoft.com" + policy + "retrieveEnrollmentTimeDeviceMembershipTarget", "{}", false},
		{"POST", "https://graph.microsoft.com" + policy + "setEnrollmentTimeDeviceMembershipTarget", "", false},
		{"POST", "https://graph.microsoft.com/beta/deviceManagement/configurationPolicies/a/b/retrieveEnrollmentTimeDeviceMembershipTarget", "", false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/$count"}`), true},
		{"POST", "https://graph.microsoft.com/beta/$batch", batch(``), true},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"DELETE","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","METHOD":"DELETE","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","body":{}}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"https://evil.example/"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"//evil.example/"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch", batch(``) + `{}`, false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch", "x", false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/$count?$filter=startsWith(userPrincipalName,'a')",` +
				`"headers":{"ConsistencyLevel":"eventual","accept":"text/plain"}}`), true},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","Method":"DELETE","method":"GET","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"DELETE","method":"GET","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","URL":"/users/2"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch", batch(`{"id":"1","method":"get","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch", batch(`{"id":"1","METHOD":"GET","url":"/users/1"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","dependsOn":["2"]}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			`{"requests":[{"id":"1","method":"DELETE","url":"/users/1"}],"requests":[]}`, false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			`{"requests":[],"Requests":[{"id":"1","method":"DELETE","url":"/users/1"}]}`, false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","headers":{"X-HTTP-Method-Override":"DELETE"}}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","headers":{"x-http-method":"DELETE"}}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","headers":{"Prefer":"x"}}`), false},
		{"POST", "https://graph.microsoft.com/beta/$batch", batch(`{"id":"1","method":"GET","url":"/users/1",` +
			`"headers":{"Prefer":"respond-async, include-unknown-enum-members"}}`), false},
		{"POST", "https://graph.microsoft.com/beta/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","headers":{"Prefer":"include-unknown-enum-members"}}`), true},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/users/1","headers":{"Accept":"a","Accept":"b"}}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/\\evil.example/"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/\t/evil.example/"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/$batch",
			batch(`{"id":"1","method":"GET","url":"/x/https://evil.example/"}`), false},
		{"POST", "https://graph.microsoft.com/v1.0/x/../$batch", batch(``), false},
	} {
		sent := false
		c := newClient(t, func(int, *http.Request) (*http.Response, error) {
			sent = true
			return answered(200, page), nil
		})
		req, err := http.NewRequestWithContext(t.Context(), test.method, test.url, strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		err = one(c, req)
		if sent != test.allowed {
			t.Errorf("%s %s %s: sent %v, want %v", test.method, test.url, test.body, sent, test.allowed)
		}
		if _, guarded := errors.AsType[*GuardError](err); guarded == test.allowed {
			t.Errorf("%s %s %s: error %v", test.method, test.url, test.body, err)
		}
	}
}

func TestHostHeader(t *testing.T) {
	c := newClient(t, reply(200))
	req := get(t, c, "/v1.0/users")
	req.Host = "evil.example"
	if err := one(c, req); err == nil || c.Stats().Requests != 0 {
		t.Errorf("a request with another Host was sent: %v", err)
	}
}

// A header must not make a write of what was checked as a read.
func TestMethodOverride(t *testing.T) {
	for _, name := range []string{"X-HTTP-Method", "x-http-method-override", "X-Method-Override"} {
		c := newClient(t, reply(200))
		req := get(t, c, "/v1.0/users/1")
		req.Header[name] = []string{"DELETE"}
		err := one(c, req)
		if _, guarded := errors.AsType[*GuardError](err); !guarded || c.Stats().Requests != 0 {
			t.Errorf("%s was sent: %v", name, err)
		}
	}
}

// Nothing is followed to another place, and nothing is asked there.
func TestNextLinkElsewhere(t *testing.T) {
	for _, link := range []string{"https://evil.example/v1.0/users?$skiptoken=x",
		"http://graph.microsoft.com/v1.0/users", "//evil.example/", "/v1.0/users?$skiptoken=2", ":", "javascript:1"} {
		c := newClient(t, func(int, *http.Request) (*http.Response, error) {
			return answered(200, `{"@odata.nextLink":"`+link+`","value":[{"id":"1"}]}`), nil
		}, func(cfg *Config) { cfg.Token = fixed("secret") })
		ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
		if err == nil || len(ids) != 0 || c.Stats().Requests != 1 {
			t.Errorf("%s: got %v, %v after %d requests", link, ids, err, c.Stats().Requests)
		}
	}
}

// What a token allows is no matter: one that others have consented to writes for sends reads and nothing else.
func TestGuardOfATokenThatMayWrite(t *testing.T) {
	token := jwt(`{"aud":"https://graph.microsoft.com","scp":"Directory.ReadWrite.All User.ReadWrite.All","upn":"ann@contoso.com"}`)
	for _, method := range []string{"GET", "POST", "PATCH", "PUT", "DELETE"} {
		var sent []string
		c := newClient(t, func(_ int, req *http.Request) (*http.Response, error) {
			sent = append(sent, req.Method)
			return answered(200, page), nil
		}, func(cfg *Config) { cfg.Token = fixed(token) })
		req := get(t, c, "/v1.0/users")
		req.Method = method
		_, err := readAll(t.Context(), c, req)
		if _, guarded := errors.AsType[*GuardError](err); guarded == (method == "GET") || (len(sent) == 1) != (method == "GET") {
			t.Errorf("%s: sent %q, %v", method, sent, err)
		}
	}
}

func TestTokenGoesHome(t *testing.T) {
	hosts := []string{"graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us",
		"microsoftgraph.chinacloudapi.cn"}
	for _, test := range []struct {
		aud, base string
		allowed   bool
	}{
		{"https://graph.microsoft.com", "https://graph.microsoft.com", true},
		{"https://graph.microsoft.com/", "https://graph.microsoft.com", true},
		{"HTTPS://Graph.Microsoft.com", "https://graph.microsoft.com", true},
		{"00000003-0000-0000-c000-000000000000", "https://graph.microsoft.us", true},
		{"00000003-0000-0000-c000-000000000000", "https://graph.example", false},
		{"00000003-0000-0000-c000-000000000000", "http://127.0.0.1:8080", false},
		{"https://graph.microsoft.com", "https://graph.microsoft.us", false},
		{"https://graph.microsoft.us", "https://dod-graph.microsoft.us", false},
		{"https://graph.microsoft.com", "http://localhost:8080", false},
		{"https://graph.microsoft.com", "https://localhost:8080", false},
		{"https://graph.microsoft.com.", "http://127.0.0.1:8080", false},
		{"https://graph.microsoft.com:443/", "http://127.0.0.1:8080", false},
		{"graph.microsoft.com", "http://127.0.0.1:8080", false},
		{"//graph.microsoft.com/v1.0", "http://127.0.0.1:8080", false},
		{"spn:https://graph.microsoft.com", "http://127.0.0.1:8080", false},
		{"spn:00000003-0000-0000-C000-000000000000/", "http://127.0.0.1:8080", false},
		{"00000003-0000-0000-c000-000000000000/graph.microsoft.com@x", "https://graph.example", false},
		{`x","https://graph.microsoft.com`, "https://x", false},
		{`x","00000003-0000-0000-c000-000000000000`, "https://x", false},
		{"https://graph.microsoft.com", "https://graph.microsoft.com:8443", false},
		{"https://graph.microsoft.com", "https://graph.microsoft.com:443", true},
		{"00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com:8443", false},
		{"00000003-0000-0000-c000-000000000000", "http://graph.microsoft.com", false},
		{"https://gateway.example", "https://gateway.example", true},
		{"simulated", "http://127.0.0.1:8080", true},
	} {
		base, err := url.Parse(test.base)
		if err != nil {
			t.Fatal(err)
		}
		aud := `"` + test.aud + `"`
		if strings.Contains(aud, ",") {
			aud = "[" + aud + "]"
		}
		claims := `{"aud":` + aud + `,"x":"???>>>"}`
		tokens := []string{jwt(claims), "e30." + base64.StdEncoding.EncodeToString([]byte(claims)) + ".c2ln"}
		if tokens[0] == tokens[1] {
			t.Fatalf("%s is the same in both alphabets", claims)
		}
		for _, token := range tokens {
			c := newClient(t, func(int, *http.Request) (*http.Response, error) { return answered(200, page), nil },
				func(cfg *Config) { cfg.Base, cfg.TokenHosts, cfg.Token = base, hosts, fixed(token) })
			_, err = readAll(t.Context(), c, get(t, c, "/v1.0/users"))
			if g, guarded := errors.AsType[*GuardError](err); guarded == test.allowed || guarded && g.Hint() == "" {
				t.Errorf("a token for %s, sent to %s: %v", test.aud, test.base, err)
			}
			if (c.Stats().Requests == 1) != test.allowed {
				t.Errorf("a token for %s, sent to %s: %d requests", test.aud, test.base, c.Stats().Requests)
			}
		}
	}
}
