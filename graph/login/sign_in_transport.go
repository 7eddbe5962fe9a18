package login

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

// microsoftLogin are the hosts at which Microsoft's clouds sign in, as Microsoft's own libraries list
// them (microsoft-authentication-library-for-go, 2026). Regions are names before them.
var microsoftLogin = []string{
	"login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net",
	"login.microsoftonline.us", "login-us.microsoftonline.com", "login.usgovcloudapi.net",
	"login.partner.microsoftonline.cn", "login.chinacloudapi.cn",
}

// signInTransport carries a client secret, a federated token or a device's code, so nothing may lead it
// to another host: no redirect, and no endpoint that the sign-in host names.
type signInTransport struct {
	next    http.RoundTripper
	hosts   []string // https hosts, and Microsoft's with their regions
	also    string   // scheme and host of one more place
	refusal *atomic.Pointer[Error]
}

// signInTransport lets requests through to the sign-in host and to one more address, unless that is "".
func (o *Options) signInTransport(also string) *signInTransport {
	t := &signInTransport{next: o.Transport, refusal: o.refusal}
	if u, err := url.Parse(also); err == nil && also != "" {
		t.also = origin(u)
	}
	if t.hosts = microsoftLogin; o.private() {
		t.hosts = nil
		if u, err := url.Parse(o.Cloud.LoginURL); err == nil {
			t.hosts = []string{strings.ToLower(u.Host)}
		}
	}
	return t
}

// mostAnswer is how much of an answer is read: tokens have some KB.
const mostAnswer = 1 << 20

func (t *signInTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.allowed(req.URL) {
		return nil, t.refuse(&Error{
			Reason: fmt.Sprintf("the sign-in service names an endpoint at %.100q, where nothing is sent",
				origin(req.URL)),
			hint: "an endpoint must be at the host of AZURE_AUTHORITY_HOST itself; check that address",
		})
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 300 || resp.StatusCode > 399 {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, mostAnswer), resp.Body}
		return resp, nil
	}
	resp.Body.Close()
	to := "nowhere"
	if u, err := resp.Location(); err == nil {
		to = origin(u)
	}
	return nil, t.refuse(&Error{
		Reason: fmt.Sprintf("%s redirects to %.100q, which is not followed", req.URL.Host, to),
		hint:   "a sign-in service does not redirect; check the proxy (HTTPS_PROXY, NO_PROXY) and AZURE_AUTHORITY_HOST",
	})
}

// refuse keeps the error, of which azidentity hands on the words only.
func (t *signInTransport) refuse(e *Error) error {
	t.refusal.Store(e)
	return e
}

func (t *signInTransport) allowed(u *url.URL) bool {
	if t.also != "" && origin(u) == t.also {
		return true
	}
	host := strings.ToLower(u.Host)
	return u.Scheme == "https" && slices.ContainsFunc(t.hosts, func(known string) bool {
		return host == known || slices.Contains(microsoftLogin, known) && strings.HasSuffix(host, "."+known)
	})
}

func origin(u *url.URL) string { return strings.ToLower(u.Scheme + "://" + u.Host) }
