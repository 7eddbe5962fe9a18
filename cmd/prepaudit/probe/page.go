package probe

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"prepaudit/rules/tenant"
)

const agent = "prepaudit (network probe)"

// mostPage bounds what is read of an answer; revocation lists are the largest.
const mostPage = 8 << 20

// answer is what came back for one request.
type answer struct {
	status   int
	location string
	body     []byte
}

// readAnswer reads one answer of HTTP/1, at most limit bytes of its body.
func readAnswer(r io.Reader, req *http.Request, limit int64) (answer, error) {
	resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(r, limit+64<<10)), req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = refusal{tenant.ProbeWrongAnswer, fmt.Sprintf("more than %d bytes", limit)}
	}
	return answer{resp.StatusCode, resp.Header.Get("Location"), body}, err
}

// fetch asks a host for a page by plain HTTP, through the proxy where one is set.
func (x *run) fetch(ctx context.Context, t *target, req *http.Request, limit int64) (answer, error) {
	req.Header.Set("User-Agent", agent)
	req.Close = true
	via := x.Proxies.For(req.URL)
	write := req.Write
	dial := func() (io.ReadWriteCloser, func(), error) {
		conn, err := x.connect(ctx, t, nil)
		if err != nil {
			return nil, nil, err
		}
		return conn, onCancel(ctx, conn), nil
	}
	if via != nil {
		t.Proxy = true
		write = req.WriteProxy
		for k, v := range proxyHeader(via) {
			req.Header[k] = v
		}
		dial = func() (io.ReadWriteCloser, func(), error) {
			conn, err := x.toProxy(ctx, via)
			if err != nil {
				return nil, nil, err
			}
			return conn, onCancel(ctx, conn), nil
		}
	}
	conn, stop, err := dial()
	if err != nil {
		return answer{}, err
	}
	defer conn.Close()
	defer stop()
	if err := write(conn); err != nil {
		return answer{}, err
	}
	a, err := readAnswer(conn, req, limit)
	if err == nil && a.status == http.StatusProxyAuthRequired {
		err = proxyRefusal(a.status)
	}
	return a, err
}

// tryPage asks for what a page, a range, a revocation list or an answer about a certificate is known by.
func (x *run) tryPage(ctx context.Context, t *target) {
	target := &url.URL{Scheme: "http", Host: t.Host, Path: "/"}
	if t.Port != 80 {
		target.Host += ":" + strconv.Itoa(t.Port)
	}
	if t.Path != "" {
		var err error
		if target, err = target.Parse(t.Path); err != nil {
			t.fail(refusal{tenant.ProbeWrongAnswer, "no path"})
			return
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		t.fail(refusal{tenant.ProbeWrongAnswer, "no address"})
		return
	}
	limit := int64(mostPage)
	switch t.Protocol {
	case "tcp":
		req.Method, limit = http.MethodHead, 64<<10
	case "range":
		req.Header.Set("Range", fmt.Sprintf("bytes=0-%d", rangeBytes-1))
		limit = 64 << 10
	case "http":
		limit = 64 << 10
	case "ocsp":
		req.Method, req.ContentLength = http.MethodPost, int64(len(t.request))
		req.Body = io.NopCloser(bytes.NewReader(t.request))
		req.Header.Set("Content-Type", "application/ocsp-request")
	}
	a, err := x.fetch(ctx, t, req, limit)
	if err != nil && !(t.Protocol == "range" && a.status == http.StatusOK) {
		t.fail(err)
		return
	}
	t.Outcome, t.Detail = a.judge(t, x.Now())
}

const rangeBytes = 100

// page holds an answer against the known text. Whatever else comes is from somebody in between.
func (a answer) page(host, text string) (tenant.ProbeOutcome, string) {
	switch {
	case a.status == http.StatusOK && strings.TrimSpace(string(a.body)) == text:
		return tenant.ProbeOK, ""
	case a.elsewhere(host) != "":
		return tenant.ProbeCaptive, "it leads to " + a.elsewhere(host)
	case a.status == http.StatusOK:
		return tenant.ProbeCaptive, "the page has other text"
	case a.status == http.StatusNetworkAuthenticationRequired:
		return tenant.ProbeCaptive, "status 511"
	}
	return tenant.ProbeWrongAnswer, fmt.Sprintf("status %d", a.status)
}

// elsewhere is the other host that an answer leads to.
func (a answer) elsewhere(host string) string {
	if a.status < 300 || a.status > 399 {
		return ""
	}
	u, err := url.Parse(a.location)
	if err != nil || u.Host == "" || strings.EqualFold(u.Hostname(), host) {
		return ""
	}
	return short(u.Host)
}

// ranged holds an answer against the part that was asked for.
func (a answer) ranged(host string) (tenant.ProbeOutcome, string) {
	switch {
	case a.status == http.StatusPartialContent && len(a.body) <= rangeBytes:
		return tenant.ProbeOK, ""
	case a.status == http.StatusOK, a.status == http.StatusPartialContent:
		return tenant.ProbeNoRange, "the whole file came"
	case a.elsewhere(host) != "":
		return tenant.ProbeCaptive, "it leads to " + a.elsewhere(host)
	}
	return tenant.ProbeWrongAnswer, fmt.Sprintf("status %d", a.status)
}

// opened says whether an answer through a proxy came from the host.
func (a answer) opened() (tenant.ProbeOutcome, string) {
	switch a.status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return tenant.ProbeProxyRefused, fmt.Sprintf("status %d", a.status)
	}
	return tenant.ProbeOK, ""
}
