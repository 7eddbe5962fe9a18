package odata

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestErrorBody(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"error":{"code":"a","message":"b","innerError":{"request-id":"x"}}}`: {"a", "b"},
		`{"error":{"code":"a"}}`:            {"a", ""},
		`{"error":"invalid_grant"}`:         {"", ""},
		`{"error":{"code":1}}`:              {"", ""},
		`{}`:                                {"", ""},
		``:                                  {"", ""},
		"<html><h1>Bad Gateway</h1></html>": {"", "a web page instead of a Graph answer"},
		`{"error":{"code":"a","message":"` + strings.Repeat("é", 700) + `"}}`: {"a", strings.Repeat("é", 300) + "…"},
		`{"error":{"code":"a","message":"{not JSON} b"}}`:                     {"a", "{not JSON} b"},
		`{"error":{"code":"a","message":"{\"other\":1}"}}`:                    {"a", `{"other":1}`},
	} {
		code, message, relayed := errorBody([]byte(body))
		if code != want[0] || message != want[1] || relayed {
			t.Errorf("errorBody(%.60s) = %q, %q, %v", body, code, message, relayed)
		}
	}
}

// intuneSays is an error of Intune's as Graph relays it: its words, with what differs from request to request.
func intuneSays(words string) string {
	text, err := json.Marshal(map[string]any{"_version": 3, "Message": words + " - Operation ID (for customer support): " +
		"00000000-0000-0000-0000-000000000000 - Activity ID: ce80e7e8-8a96-4c03-898c-d85f9cdf805a - Url: https://fef.example/x",
		"CustomApiErrorPhrase": "", "RetryAfter": nil, "ErrorSourceService": "", "HttpHeaders": "{}"})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func errorWith(code string, message any) []byte {
	text, err := json.Marshal(map[string]any{"error": map[string]any{"code": code, "message": message}})
	if err != nil {
		panic(err)
	}
	return text
}

// What Intune says is its own words, however often they are wrapped.
func TestErrorRelayed(t *testing.T) {
	outer := func(words string) string {
		text, err := json.Marshal(map[string]any{"ErrorCode": "Forbidden", "Message": words, "Target": nil})
		if err != nil {
			panic(err)
		}
		return string(text)
	}
	for _, row := range []struct {
		body          []byte
		code, message string
	}{
		{errorWith("BadRequest", intuneSays("Request not applicable to target tenant.")), "BadRequest",
			"Request not applicable to target tenant."},
		{errorWith("UnknownError", outer(intuneSays("An error has occurred"))), "Forbidden", "An error has occurred"},
		{errorWith("Forbidden", outer("No access.")), "Forbidden", "No access."},
		{errorWith("", outer("")), "Forbidden", ""},
		{errorWith("Unauthorized", "\r\n "+intuneSays("{braces} in words")), "Unauthorized", "{braces} in words"},
	} {
		code, message, relayed := errorBody(row.body)
		if code != row.code || message != row.message || !relayed {
			t.Errorf("errorBody(%s) = %q, %q, %v", row.body, code, message, relayed)
		}
	}
}

// A 401 about the token is worth another one; a 401 about whom it names is not.
func TestForbidden(t *testing.T) {
	const claims = `Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="`
	for _, row := range []struct {
		name, body, challenge string
		forbidden             bool
	}{
		{"relayed", string(errorWith("UnknownError", intuneSays("An error has occurred"))), "", true},
		{"a code of no meaning", string(errorWith("UnknownError", "")), "", true},
		{"a code that says so", string(errorWith("Forbidden", "no")), "", true},
		{"another code of Intune's", string(errorWith("Unauthorized", intuneSays("An error has occurred"))), "", true},
		{"relayed, with a challenge", string(errorWith("UnknownError", intuneSays("An error"))), claims, false},
		{"expired", string(errorWith("InvalidAuthenticationToken", "Lifetime validation failed.")), "", false},
		{"unauthorized", string(errorWith("Unauthorized", "no")), "", false},
		{"no word at all", "", "", false},
	} {
		renewed := 0
		c := newClient(t, func(int, *http.Request) (*http.Response, error) {
			return answered(401, row.body, "WWW-Authenticate", row.challenge), nil
		}, func(cfg *Config) {
			cfg.Token = func(_ context.Context, r Refused) (string, error) {
				if r.Token != "" {
					renewed++
				}
				return "token" + strings.Repeat("+", renewed), nil
			}
		})
		_, err := readAll(t.Context(), c, get(t, c, "/beta/deviceManagement/configurationPolicies"))
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Forbidden() != row.forbidden || (renewed == 0) != row.forbidden || e.Hint() == "" {
			t.Errorf("%s: %v, renewed %d times, hint %q", row.name, err, renewed, e.Hint())
		}
	}
}
