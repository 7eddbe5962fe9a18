package login

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	msal "github.com/AzureAD/microsoft-authentication-library-for-go/apps/errors"

	"prepaudit/graph/odata"
)

// Error is a sign-in that did not work, or cannot.
type Error struct {
	Method string
	Code   string // AADSTS700016, or ""
	Reason string // one line, without the method
	hint   string
}

func (e *Error) Error() string {
	if e.Method == "" {
		return e.Reason
	}
	return fmt.Sprintf("signing in with --auth %s: %s", e.Method, e.Reason)
}

// Hint says what to do, or is "".
func (e *Error) Hint() string { return e.hint }

// NonRetriable tells azcore that asking again is no help.
func (e *Error) NonRetriable() {}

var aadsts = regexp.MustCompile(`(AADSTS\d+):?\s*([^\r\n"\\]*)`)

// signInFailed makes one line and a hint of what azidentity writes on a page.
func signInFailed(method string, err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	e := &Error{Method: method, Reason: reason(err), hint: methodHint(method)}
	said := html.UnescapeString(err.Error()) // of an answer that came by way of a browser
	if failed, ok := errors.AsType[*azidentity.AuthenticationFailedError](err); ok && failed.RawResponse != nil {
		said = description(failed) + "\n" + said
		e.Reason = fmt.Sprintf("the sign-in service answered %d", failed.RawResponse.StatusCode)
	}
	if failed, ok := errors.AsType[msal.CallErr](err); ok {
		e.Reason = fmt.Sprintf("the sign-in service answered %d", failed.Resp.StatusCode)
	}
	if m := aadsts.FindStringSubmatch(said); m != nil {
		e.Code = m[1]
		// Behind these words Entra writes trace ids and times.
		words, _, _ := strings.Cut(m[2], " Trace ID:")
		e.Reason = oneLine(m[1] + ": " + words)
		e.hint = codeHint(m[1], method)
		return e
	}
	if outer, ok := errors.AsType[*url.Error](err); ok {
		e.Reason = oneLine("no answer from " + host(outer.URL) + ": " + outer.Err.Error())
	}
	if h := interface{ Hint() string }(nil); errors.As(err, &h) {
		e.hint = h.Hint()
	} else if e.hint == "" {
		e.hint = networkHint
	}
	return e
}

const networkHint = "check --tenant, the network, the proxy (HTTPS_PROXY, NO_PROXY) and, where TLS is inspected, " +
	"--ca-file"

func host(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return "the sign-in host"
}

// description is what Entra said, from the answer that azidentity kept.
func description(failed *azidentity.AuthenticationFailedError) string {
	if failed.RawResponse.Body == nil {
		return ""
	}
	var body struct {
		Description string `json:"error_description"`
	}
	data, err := io.ReadAll(io.LimitReader(failed.RawResponse.Body, 64<<10))
	if err != nil || json.Unmarshal(data, &body) != nil {
		return ""
	}
	return body.Description
}

var credentialName = regexp.MustCompile(`^\w+Credential: `)

// reason is what an error says, without azidentity's name for the credential.
func reason(err error) string {
	if s := oneLine(credentialName.ReplaceAllString(err.Error(), "")); s != "" {
		return s
	}
	return "no reason was given"
}

// oneLine is a page of azidentity as one line, without its advice.
func oneLine(page string) string {
	line, _, _ := strings.Cut(odata.OneLine(page, 10_000), " To troubleshoot, visit")
	return odata.OneLine(line, 300)
}

func methodHint(method string) string {
	switch method {
	case "cli":
		return "install the Azure CLI if it is missing, run az login (with --tenant), then try again"
	case "managed-identity":
		return "this works only on Azure, with an identity that has Graph's application permissions"
	}
	return ""
}

// registrationHint says where it stands what a method needs.
const registrationHint = "`prepaudit audit --help` says under 'Signing in' what each method needs, and from where"
