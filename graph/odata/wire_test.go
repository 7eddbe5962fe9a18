package odata

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// These faults are made on real sockets, where Go's own client meets them.

func overWire(t *testing.T, s *httptest.Server, transport http.RoundTripper) *Client {
	t.Helper()
	base, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Base: base, Transport: transport, Stall: 100 * time.Millisecond})
}

// faulty breaks the first request and answers the others.
func faulty(t *testing.T, fault http.HandlerFunc) *httptest.Server {
	var n atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) == 1 {
			fault(w, r)
			return
		}
		_, _ = io.WriteString(w, page)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func TestOverWire(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{
		"cut in the middle": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, page[:10])
		},
		"stalled": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, page[:10])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"no answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"reset": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		},
		"broken chunks": func(w http.ResponseWriter, _ *http.Request) {
			conn, buf, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = buf.WriteString("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
			_ = buf.Flush()
			_ = conn.Close()
		},
		"broken gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, page)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := faulty(t, fault)
			// A connection of its own for each try: Go's client itself repeats on one that was reset.
			c := overWire(t, s, &http.Transport{DisableKeepAlives: true})
			ids, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
			if err != nil || len(ids) != 1 || c.Stats().Requests != 2 {
				t.Errorf("got %v, %v after %d requests", ids, err, c.Stats().Requests)
			}
		})
	}
}

// A server that stalls again is given up, whatever the connection calls it.
func TestStallsOverWire(t *testing.T) {
	t.Parallel()
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}))
	defer s.Close()
	c := overWire(t, s, &http.Transport{})
	if _, err := readAll(t.Context(), c, get(t, c, "/v1.0/users")); !hasStalled(err) || n.Load() != 2 {
		t.Errorf("got %v after %d requests", err, n.Load())
	}
}

// A slow reader is not a silent server: the clock runs only while the server is waited for.
func TestSlowReader(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"value":[`+strings.Repeat(`{"id":"1"},`, 100_000)+`{"id":"2"}]}`)
	}))
	defer s.Close()
	c := overWire(t, s, s.Client().Transport)
	waited := false
	chain := c.Chain(t.Context(), get(t, c, "/v1.0/users"))
	defer chain.Close()
	n := 0
	_, _, err := chain.Next(func() { n = 0 }, func(d *Decoder) {
		readID(d)
		if n++; n == 10 && !waited {
			waited = true
			time.Sleep(300 * time.Millisecond)
		}
	})
	if err != nil || n != 100_001 || c.Stats().Requests != 1 {
		t.Errorf("got %d elements, %v after %d requests", n, err, c.Stats().Requests)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(nil)
	s.Close()
	c := overWire(t, s, &http.Transport{})
	_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users?$filter=secret"))
	n, ok := errors.AsType[*NetworkError](err)
	if !ok || n.Tries != 4 || n.Hint() == "" || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestUntrusted(t *testing.T) {
	s := httptest.NewUnstartedServer(nil)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	c := overWire(t, s, &http.Transport{TLSClientConfig: &tls.Config{}})
	c.cfg.Stall = time.Minute // the first handshake of a process loads the system's certificates
	_, err := readAll(t.Context(), c, get(t, c, "/v1.0/users"))
	n, ok := errors.AsType[*NetworkError](err)
	if !ok || !strings.Contains(n.Hint(), "--ca-file") || c.Stats().Requests != 1 {
		t.Errorf("got %v after %d requests", err, c.Stats().Requests)
	}
}
