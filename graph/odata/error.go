package odata

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Error is the server's answer that something could not be had.
type Error struct {
	Method, Path string // of the request, without its query
	Status       int
	Code         string // Graph's error code, or ""
	Message      string // Graph's words on one line, or ""
	// Relayed says that these are the words of a service behind Graph, which is asked when Graph has taken the token.
	Relayed bool

	requestID  string // not in Error's text, which reads the same on every run
	retryAfter time.Duration
	hasRetry   bool
	claims     string // of a claims challenge
	static     bool   // a 401 after which the same token came again
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d %s", e.Method, e.Path, e.Status, http.StatusText(e.Status))
	if e.Code != "" {
		fmt.Fprintf(&b, ", %s", e.Code)
	}
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	return b.String()
}

// RequestID is what Microsoft's support asks for, or "".
func (e *Error) RequestID() string { return e.requestID }

// Hint says what to do, or is "".
func (e *Error) Hint() string {
	switch {
	case e.Status == http.StatusProxyAuthRequired:
		return "the proxy asks for a name and a password: put them into HTTPS_PROXY " +
			"(http://name:password@host:port), or name the host in NO_PROXY"
	case e.Forbidden():
		return "the account that signed in can't read it: check its roles and its licenses"
	case e.Status == http.StatusUnauthorized && e.static:
		return "the access token has expired or was not accepted; get a new one, or use a sign-in that can renew it"
	case e.Status == http.StatusUnauthorized:
		return "sign in again; the token was not accepted"
	case e.Status == http.StatusTooManyRequests:
		return "Microsoft Graph throttles this app or tenant; try again later, or with a smaller --parallel"
	case e.Status >= 500:
		return "Microsoft Graph has trouble; try again later, and see the service health page if it lasts"
	}
	return ""
}

// Expired reports whether the server no longer knows the place at which a chain of pages went on.
func (e *Error) Expired() bool {
	return e.Code == "Directory_ExpiredPageToken" || e.Code == "DirectoryPageTokenNotFoundException"
}

// AppOnlyRefused reports whether the server has no such read for an app without a user, whatever
// its permissions. Graph says so in a 401 without a code of its own.
func (e *Error) AppOnlyRefused() bool {
	return e.Status == http.StatusUnauthorized && strings.Contains(strings.ToLower(e.Message), "app-only")
}

// Forbidden reports whether a 401 is about whom the token names, and not about the token: another one would be refused
// too. Intune answers so to a person without a role or a license.
func (e *Error) Forbidden() bool {
	return e.Status == http.StatusUnauthorized && e.claims == "" &&
		(e.Relayed || e.Code == "Forbidden" || e.Code == "UnknownError")
}

// errorLimit is how much of an error body is read: enough for any message.
const errorLimit = 64 << 10

func answerError(req *http.Request, resp *http.Response, now time.Time) *Error {
	e := &Error{Method: req.Method, Path: req.URL.Path, Status: resp.StatusCode,
		requestID: OneLine(resp.Header.Get("request-id"), 100)}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, errorLimit)) // a cut error is still the error
	e.Code, e.Message, e.Relayed = errorBody(body)
	e.retryAfter, e.hasRetry = retryAfter(resp.Header.Get("Retry-After"), now)
	if resp.StatusCode == http.StatusUnauthorized {
		e.claims = claimsChallenge(resp.Header.Values("WWW-Authenticate"))
	}
	return e
}

// OneLine puts server text on one line without control characters, at most n bytes long.
func OneLine(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) && r != ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

func looksLikeHTML(body []byte) bool {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(body) > 0 && body[0] == '<'
}

// FormatError is an answer that is not what Graph documents.
type FormatError struct {
	Path     string // of the request; "" for a saved answer
	Property string // the JSON path of the value, value/3/displayName; "" when it is the whole
	Problem  string
	// Absent is a property that Graph always sends, and that is not there; it is the Problem then.
	Absent string
	Advice string // what to do; "" is what Hint says of all
}

func (e *FormatError) Error() string {
	s := e.Problem
	if e.Property != "" {
		s = fmt.Sprintf("property %s: %s", OneLine(e.Property, 200), s)
	}
	if e.Path != "" {
		s = e.Path + ": " + s
	}
	return s
}

// Hint says what to do, or is "".
func (e *FormatError) Hint() string { return cmp.Or(e.Advice, formatHint) }

const formatHint = "run it again; if it stays, something between here and Microsoft Graph changes answers, such as a " +
	"proxy, or Graph sends something that prepaudit doesn't recognize: report it with the output of --verbose"

const htmlHint = "something between here and Microsoft Graph, most likely a proxy or a sign-in portal, answered with " +
	"a web page; try the address in a browser, and check HTTPS_PROXY and NO_PROXY"

// NetworkError is a request that got no whole answer.
type NetworkError struct {
	Method, Path string
	Tries        int
	Err          error
	hint         string
}

func (e *NetworkError) Error() string {
	times := ""
	if e.Tries > 1 {
		times = fmt.Sprintf(" (%d tries)", e.Tries)
	}
	return fmt.Sprintf("%s %s: %v%s", e.Method, e.Path, e.Err, times)
}

func (e *NetworkError) Unwrap() error { return e.Err }

// Hint says what to do, or is "".
func (e *NetworkError) Hint() string { return e.hint }

// PatienceError ends a request that waited too long, or was asked to.
type PatienceError struct {
	Waited, Asked, Limit time.Duration
	Err                  error // the answer that asked for the last wait
}

func (e *PatienceError) Error() string {
	return fmt.Sprintf("%v; it waited %s, and another %s is more than the %s allowed to one request",
		e.Err, e.Waited.Round(time.Second), e.Asked.Round(time.Second), e.Limit)
}

func (e *PatienceError) Unwrap() error { return e.Err }

// Hint says what to do, or is "".
func (e *PatienceError) Hint() string {
	return "the service is throttling; try again later, or with a smaller --parallel"
}

// stallError is a server that does not answer, or not fast enough to wait for.
type stallError string

func (e stallError) Error() string { return string(e) }

func ended(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return context.Cause(ctx)
}
