package login

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

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
	said := err.Error()
	if failed, ok := errors.AsType[*azidentity.AuthenticationFailedError](err); ok && failed.RawResponse != nil {
		said = description(failed) + "\n" + said
		e.Reason = fmt.Sprintf("the sign-in service answered %d", failed.RawResponse.StatusCode)
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

// codeHint says what to do about an error of Entra.
func codeHint(code, method string) string {
	switch code {
	case "AADSTS90002", "AADSTS900023":
		return "there is no such tenant in this cloud: check --tenant (a GUID or a domain) and --cloud"
	case "AADSTS7000215", "AADSTS7000216":
		return "the client secret is wrong: give the secret's value, not its id"
	case "AADSTS7000222":
		return "the client secret has expired: make a new one, or better a certificate or a federated credential"
	case "AADSTS700027":
		return "the certificate is not the one of the app registration, or has expired"
	case "AADSTS700016":
		return "the tenant does not know this app: check --client-id, --tenant and --cloud, and register the app " +
			"in this tenant"
	case "AADSTS65001":
		return "nobody consented for this app yet: an administrator grants it under Enterprise applications, " +
			"Permissions; `prepaudit permissions` lists what it needs"
	case "AADSTS53003", "AADSTS50158", "AADSTS53000", "AADSTS530003", "AADSTS530035":
		return "a Conditional Access policy stands against this sign-in; sign in from a managed device or with " +
			"--auth browser, or ask for an exception"
	case "AADSTS50076", "AADSTS50079", "AADSTS50078":
		return "multifactor authentication is demanded: sign in with --auth browser, or run az login again"
	case "AADSTS70043", "AADSTS700082", "AADSTS50173", "AADSTS700084":
		return "the sign-in has expired: sign in again (az login for --auth cli)"
	case "AADSTS700024", "AADSTS700021", "AADSTS70021", "AADSTS700211", "AADSTS700213":
		return "the federated token does not match a federated credential of the app: compare issuer, subject and " +
			"audience, and the token's lifetime"
	case "AADSTS7000218":
		return "the app is no public client: switch on \"Allow public client flows\" in its registration, " +
			"under Authentication"
	case "AADSTS50011", "AADSTS500113":
		return "add the redirect address http://localhost, of type mobile and desktop, to the app registration"
	}
	return methodHint(method)
}

func methodHint(method string) string {
	switch method {
	case "cli":
		return "install the Azure CLI if it is missing, run az login (with --tenant), then try again"
	case "managed-identity":
		return "this works on Azure only, with an identity that was given Graph's application permissions"
	}
	return ""
}

// registrationHint tells how to make the app that a method needs.
func registrationHint(method string) string {
	switch method {
	case "browser", "device-code":
		return "make an app once: az ad app create --display-name prepaudit --is-fallback-public-client true " +
			"--public-client-redirect-uris http://localhost --query appId -o tsv; " +
			"then az ad sp create --id APPID; add what `prepaudit permissions` lists as delegated permissions and " +
			"consent to them in the Entra admin center; pass its id with --client-id"
	}
	return "`prepaudit audit --help` says under 'Signing in' what each method needs, and from where"
}
