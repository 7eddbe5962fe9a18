package odata

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestErrorWords(t *testing.T) {
	c := newClient(t, func(int, *http.Request) (*http.Response, error) {
		return answered(403, `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient\n privileges `+
			`\u001b[31mto\u0007 complete."}}`, "request-id", "1-2-3"), nil
	}, func(cfg *Config) { cfg.Token = fixed("top-secret") })
	_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users?$filter=displayName%20eq%20'Ann'"))
	const want = "GET /v1.0/users: 403 Forbidden, Authorization_RequestDenied: Insufficient privileges [31mto complete."
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// What Graph puts into an error is read to a limit, and a proxy that asks for a password gets its hint.
func TestErrorHints(t *testing.T) {
	for _, status := range []int{401, 407, 429, 500, 503} {
		if (&Error{Status: status}).Hint() == "" {
			t.Errorf("%d has no hint", status)
		}
	}
	if h := (&Error{Status: 404}).Hint(); h != "" {
		t.Errorf("404 has the hint %q", h)
	}
}

func TestWebPage(t *testing.T) {
	c := newClient(t, func(int, *http.Request) (*http.Response, error) {
		return answered(200, "<!DOCTYPE html><html>sign in</html>", "Content-Type", "text/html"), nil
	})
	_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
	f, ok := errors.AsType[*FormatError](err)
	if !ok || f.Hint() == "" || f.Path != "/v1.0/users" || c.Stats().Requests != 1 {
		t.Errorf("got %v after %d requests", err, c.Stats().Requests)
	}
}

// What is read whole has an end, and an error inside a success is one.
func TestReadObject(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`{"id":"1","more":[]}`, ""},
		{`{"id":"1"}{}`, "follows the JSON object"},
		{`[]`, "got an array, want an object"},
		{`null`, "got null, want an object"},
		{`{}`, "there is no id"},
		{`{"id":null}`, "there is no id"},
		{`{"id":7}`, "property id: got a number"},
		{`{"error":{"code":"InternalServerError","message":"made up"}}`, "status 200: InternalServerError: made up"},
		{`{"id":"` + strings.Repeat("x", 17<<20) + `"}`, "16 MiB"},
	} {
		c := newClient(t, func(int, *http.Request) (*http.Response, error) { return answered(200, test.body), nil })
		if err := one(c, get(t, c, "/v1.0/organization/1")); (err == nil) != (test.want == "") ||
			err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.60s: got %v, want %s", test.body, err, test.want)
		}
	}
}
