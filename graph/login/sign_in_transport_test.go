package login

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"prepaudit/graph/odata"
)

// A secret goes to the sign-in host and nowhere else, whatever that host says.
func TestSecretStaysHome(t *testing.T) {
	var stolen []string
	evil := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		stolen = append(stolen, r.URL.Path+" "+string(body))
	}))
	defer evil.Close()
	for name, redirect := range map[string]bool{"a redirect": true, "a token endpoint elsewhere": false} {
		stolen = nil
		posts := 0
		var home *httptest.Server
		home = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			endpoint := home.URL
			if !redirect {
				endpoint = evil.URL
			}
			if r.Method == http.MethodPost {
				posts++
				http.Redirect(w, r, evil.URL+r.URL.Path, http.StatusTemporaryRedirect)
				return
			}
			path := strings.TrimSuffix(r.URL.Path, "/v2.0/.well-known/openid-configuration")
			_, _ = io.WriteString(w, `{"issuer":"`+home.URL+path+`/v2.0","authorization_endpoint":"`+endpoint+`/a","token_endpoint":"`+endpoint+path+`/oauth2/v2.0/token"}`)
		}))
		l, err := New(Options{Method: "secret", Tenant: "contoso.com", ClientID: clientID,
			Transport: twoHosts{evil.URL, evil.Client().Transport, home.Client().Transport},
			Getenv:    environment("AZURE_CLIENT_SECRET", "s3cret", "AZURE_AUTHORITY_HOST", home.URL)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Token(t.Context(), odata.Refused{})
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Hint() == "" || !strings.Contains(err.Error(), evil.Listener.Addr().String()) || len(stolen) != 0 || posts > 1 {
			t.Errorf("%s: got %v; sent elsewhere: %q; %d posts", name, err, stolen, posts)
		}
		home.Close()
	}
}

func TestSignInHosts(t *testing.T) {
	for _, test := range []struct {
		login, also, address string
		allowed              bool
	}{
		{"https://login.microsoftonline.com/", "", "https://login.microsoftonline.com/x", true},
		{"https://login.microsoftonline.com/", "", "https://login.windows.net/x", true},
		{"https://login.microsoftonline.com/", "", "https://westeurope.login.microsoft.com/x", true},
		{"https://login.microsoftonline.com/", "", "http://login.microsoftonline.com/x", false},
		{"https://login.microsoftonline.com/", "", "https://login.microsoftonline.com:8443/x", false},
		{"https://login.microsoftonline.com/", "", "https://evil-login.microsoftonline.com.example/x", false},
		{"https://login.microsoftonline.com/", "", "https://evillogin.microsoftonline.com/x", false},
		{"https://login.microsoftonline.com/", "https://vstoken.dev.azure.com/a/b", "https://vstoken.dev.azure.com/c", true},
		{"https://login.microsoftonline.com/", "https://vstoken.dev.azure.com/a/b", "http://vstoken.dev.azure.com/c", false},
		{"https://login.example", "", "https://login.example/x", true},
		{"https://login.example", "", "https://LOGIN.example/x", true},
		{"https://login.example", "", "https://a.login.example/x", false},
		{"https://login.example", "", "https://login.microsoftonline.com/x", false},
		{"https://login.example", "", "https://login.example:444/x", false},
	} {
		sent := false
		l, err := New(Options{Method: "token", Cloud: Cloud{Name: "x", LoginURL: test.login}, Getenv: environment("PREPAUDIT_ACCESS_TOKEN", "x"),
			Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
				sent = true
				return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
			})})
		if err != nil {
			t.Fatal(err)
		}
		req := httptest.NewRequest(http.MethodPost, test.address, nil)
		if _, err := l.opts.signInTransport(test.also).RoundTrip(req); sent != test.allowed || (err == nil) != test.allowed {
			t.Errorf("%+v: sent %v, %v", test, sent, err)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A refused sign-in is not tried again by every reader; one that was given up may be.
func TestLoginRefusedOnce(t *testing.T) {
	host, tenantID, transport := signInHost(t)
	asked := &posts{RoundTripper: transport}
	l, err := New(Options{Method: "secret", Tenant: tenantID, ClientID: clientID, Transport: asked,
		Getenv: environment("AZURE_CLIENT_SECRET", "s3cret", "AZURE_AUTHORITY_HOST", host)})
	if err != nil {
		t.Fatal(err)
	}
	given, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Token(given, odata.Refused{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("given up: %v", err)
	}
	var readers sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		readers.Go(func() { _, errs[i] = l.Token(t.Context(), odata.Refused{}) })
	}
	readers.Wait()
	for _, err := range errs {
		if e, ok := errors.AsType[*Error](err); !ok || e.Code == "" {
			t.Errorf("got %v", err)
		}
	}
	if asked.n != 1 {
		t.Errorf("%d requests for a token", asked.n)
	}
}

// An address of Graph with a slash at its end is the same resource.
func TestLoginScope(t *testing.T) {
	host, tenantID, transport := signInHost(t)
	scope := ""
	l, err := New(Options{Method: "secret", Tenant: tenantID, ClientID: clientID,
		Cloud: Cloud{Name: "x", LoginURL: host, GraphURL: "https://graph.microsoft.com/"},
		Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			if req.Method == http.MethodPost {
				body, _ := io.ReadAll(req.Body)
				scope = string(body)
				req.Body = io.NopCloser(strings.NewReader(scope))
			}
			return transport.RoundTrip(req)
		}),
		Getenv: environment("AZURE_CLIENT_SECRET", "s3cret")})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = l.Token(t.Context(), odata.Refused{})
	if !strings.Contains(scope, "scope=https%3A%2F%2Fgraph.microsoft.com%2F.default+") {
		t.Errorf("asked with %s", scope)
	}
}

func TestLoginTokenOfManyLines(t *testing.T) {
	for _, token := range []string{"abc\ndef", "Bearer abc", "abc\x00"} {
		_, err := New(Options{Getenv: environment("PREPAUDIT_ACCESS_TOKEN", token)})
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Hint(), "one line") || strings.Contains(err.Error(), "abc") {
			t.Errorf("%q: got %v", token, err)
		}
	}
}
