package odata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
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

// The one action that reads: Graph makes it a POST because it is a computation.
var readingPost = regexp.MustCompile(`^/beta/deviceManagement/configurationPolicies(/|\(')[0-9A-Za-z-]+('\))?/retrieveEnrollmentTimeDeviceMembershipTarget$`)

// check lets through a request that only reads, to the client's own host.
func (c *Client) check(req *http.Request, body []byte) error {
	if err := c.checkURL(req.URL); err != nil {
		return err
	}
	if req.Host != "" && req.Host != req.URL.Host {
		return &GuardError{Reason: fmt.Sprintf("a request for %s does not go to %s", req.Host, req.URL.Host)}
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
		Reason: fmt.Sprintf("a request to %.100q stays here: only %s is read", u.Scheme+"://"+u.Host, base.Scheme+"://"+base.Host),
		hint:   "a proxy or gateway that rewrites addresses cannot be used; name the real Graph host with --cloud or --graph-url",
	}
}

func checkBatch(body []byte) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	var batch batchBody
	if err := dec.Decode(&batch); err != nil {
		return &GuardError{Reason: "a $batch that cannot be looked through is not sent: " + err.Error()}
	}
	if _, err := dec.Token(); err != io.EOF {
		return &GuardError{Reason: "a $batch with something behind it is not sent"}
	}
	for _, r := range batch.Requests {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.URL, "/") || strings.HasPrefix(r.URL, "//") {
			return &GuardError{Reason: fmt.Sprintf("%.20q %.100q in a $batch is not a read of this host", r.Method, r.URL)}
		}
	}
	return nil
}
