package login

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"prepaudit/graph/odata"
)

const personTenant = "22222222-2222-4222-8222-222222222222"

// deviceCodeHost is a sign-in that a person ends by a code, as far as azidentity asks for it.
type deviceCodeHost struct {
	*httptest.Server
	shown   int  // codes
	tokens  int  // brought
	closed  bool // the person turns away
	noRenew bool // the refresh token is of no use
}

func newDeviceCodeHost(t *testing.T) *deviceCodeHost {
	t.Helper()
	h := &deviceCodeHost{}
	h.Server = httptest.NewTLSServer(h)
	t.Cleanup(h.Close)
	return h
}

func (h *deviceCodeHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	base := h.URL + "/" + personTenant
	part := func(v any) string {
		text, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(text)
	}
	answer := func(status int, v any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v)
	}
	switch {
	case strings.HasSuffix(r.URL.Path, "openid-configuration"):
		answer(200, map[string]any{"issuer": base + "/v2.0", "authorization_endpoint": base + "/authorize",
			"token_endpoint": base + "/oauth2/v2.0/token", "device_authorization_endpoint": base + "/oauth2/v2.0/devicecode"})
	case strings.HasSuffix(r.URL.Path, "devicecode"):
		h.shown++
		answer(200, map[string]any{"user_code": fmt.Sprintf("CODE%d", h.shown), "device_code": "d", "expires_in": 900,
			"verification_uri": "https://microsoft.com/devicelogin", "interval": 0, "message": "go"})
	case h.closed, h.noRenew && r.FormValue("grant_type") == "refresh_token":
		answer(400, map[string]any{"error": "authorization_declined", "error_description": "AADSTS70016: declined"})
	default:
		h.tokens++
		answer(200, map[string]any{"token_type": "Bearer", "expires_in": 3600, "scope": r.FormValue("scope"),
			"access_token": fmt.Sprintf("token%d", h.tokens), "refresh_token": "r",
			"client_info": part(map[string]any{"uid": "u", "utid": personTenant}),
			"id_token": part(map[string]any{"alg": "none"}) + "." + part(map[string]any{"aud": clientID,
				"tid": personTenant, "oid": "u", "sub": "u", "preferred_username": "ann@contoso.com",
				"iss": base + "/v2.0", "exp": 4102444800, "iat": 1}) + ".c2ln"})
	}
}

func (h *deviceCodeHost) login(t *testing.T) *Login {
	t.Helper()
	o := Options{Method: "device-code", Tenant: personTenant, ClientID: clientID, Transport: h.Client().Transport, Scopes: []string{"User.Read"},
		Cloud: Clouds()[0]}
	o.Cloud.LoginURL = h.URL
	l, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// token is one call; "" is a failure.
func token(t *testing.T, l *Login, refused odata.Refused) string {
	t.Helper()
	token, err := l.Token(t.Context(), refused)
	if (err == nil) == (token == "") {
		t.Errorf("got %q, %v", token, err)
	}
	return token
}

// Somebody is asked once to sign in, and once more when the token is refused; never a third time.
func TestAskedTwice(t *testing.T) {
	h := newDeviceCodeHost(t)
	l := h.login(t)
	for _, step := range []struct {
		refused odata.Refused
		want    string
		shown   int
	}{
		{odata.Refused{}, "token1", 1},
		{odata.Refused{}, "token1", 1},
		{odata.Refused{Token: "token1"}, "token2", 2},
		{odata.Refused{Token: "token1"}, "token2", 2}, // of a reader that met the refusal too
		{odata.Refused{}, "token2", 2},
		{odata.Refused{Token: "token2"}, "", 2},
		{odata.Refused{Token: "token2"}, "", 2},
		{odata.Refused{}, "token2", 2}, // for what it opens
	} {
		if got := token(t, l, step.refused); got != step.want || h.shown != step.shown {
			t.Errorf("%+v: got %q after %d codes, want %q after %d", step.refused, got, h.shown, step.want, step.shown)
		}
	}
}

// Who turns away from the second code loses what was refused, and nothing else.
func TestAskedAndDeclined(t *testing.T) {
	h := newDeviceCodeHost(t)
	l := h.login(t)
	token(t, l, odata.Refused{})
	h.closed = true
	for range 3 {
		if got := token(t, l, odata.Refused{Token: "token1"}); got != "" || h.shown != 2 {
			t.Errorf("a refused token gives %q after %d codes", got, h.shown)
		}
		if got := token(t, l, odata.Refused{}); got != "token1" {
			t.Errorf("what is not refused gets %q", got)
		}
	}
}

// A claims challenge is answered without asking where the refresh token does, and else by asking once.
func TestAskedForClaims(t *testing.T) {
	for _, row := range []struct {
		noRenew bool
		shown   int
	}{{false, 1}, {true, 2}} {
		h := newDeviceCodeHost(t)
		l := h.login(t)
		token(t, l, odata.Refused{})
		h.noRenew = row.noRenew
		got := token(t, l, odata.Refused{Token: "token1", Claims: `{"access_token":{"nbf":{"essential":true}}}`})
		if got != "token2" || h.shown != row.shown {
			t.Errorf("%+v: got %q after %d codes", row, got, h.shown)
		}
		if got := token(t, l, odata.Refused{}); got != "token2" {
			t.Errorf("%+v: the next reader gets %q", row, got)
		}
	}
}

// Who does not sign in at all reads nothing, and is not asked again.
func TestAskedFirstAndDeclined(t *testing.T) {
	h := newDeviceCodeHost(t)
	h.closed = true
	l := h.login(t)
	for range 2 {
		if got := token(t, l, odata.Refused{}); got != "" || h.shown != 1 {
			t.Errorf("got %q after %d codes", got, h.shown)
		}
	}
}
