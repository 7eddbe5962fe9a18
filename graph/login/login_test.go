package login

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
)

const clientID = "11111111-2222-4333-8444-555555555555"

// signInHost is the simulated tenant's sign-in over TLS, and what reaches it.
func signInHost(t *testing.T, apps ...graphtest.App) (host string, tenantID string, transport http.RoundTripper) {
	t.Helper()
	s := (&graphtest.Tenant{Users: 50}).Handler()
	login := httptest.NewTLSServer(s.Login(apps...))
	t.Cleanup(login.Close)
	return login.URL, s.TenantID(), login.Client().Transport
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		if i := slices.Index(pairs, name); i >= 0 && i%2 == 0 {
			return pairs[i+1]
		}
		return ""
	}
}

// pemFile is a certificate with its key in one file.
func pemFile(t *testing.T) (string, *x509.Certificate) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "prepaudit"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	return file(t, string(text)), cert
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// posts counts the requests for a token.
type posts struct {
	http.RoundTripper
	n int
}

func (p *posts) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodPost {
		p.n++
	}
	return p.RoundTripper.RoundTrip(req)
}

// Each method that can be tried without a person, through azidentity and TLS.
func TestLogin(t *testing.T) {
	certFile, cert := pemFile(t)
	host, tenantID, transport := signInHost(t, graphtest.App{ClientID: clientID, Secret: "s3cret", Certificate: cert, Assertion: "federated"})
	for name, o := range map[string]Options{
		"secret from a file":      {Method: "secret", SecretFile: file(t, "s3cret\r\n")},
		"secret from environment": {Method: "secret", Getenv: environment("AZURE_CLIENT_SECRET", "s3cret")},
		"certificate":             {Method: "certificate", CertificateFile: certFile},
		"workload":                {Method: "workload", TokenFile: file(t, "federated")},
		"workload by itself":      {Method: "auto", Getenv: environment("AZURE_FEDERATED_TOKEN_FILE", file(t, "federated"))},
		"secret by itself":        {Method: "", Getenv: environment("AZURE_CLIENT_SECRET", "s3cret")},
	} {
		t.Run(name, func(t *testing.T) {
			var said []string
			asked := &posts{RoundTripper: transport}
			o.Tenant, o.ClientID, o.Transport, o.Cloud = tenantID, clientID, asked, Clouds()[0]
			o.Cloud.LoginURL = host
			o.Say = func(s string) { said = append(said, s) }
			l, err := New(o)
			if err != nil {
				t.Fatal(err)
			}
			token, err := l.Token(t.Context(), odata.Refused{})
			if err != nil || token == "" {
				t.Fatalf("got %q, %v", token, err)
			}
			again, err := l.Token(t.Context(), odata.Refused{})
			if err != nil || again != token || asked.n != 1 {
				t.Errorf("the token is not kept: %d requests, %v", asked.n, err)
			}
			if _, err := l.Token(t.Context(), odata.Refused{Token: token}); err != nil || asked.n != 2 {
				t.Errorf("a refused token is not replaced: %d requests, %v", asked.n, err)
			}
			if _, err := l.Token(t.Context(), odata.Refused{Token: "older"}); err != nil || asked.n != 2 {
				t.Errorf("a reader whose token was replaced already asks again: %d requests, %v", asked.n, err)
			}
			if _, err := l.Token(t.Context(), odata.Refused{Token: l.last, Claims: `{"access_token":{}}`}); err != nil || asked.n != 3 {
				t.Errorf("a claims challenge is not answered: %d requests, %v", asked.n, err)
			}
			auto := o.Method == "" || o.Method == "auto"
			if auto != (len(said) == 1 && strings.Contains(said[0], l.Method())) {
				t.Errorf("said %q", said)
			}
		})
	}
}

// Entra's refusals become one line with their code and a hint, without the secret.
func TestLoginRefused(t *testing.T) {
	host, tenantID, transport := signInHost(t, graphtest.App{ClientID: clientID, Secret: "s3cret"})
	for name, test := range map[string]struct{ tenant, client, secret, code string }{
		"wrong secret": {tenantID, clientID, "wr0ng", "AADSTS7000215"},
		"unknown app":  {tenantID, "99999999-2222-4333-8444-555555555555", "s3cret", "AADSTS700016"},
		"wrong tenant": {"99999999-9999-4999-8999-999999999999", clientID, "s3cret", "AADSTS90002"},
	} {
		o := Options{Method: "secret", Tenant: test.tenant, ClientID: test.client, Transport: transport,
			Getenv: environment("AZURE_CLIENT_SECRET", test.secret, "AZURE_AUTHORITY_HOST", host)}
		l, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Token(t.Context(), odata.Refused{})
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Code != test.code || e.Hint() == "" || strings.Contains(err.Error(), "\n") || len(err.Error()) > 400 {
			t.Errorf("%s: got %v", name, err)
		}
		if strings.Contains(err.Error()+e.Hint(), test.secret) {
			t.Errorf("%s: the secret is in %v", name, err)
		}
	}
}

