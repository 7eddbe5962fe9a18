package graphtest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// signedBy makes a client assertion as MSAL does.
func signedBy(t *testing.T, key *rsa.PrivateKey, client, audience string, expires time.Time) string {
	t.Helper()
	b64 := base64.RawURLEncoding.EncodeToString
	plain := b64([]byte(`{"alg":"PS256","typ":"JWT"}`)) + "." +
		b64([]byte(fmt.Sprintf(`{"aud":%q,"iss":%q,"sub":%q,"exp":%d}`, audience, client, client, expires.Unix())))
	sum := sha256.Sum256([]byte(plain))
	sig, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], nil)
	if err != nil {
		t.Fatal(err)
	}
	return plain + "." + b64(sig)
}

func TestLogin(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1)},
		&x509.Certificate{SerialNumber: big.NewInt(1)}, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s := (&Tenant{RequireLogin: true}).Handler()
	graph := httptest.NewServer(s)
	defer graph.Close()
	srv := httptest.NewTLSServer(s.Login(
		App{ClientID: "app", Secret: "hush", Certificate: cert, Assertion: "a.federated.token",
			Roles: []string{"User.Read.All"}},
		App{ClientID: "brief", Secret: "hush", Lifetime: -time.Second},
	))
	defer srv.Close()

	// The endpoint is where the configuration says.
	res, err := srv.Client().Get(srv.URL + "/" + s.TenantID() + "/v2.0/.well-known/openid-configuration")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var conf map[string]any
	if err := json.NewDecoder(res.Body).Decode(&conf); err != nil {
		t.Fatal(err)
	}
	endpoint := conf["token_endpoint"].(string)

	ask := func(endpoint string, pairs ...string) (int, map[string]any) {
		form := url.Values{"grant_type": {"client_credentials"},
			"scope": {graph.URL + "/.default openid offline_access profile"}}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		res, err := srv.Client().PostForm(endpoint, form)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var out map[string]any
		if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, out
	}
	later := time.Now().Add(time.Hour)
	good := signedBy(t, key, "app", endpoint, later)
	for _, proof := range [][]string{{"client_secret", "hush"}, {"client_assertion", good},
		{"client_assertion", "a.federated.token"}} {
		status, out := ask(endpoint, append(proof, "client_id", "app")...)
		token, _ := out["access_token"].(string)
		if status != 200 || out["token_type"] != "Bearer" || out["expires_in"] != 3600.0 ||
			strings.Count(token, ".") != 2 {
			t.Fatalf("%s: %d %v", proof[0], status, out)
		}
		b, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
		if err != nil {
			t.Fatal(err)
		}
		var c claims
		if err := json.Unmarshal(b, &c); err != nil || c.Audience != graph.URL ||
			c.Kind != "app" || c.Tenant != s.TenantID() {
			t.Errorf("claims %+v, %v", c, err)
		}
		if res, _ := get(t, graph.URL, "/v1.0/users", "Authorization", "Bearer "+token); res.StatusCode != 200 {
			t.Errorf("users: %d", res.StatusCode)
		}
		if res, _ := get(t, graph.URL, "/v1.0/subscribedSkus", "Authorization",
			"Bearer "+token); res.StatusCode != 403 {
			t.Errorf("beyond the roles: %d", res.StatusCode)
		}
		forged := token[:len(token)-4] + "AAAA"
		if res, _ := get(t, graph.URL, "/v1.0/users", "Authorization", "Bearer "+forged); res.StatusCode != 401 {
			t.Errorf("a forged token: %d", res.StatusCode)
		}
	}
	if res, _ := get(t, graph.URL, "/v1.0/users"); res.StatusCode != 401 {
		t.Errorf("a token of nobody: %d", res.StatusCode)
	}

	_, out := ask(endpoint, "client_id", "brief", "client_secret", "hush")
	if res, b := get(t, graph.URL, "/v1.0/users", "Authorization", fmt.Sprint("Bearer ",
		out["access_token"])); res.StatusCode != http.StatusUnauthorized || !strings.Contains(string(b), "expired") {
		t.Errorf("an expired token: %d %s", res.StatusCode, b)
	}

	for name, c := range map[string]struct {
		endpoint string
		form     []string
		code     string
	}{
		"wrong secret":         {endpoint, []string{"client_id", "app", "client_secret", "x"}, "AADSTS7000215"},
		"no secret registered": {endpoint, []string{"client_id", "app"}, "AADSTS7000215"},
		"unknown app":          {endpoint, []string{"client_id", "x", "client_secret", "hush"}, "AADSTS700016"},
		"unknown tenant": {strings.Replace(endpoint, s.TenantID(), "nobody.example", 1),
			[]string{"client_id", "app", "client_secret", "hush"}, "AADSTS90002"},
		"another grant": {endpoint, []string{"grant_type", "password"}, "AADSTS70003"},
		"no scope": {endpoint,
			[]string{"client_id", "app", "client_secret", "hush", "scope", "User.Read"}, "AADSTS1002012"},
		"another key": {endpoint, []string{"client_id", "app", "client_assertion",
			signedBy(t, other, "app", endpoint, later)}, "AADSTS700027"},
		"for another endpoint": {endpoint, []string{"client_id", "app", "client_assertion",
			signedBy(t, key, "app", "https://x/", later)}, "AADSTS700027"},
		"another app's": {endpoint, []string{"client_id", "app", "client_assertion",
			signedBy(t, key, "brief", endpoint, later)}, "AADSTS700027"},
		"expired": {endpoint, []string{"client_id", "app", "client_assertion",
			signedBy(t, key, "app", endpoint, time.Now())}, "AADSTS700027"},
		"no assertion is trusted": {endpoint, []string{"client_id", "brief", "client_assertion", good}, "AADSTS70021"},
		"the tenant by its domain": {strings.Replace(endpoint, s.TenantID(), "contoso.com", 1),
			[]string{"client_id", "app", "client_secret", "x"}, "AADSTS7000215"},
	} {
		status, out := ask(c.endpoint, c.form...)
		if d, _ := out["error_description"].(string); status < 400 ||
			!strings.HasPrefix(d, c.code+":") || out["error"] == "" {
			t.Errorf("%s: %d %v, want %s", name, status, out, c.code)
		}
	}
}
