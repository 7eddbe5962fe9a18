package graphtest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// At one address each tenant is read by its own tokens, which its own sign-in gives, and by no others.
func TestSeveral(t *testing.T) {
	var all Several
	for i := range 3 {
		all = append(all, (&Tenant{Seed: uint64(i), RequireLogin: true}).Handler())
	}
	graph := httptest.NewServer(all)
	defer graph.Close()
	login := httptest.NewTLSServer(all.Login(App{ClientID: "app", Secret: "hush"}))
	defer login.Close()
	sign := func(tenant string) (token, said string) {
		resp, err := login.Client().PostForm(login.URL+"/"+tenant+"/oauth2/v2.0/token", url.Values{
			"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_secret": {"hush"},
			"scope": {graph.URL + "/.default"}})
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		if m := regexp.MustCompile(`"access_token":"([^"]+)"`).FindSubmatch(text); m != nil {
			token = string(m[1])
		}
		return token, string(text)
	}
	read := func(token string) (status int, said string) {
		req, _ := http.NewRequest("GET", graph.URL+"/v1.0/organization", nil)
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text)
	}
	for i, one := range all {
		token, said := sign(one.TenantID())
		if status, text := read(token); status != 200 || !strings.Contains(text, fmt.Sprintf("%q", one.TenantID())) {
			t.Errorf("tenant %d: %d %s; the sign-in said %s", i, status, text, said)
		}
		parts := strings.Split(token, ".")
		if status, _ := read(parts[0] + "." + parts[1] + ".forged"); status != 401 {
			t.Errorf("tenant %d: a token that nobody signed: %d", i, status)
		}
	}
	if token, said := sign("00000000-0000-4000-8000-000000000000"); token != "" || !strings.Contains(said, "AADSTS90002") {
		t.Errorf("a tenant that isn't there: %s", said)
	}
	if status, _ := read("simulated"); status != 401 {
		t.Errorf("a token of no tenant: %d", status)
	}
}