func TestLoginIncomplete(t *testing.T) {
	for method, want := range map[string]string{
		"browser": "needs a terminal", "secret": "--tenant", "certificate": "--tenant", "workload": "--tenant",
		"pipelines": "--tenant", "github": "--tenant", "token": "PREPAUDIT_ACCESS_TOKEN", "smoke signals": "choose one of",
	} {
		_, err := New(Options{Method: method})
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", method, err)
		} else if method == "browser" && !strings.Contains(e.Hint(), "--auth device-code") {
			t.Errorf("%s: the hint is %q", method, e.Hint())
		}
	}
	for method, want := range map[string]string{
		"secret": "--client-secret-file", "certificate": "--certificate", "workload": "--federated-token-file",
		"pipelines": "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "github": "ACTIONS_ID_TOKEN_REQUEST_URL",
	} {
		if _, err := New(Options{Method: method, Tenant: "contoso.com", ClientID: clientID}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", method, err)
		}
	}
	for name, o := range map[string]Options{
		"no such file":   {Method: "secret", SecretFile: "/nowhere/at/all"},
		"empty secret":   {Method: "secret", SecretFile: file(t, "\n")},
		"no certificate": {Method: "certificate", CertificateFile: file(t, "hello")},
		"plain http":     {Method: "secret", Getenv: environment("AZURE_AUTHORITY_HOST", "http://login.microsoftonline.com")},
	} {
		o.Tenant, o.ClientID = "contoso.com", clientID
		if _, err := New(o); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestLoginToken(t *testing.T) {
	l, err := New(Options{Getenv: environment("PREPAUDIT_ACCESS_TOKEN", " abc\n")})
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range []odata.Refused{{}, {Token: "abc"}, {Token: "abc", Claims: "{}"}} {
		if token, err := l.Token(t.Context(), refused); err != nil || token != "abc" {
			t.Errorf("got %q, %v", token, err)
		}
	}
	if l.Method() != "token" {
		t.Errorf("the method is %q", l.Method())
	}
}

func TestLoginGitHub(t *testing.T) {
	host, tenantID, transport := signInHost(t, graphtest.App{ClientID: clientID, Assertion: "federated"})
	hub := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("audience") != "api://AzureADTokenExchange" || r.URL.Query().Get("api-version") != "2" || r.Header.Get("Authorization") != "Bearer runner" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"value":"federated"}`))
	}))
	defer hub.Close()
	for bearer, good := range map[string]bool{"runner": true, "stranger": false} {
		l, err := New(Options{Tenant: tenantID, ClientID: clientID,
			Transport: twoHosts{hub.URL, hub.Client().Transport, transport},
			Getenv: environment("AZURE_AUTHORITY_HOST", host,
				"ACTIONS_ID_TOKEN_REQUEST_URL", hub.URL+"/token?api-version=2", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", bearer)})
		if err != nil {
			t.Fatal(err)
		}
		token, err := l.Token(t.Context(), odata.Refused{})
		if (err == nil && token != "") != good || l.Method() != "github" {
			t.Errorf("%s: got %q, %v", bearer, token, err)
		}
		if !good && !strings.Contains(err.Error(), "GitHub sent no identity token: 401") {
			t.Errorf("got %v", err)
		}
	}
}

// twoHosts sends what goes to one address another way.
type twoHosts struct {
	address      string
	there, other http.RoundTripper
}

func (h twoHosts) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(h.address, req.URL.Host) {
		return h.there.RoundTrip(req)
	}
	return h.other.RoundTrip(req)
}

func TestAutomatic(t *testing.T) {
	for want, env := range map[string][]string{
		"token":            {"PREPAUDIT_ACCESS_TOKEN", "x", "AZURE_CLIENT_SECRET", "x"},
		"secret":           {"AZURE_CLIENT_SECRET", "x"},
		"certificate":      {"AZURE_CLIENT_CERTIFICATE_PATH", "x"},
		"workload":         {"AZURE_FEDERATED_TOKEN_FILE", "x"},
		"pipelines":        {"SYSTEM_OIDCREQUESTURI", "x", "SYSTEM_ACCESSTOKEN", "x", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "x"},
		"github":           {"ACTIONS_ID_TOKEN_REQUEST_URL", "x", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "x"},
		"managed-identity": {"IDENTITY_ENDPOINT", "x"},
		"chain":            {"SYSTEM_OIDCREQUESTURI", "x"},
	} {
		// What the environment holds on purpose is used at a terminal too.
		terminal := want
		if want == "chain" {
			terminal = "browser"
		}
		o := Options{ClientID: clientID, Getenv: environment(env...), Terminal: true, Open: func(string) error { return nil }}
		if got := automatic(&o); got != terminal {
			t.Errorf("%v at a terminal: got %s, want %s", env, got, terminal)
		}
		if o.Open = nil; want == "chain" && automatic(&o) != "device-code" {
			t.Errorf("%v at a terminal without a browser: got %s", env, automatic(&o))
		}
		if got := automatic(&Options{ClientID: clientID, Getenv: environment(env...)}); got != want {
			t.Errorf("%v: got %s, want %s", env, got, want)
		}
	}
}

func TestPrivateLoginHost(t *testing.T) {
	for host, want := range map[string]bool{
		"https://login.microsoftonline.com/": false, "https://login.microsoftonline.us": false, "https://login.chinacloudapi.cn/": false,
		"https://login.partner.microsoftonline.cn/": false, "https://127.0.0.1:8443": true, "https://login.microsoftonline.com.evil.example": true,
	} {
		if got := (&Options{Cloud: Cloud{LoginURL: host}}).private(); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
}
