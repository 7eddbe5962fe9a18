package odata

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// GuardError is something that was about to leave this program and must not.
type GuardError struct {
	Reason string
	hint   string
}

func (e *GuardError) Error() string { return e.Reason }

// Hint says what to do, or is "".
func (e *GuardError) Hint() string { return e.hint }

// The one action that reads: Graph documents it as a POST, and some tenants serve it so.
var readingPost = regexp.MustCompile(`^/beta/deviceManagement/configurationPolicies(/|\(')[0-9A-Za-z-]+('\))?/retrieveEnrollmentTimeDeviceMembershipTarget$`)

// overrides put another method in place of the one that was checked.
var overrides = []string{"X-Http-Method", "X-Http-Method-Override", "X-Method-Override"}

// check lets through a request that only reads, to the client's own host.
func (c *Client) check(req *http.Request, body []byte) error {
	if err := c.checkURL(req.URL); err != nil {
		return err
	}
	if req.Host != "" && req.Host != req.URL.Host {
		return &GuardError{Reason: fmt.Sprintf("a request for %s does not go to %s", req.Host, req.URL.Host)}
	}
	for name := range req.Header {
		if slices.Contains(overrides, http.CanonicalHeaderKey(name)) {
			return &GuardError{
				Reason: fmt.Sprintf("a request with the header %s may be more than a read, and is not sent", name),
			}
		}
	}
	path := req.URL.EscapedPath()
	switch {
	case req.Method == http.MethodGet && len(body) == 0:
		return nil
	case req.Method == http.MethodPost && (path == "/v1.0/$batch" || path == "/beta/$batch"):
		return checkBatch(body)
	case req.Method == http.MethodPost && readingPost.MatchString(path) && len(bytes.TrimSpace(body)) == 0:
		return nil
	}
	return &GuardError{Reason: fmt.Sprintf("%s %s is not a read, and nothing but reads is sent", req.Method, path)}
}

// checkURL is check for a nextLink or redirect.
func (c *Client) checkURL(u *url.URL) error {
	base := c.cfg.Base
	if u.Scheme == base.Scheme && strings.EqualFold(u.Host, base.Host) && u.User == nil {
		return nil
	}
	return &GuardError{
		Reason: fmt.Sprintf("a request to %.100q stays here: only %s is read",
			u.Scheme+"://"+u.Host, base.Scheme+"://"+base.Host),
		hint: "a proxy or gateway that rewrites addresses cannot be used; name the real Graph host " +
			"with --cloud or --graph-url",
	}
}
