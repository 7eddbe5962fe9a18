package probe

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"prepaudit/rules/tenant"
)

// refusal is a failure whose outcome is known where it happens.
type refusal struct {
	outcome tenant.ProbeOutcome
	detail  string
}

func (r refusal) Error() string { return string(r.outcome) + " " + r.detail }

// fail notes how a try failed.
func (t *target) fail(err error) {
	var known refusal
	if errors.As(err, &known) {
		t.Outcome, t.Detail = known.outcome, known.detail
		return
	}
	t.Outcome = outcomeOf(err)
	if t.Outcome == tenant.ProbeUnreachable {
		t.Detail = short(err.Error())
	}
}

// outcomeOf names an error of the network.
func outcomeOf(err error) tenant.ProbeOutcome {
	is := func(codes []syscall.Errno) bool {
		return slices.ContainsFunc(codes, func(c syscall.Errno) bool { return errors.Is(err, c) })
	}
	var timeout net.Error
	switch {
	case is(refusedCodes):
		return tenant.ProbeRefused
	case is(resetCodes), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return tenant.ProbeReset
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return tenant.ProbeTimeout
	}
	return tenant.ProbeUnreachable
}

// mostText is how much is kept of a text that came from outside.
const mostText = 200

func short(s string) string {
	if len(s) > mostText {
		s = strings.ToValidUTF8(s[:mostText], "") + "…"
	}
	return s
}

// connect reaches a target, through the proxy where one is set.
func (x *run) connect(ctx context.Context, t *target, via *url.URL) (net.Conn, error) {
	if via != nil {
		t.Proxy = true
		return x.tunnel(ctx, via, net.JoinHostPort(t.Host, strconv.Itoa(t.Port)))
	}
	if t.names.outcome != tenant.ProbeOK {
		return nil, refusal{outcome: t.names.outcome}
	}
	return x.bothFamilies(ctx, t)
}

// grace is how long the slower family is waited for once the other has connected.
const grace = 500 * time.Millisecond

// bothFamilies connects over IPv4 and IPv6 at once, to tell of both; the first connection is used. A
// second try takes another address where there is one.
func (x *run) bothFamilies(ctx context.Context, t *target) (net.Conn, error) {
	type dialed struct {
		conn net.Conn
		err  error
		v6   bool
	}
	ended := make(chan dialed, 2)
	n := 0
	dial := func(addrs []netip.Addr, v6 bool) {
		if len(addrs) == 0 {
			return
		}
		n++
		a := netip.AddrPortFrom(addrs[(t.Tries-1)%len(addrs)], uint16(t.Port))
		go func() {
			conn, err := x.Dial(ctx, "tcp", a.String())
			ended <- dialed{conn, err, v6}
		}()
	}
	dial(t.names.v4, false)
	dial(t.names.v6, true)
	var use net.Conn
	var failed error
	var enough <-chan time.Time
	for n > 0 {
		select {
		case d := <-ended:
			n--
			outcome := tenant.ProbeOK
			switch {
			case d.err != nil:
				outcome = outcomeOf(d.err)
				if failed == nil || !d.v6 {
					failed = d.err
				}
			case use == nil:
				use, enough = d.conn, time.After(grace)
			default:
				d.conn.Close()
			}
			if d.v6 {
				t.IPv6 = outcome
			} else {
				t.IPv4 = outcome
			}
		case <-enough:
			go func(n int) {
				for range n {
					if d := <-ended; d.conn != nil {
						d.conn.Close()
					}
				}
			}(n)
			n = 0
		}
	}
	if use == nil {
		return nil, failed
	}
	return use, nil
}

// toProxy connects to a proxy, which may itself be a name.
func (x *run) toProxy(ctx context.Context, via *url.URL) (net.Conn, error) {
	port := via.Port()
	if port == "" {
		port = map[string]string{"https": "443"}[via.Scheme]
		if port == "" {
			port = "80"
		}
	}
	addrs := []netip.Addr{}
	if a, err := netip.ParseAddr(via.Hostname()); err == nil {
		addrs = append(addrs, a)
	} else if addrs, err = x.resolver.LookupNetIP(ctx, "ip", via.Hostname()); err != nil {
		return nil, refusal{tenant.ProbeProxyRefused, "the proxy " + via.Host + " is not resolved"}
	}
	var failed error
	for _, a := range addrs {
		conn, err := x.Dial(ctx, "tcp", net.JoinHostPort(a.Unmap().String(), port))
		if err == nil {
			if via.Scheme == "https" {
				return tls.Client(conn, &tls.Config{ServerName: via.Hostname(), RootCAs: x.Trusted}), nil
			}
			return conn, nil
		}
		failed = err
	}
	return nil, refusal{tenant.ProbeProxyRefused, "the proxy " + via.Host + ": " + short(fmt.Sprint(failed))}
}

// tunnel asks a proxy to connect to address.
func (x *run) tunnel(ctx context.Context, via *url.URL, address string) (net.Conn, error) {
	conn, err := x.toProxy(ctx, via)
	if err != nil {
		return nil, err
	}
	defer onCancel(ctx, conn)()
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address},
		Host: address, Header: proxyHeader(via)}
	if err := req.Write(conn); err != nil {
		conn.Close()
		return nil, err
	}
	in := bufio.NewReader(conn)
	answer, err := http.ReadResponse(in, req)
	if err != nil {
		conn.Close()
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		conn.Close()
		return nil, proxyRefusal(answer.StatusCode)
	}
	return bufferedConn{conn, in}, nil
}

func proxyRefusal(status int) error {
	if status == http.StatusProxyAuthRequired {
		return refusal{outcome: tenant.ProbeProxyAuth}
	}
	return refusal{tenant.ProbeProxyRefused, fmt.Sprintf("status %d", status)}
}

func proxyHeader(via *url.URL) http.Header {
	h := http.Header{"User-Agent": {agent}}
	if via.User != nil {
		password, _ := via.User.Password()
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(via.User.Username(), password)
		h.Set("Proxy-Authorization", r.Header.Get("Authorization"))
	}
	return h
}

// bufferedConn is a connection of which something was read ahead.
type bufferedConn struct {
	net.Conn
	in *bufio.Reader
}

func (c bufferedConn) Read(b []byte) (int, error) { return c.in.Read(b) }

// onCancel makes a connection end with its context: not everything that reads it takes one.
func onCancel(ctx context.Context, conn net.Conn) (stop func()) {
	if deadline, ok := ctx.Deadline(); ok {
		conn.SetDeadline(deadline)
	}
	end := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	return func() { end() }
}
