package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// CheckAddress refuses what is no https address. What it says never has the address in it.
func CheckAddress(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return errors.New("it isn't a URL")
	case u.Scheme != "https":
		return errors.New("it isn't an https URL")
	}
	return nil
}

// pause is the time before the second try where the answer doesn't say.
const pause = time.Second

// post sends once, and once more where the other side is too busy. What it says never has the address in it.
func (n *Notifier) post(ctx context.Context, body []byte) error {
	wait, err := n.try(ctx, body)
	if err == nil || wait == 0 {
		return err
	}
	if end, _ := ctx.Deadline(); time.Until(end) < wait {
		return fmt.Errorf("%w, and asks to wait longer than %v", err, limit)
	}
	select {
	case <-time.After(wait):
	case <-ctx.Done():
		return err
	}
	_, err = n.try(ctx, body)
	return err
}

// try sends once. wait is above 0 where another try may help.
func (n *Notifier) try(ctx context.Context, body []byte) (wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.Address, bytes.NewReader(body))
	if err != nil {
		return 0, errors.New("it isn't a URL")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "prepaudit/"+n.Version)
	client := http.Client{Transport: n.Transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // to whoever the other side says, who may be anybody
	}}
	resp, err := client.Do(req)
	if err != nil {
		return 0, why(ctx, err)
	}
	resp.Body.Close() // unread: it says nothing that is shown, and may have no end
	status := resp.StatusCode
	switch {
	case status < 300:
		return 0, nil
	case status < 400:
		return 0, fmt.Errorf("the webhook answered %s: redirects aren't followed", statusLine(status))
	case status == http.StatusTooManyRequests || status >= 500:
		wait = max(time.Millisecond, retryAfter(resp.Header.Get("Retry-After"), n.Now()))
	}
	return wait, fmt.Errorf("the webhook answered %s", statusLine(status))
}

func statusLine(status int) string {
	if text := http.StatusText(status); text != "" {
		return strconv.Itoa(status) + " " + text
	}
	return strconv.Itoa(status)
}

func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return pause
}

// why says why there is no answer. Errors of net/http and of package net have the address or its host in them, which
// may be all that keeps others from posting.
func why(ctx context.Context, err error) error {
	through := "the webhook"
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "proxyconnect" {
		through = "the proxy"
	}
	var said string
	refused, told := errors.AsType[interface {
		error
		Hint() string
	}](err) // by a proxy, which login.NewTransport tells
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	_, notFound := errors.AsType[*net.DNSError](err)
	errno, system := errors.AsType[syscall.Errno](err)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s didn't answer within %v", through, limit)
	case ctx.Err() != nil:
		return errors.New("interrupted")
	case told:
		said = refused.Error()
	case untrusted:
		said = "its certificate isn't trusted (see --ca-file)"
	case notFound:
		said = "the name of its host couldn't be resolved"
	case system:
		said = errno.Error()
	default:
		said = "the connection failed"
	}
	return fmt.Errorf("%s can't be reached: %s", through, said)
}
