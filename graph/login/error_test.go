package login

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// azidentity's error is a page with the whole answer; ours is one line.
func TestSignInFailed(t *testing.T) {
	var codes []string
	for _, r := range Refusals() {
		if r.About == "" || strings.HasSuffix(r.Fix, ".") {
			t.Errorf("%v: %q, %q", r.Codes, r.About, r.Fix)
		}
		codes = append(codes, r.Codes...)
	}
	for i, code := range codes {
		if slices.Contains(codes[:i], code) {
			t.Errorf("%s has two hints", code)
		}
		body := fmt.Sprintf(`{"error":"x","error_description":"%s: Something \u001b[31mis wrong. Trace ID: 1 Correlation ID: 2\r\nTimestamp: 3"}`, code)
		failed := &azidentity.AuthenticationFailedError{RawResponse: &http.Response{StatusCode: 401, Body: io.NopCloser(strings.NewReader(body))}}
		e := signInFailed("secret", fmt.Errorf("outer: %w", failed))
		if e.Code != code || e.Reason != code+": Something [31mis wrong." || e.Hint() == "" {
			t.Errorf("%s: got %q, hint %q", code, e.Reason, e.Hint())
		}
	}
	plain := &azidentity.AuthenticationFailedError{RawResponse: &http.Response{StatusCode: 502, Body: io.NopCloser(strings.NewReader("<html>"))}}
	if e := signInFailed("secret", plain); e.Reason != "the sign-in service answered 502" || e.Hint() == "" {
		t.Errorf("got %v", e)
	}
	for text, want := range map[string]string{
		"AzureCLICredential: ERROR: Please run 'az login'\n to set up an account.\n\nTo troubleshoot, visit https://aka.ms/x": "ERROR: Please run 'az login' to set up an account.",
		strings.Repeat("long ", 100): strings.TrimSpace(strings.Repeat("long ", 60)) + " …",
		"\x1b[31m":                   "[31m",
		"\n":                         "no reason was given",
	} {
		if e := signInFailed("cli", errors.New(text)); e.Reason != want || e.Hint() == "" {
			t.Errorf("%q becomes %q, want %q", text, e.Reason, want)
		}
	}
	if e := signInFailed("secret", &proxyError{Status: 407}); !strings.Contains(e.Hint(), "HTTPS_PROXY") {
		t.Errorf("a proxy that wants a password: %q", e.Hint())
	}
}
