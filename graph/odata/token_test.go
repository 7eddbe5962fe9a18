package odata

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"testing"
)

func jwt(claims string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

func fixed(token string) TokenFunc {
	return func(context.Context, Refused) (string, error) { return token, nil }
}

// accepts answers as a server does that takes one token only.
func accepts(token string, challenge ...string) wire {
	return func(_ int, req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") == "Bearer "+token {
			return answered(200, page), nil
		}
		return answered(401, `{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, `+
			`the token is expired."}}`, challenge...), nil
	}
}

func TestTokenRenewed(t *testing.T) {
	const claims = `{"access_token":{"nbf":{"essential":true,"value":"1"}}}`
	for name, challenge := range map[string][]string{
		"expired": nil,
		"revoked": {"WWW-Authenticate",
			`Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ` +
				`error="insufficient_claims", claims="` + base64.StdEncoding.EncodeToString([]byte(claims)) + `"`},
		"nonsense": {"WWW-Authenticate", `Bearer claims="%%%"`},
	} {
		t.Run(name, func(t *testing.T) {
			token, asked := "old", 0
			c := newClient(t, accepts("new", challenge...), func(cfg *Config) {
				cfg.Token = func(_ context.Context, r Refused) (string, error) {
					if r.Token != "" {
						asked++
						want := ""
						if name == "revoked" {
							want = claims
						}
						if r.Token != "old" || r.Claims != want {
							t.Errorf("asked with %+v", r)
						}
						token = "new"
					}
					return token, nil
				}
			})
			ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
			if err != nil || len(ids) != 1 || asked != 1 {
				t.Errorf("got %v, %v; a token was asked for %d times", ids, err, asked)
			}
		})
	}
}

func TestTokenEnds(t *testing.T) {
	never := errors.New("no more tokens")
	for name, test := range map[string]struct {
		token    TokenFunc
		requests int
		check    func(error) bool
	}{
		"static": {fixed("old"), 1, isStatus(401)},
		"none":   {fixed(""), 1, isStatus(401)},
		"refused again": {func(_ context.Context, r Refused) (string, error) {
			return r.Token + "x", nil
		}, 2, isStatus(401)},
		"sign-in fails": {func(_ context.Context, r Refused) (string, error) {
			if r.Token != "" {
				return "", never
			}
			return "old", nil
		}, 1, func(err error) bool { return errors.Is(err, never) }},
	} {
		c := newClient(t, accepts("new"), func(cfg *Config) { cfg.Token = test.token })
		_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
		if err == nil || !test.check(err) || c.Stats().Requests != test.requests {
			t.Errorf("%s: got %v after %d requests", name, err, c.Stats().Requests)
		}
		if e, ok := errors.AsType[*Error](err); ok && e.Hint() == "" {
			t.Errorf("%s: no hint", name)
		}
	}
}

func TestAppOnly(t *testing.T) {
	for claims, want := range map[string]bool{
		`{"idtyp":"app","roles":["User.Read.All"]}`: true,
		`{"roles":["User.Read.All"]}`:               true,
		`{"idtyp":"user","scp":"User.Read.All"}`:    false,
		`{"scp":"User.Read.All"}`:                   false,
		`not json`:                                  false,
	} {
		c := newClient(t, func(int, *http.Request) (*http.Response, error) {
			return answered(401, `{"error":{"code":"UnknownError","message":"Unsupported app-only call."}}`), nil
		}, func(cfg *Config) { cfg.Token = fixed(jwt(claims)) })
		_, err := readAll(t.Context(), c, get(t, c, "/beta/policies/mobileDeviceManagementPolicies"))
		e, ok := errors.AsType[*Error](err)
		if !ok || !e.AppOnlyRefused() || c.Stats().Requests != 1 {
			t.Errorf("got %v after %d requests", err, c.Stats().Requests)
		}
		if c.AppOnly() != want {
			t.Errorf("%s: app-only %v, want %v", claims, c.AppOnly(), want)
		}
	}
}
