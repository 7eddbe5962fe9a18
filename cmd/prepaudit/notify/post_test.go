package notify

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// secretPath is what nobody may see of an address, and its host is neither.
const secretPath = "/workflows/0123456789/triggers/manual?sig=SECRET-SIGNATURE"

// notifierOf posts to a server, and trusts it.
func notifierOf(s *httptest.Server) *Notifier {
	return &Notifier{Kind: "json", Address: s.URL + secretPath, Version: "test", Transport: s.Client().Transport,
		Now: time.Now}
}

// Whatever the other side does, the run goes on in time, and what is said of it doesn't tell where it is.
func TestPost(t *testing.T) {
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if len(header) > 0 {
				w.Header().Set(header[0], header[1])
			}
			w.WriteHeader(code)
		}
	}
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   string // of the error; "" for none
		tries  int32
		within time.Duration
	}{
		"accepted":        {status(202), "", 1, 3 * time.Second},
		"refused":         {status(403), "the webhook answered 403 Forbidden", 1, 3 * time.Second},
		"gone":            {status(404), "the webhook answered 404 Not Found", 1, 3 * time.Second},
		"unknown status":  {status(499), "the webhook answered 499", 1, 3 * time.Second},
		"redirect":        {status(302, "Location", "https://127.0.0.1:1/stolen"), "redirects aren't followed", 1, 3 * time.Second},
		"kept method":     {status(307, "Location", "/elsewhere"), "the webhook answered 307 Temporary Redirect", 1, 3 * time.Second},
		"busy":            {status(503), "the webhook answered 503 Service Unavailable", 2, 4 * time.Second},
		"busy for longer": {status(429, "Retry-After", "60"), "asks to wait longer than 10s", 1, 3 * time.Second},
		"busy until":      {status(429, "Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"), "asks to wait longer", 1, 3 * time.Second},
		"busy for 0":      {status(429, "Retry-After", "0"), "the webhook answered 429 Too Many Requests", 2, 3 * time.Second},
		"busy for ages":   {status(500, "Retry-After", "99999999999999999999"), "the webhook answered 500", 2, 4 * time.Second},
		"reset": {func(w http.ResponseWriter, _ *http.Request) {
			c, _, _ := w.(http.Hijacker).Hijack()
			c.(interface{ NetConn() net.Conn }).NetConn().(*net.TCPConn).SetLinger(0)
			c.(interface{ NetConn() net.Conn }).NetConn().Close()
		}, "the webhook can't be reached: connection reset by peer", 1, 3 * time.Second},
		"cut": {func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) },
			"the webhook can't be reached: the connection failed", 1, 3 * time.Second},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
					return
				}
			}
		}, "", 1, 3 * time.Second},
		"endless headers": {status(200, "X", strings.Repeat("x", 2<<20)), "the connection failed", 1, 5 * time.Second},
		"slow": {func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(15 * time.Second):
			case <-r.Context().Done():
			}
		}, "the webhook didn't answer within 10s", 1, 12 * time.Second},
		"slow after busy": {func() http.HandlerFunc {
			var asked atomic.Int32
			return func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == 1 {
					w.WriteHeader(503)
					return
				}
				<-r.Context().Done()
			}
		}(), "the webhook didn't answer within 10s", 2, 12 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tries atomic.Int32
			s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				tries.Add(1)
				if body, _ := io.ReadAll(r.Body); string(body) != "the body" || r.Method != http.MethodPost {
					t.Errorf("%s %q", r.Method, body)
				}
				test.answer(w, r)
			}))
			s.Config.ErrorLog = nil
			s.StartTLS()
			defer s.Close()
			n := notifierOf(s)
			n.Transport.(*http.Transport).MaxResponseHeaderBytes = 256 << 10 // as login.NewTransport has it
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			began := time.Now()
			err := n.post(ctx, []byte("the body"))
			if took := time.Since(began); took > test.within {
				t.Errorf("it took %v", took)
			}
			said := ""
			if err != nil {
				said = err.Error()
			}
			if (err == nil) != (test.want == "") || !strings.Contains(said, test.want) || tries.Load() != test.tries {
				t.Errorf("%d tries: %q, want %q", tries.Load(), said, test.want)
			}
			keepsSecret(t, n.Address, said)
		})
	}
}

// So it is where nobody answers, or somebody else.
func TestUnreachable(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	closed := s.URL
	trusting := s.Client().Transport.(*http.Transport)
	s.Close()
	other := httptest.NewTLSServer(http.NotFoundHandler())
	defer other.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	proxied := trusting.Clone()
	proxied.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(closed) }
	for address, test := range map[string]struct {
		through http.RoundTripper
		want    string
	}{
		closed:                    {trusting, "the webhook can't be reached: connection refused"},
		other.URL:                 {http.DefaultTransport, "its certificate isn't trusted (see --ca-file)"},
		"https://hooks.invalid":   {http.DefaultTransport, "the name of its host couldn't be resolved"},
		"https://hooks.example/a": {proxied, "the proxy can't be reached: connection refused"},
		"https" + strings.TrimPrefix(plain.URL, "http"): {http.DefaultTransport, "the connection failed"},
	} {
		n := &Notifier{Kind: "json", Address: address + secretPath, Transport: test.through, Now: time.Now}
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		err := n.post(ctx, nil)
		cancel()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", address, err, test.want)
			continue
		}
		keepsSecret(t, n.Address, err.Error())
	}
}

// keepsSecret holds a text against every part of an address.
func keepsSecret(t *testing.T, address, said string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{u.Hostname(), u.Path, u.RawQuery, "SECRET", "stolen"} {
		if strings.Contains(said, part) {
			t.Errorf("%q has %q in it", said, part)
		}
	}
}

// refusal is what a transport says of a proxy, with what to do.
type refusal struct{}

func (refusal) Error() string { return "the proxy answered 407 Proxy Authentication Required" }
func (refusal) Hint() string  { return "put a name and a password into HTTPS_PROXY" }

// What a proxy refuses is told as the transport tells it.
func TestRefusedByProxy(t *testing.T) {
	n := &Notifier{Kind: "json", Address: "https://hooks.example" + secretPath, Now: time.Now,
		Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, refusal{} }}}
	err := n.post(t.Context(), nil)
	want := "the webhook can't be reached: the proxy answered 407 Proxy Authentication Required"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %q", err, want)
	}
	keepsSecret(t, n.Address, err.Error())
}

func TestCheckAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://hooks.example/SECRET?sig=SECRET":      "",
		"https://hooks.example:8443/SECRET":            "",
		"http://hooks.example/SECRET":                  "it isn't an https URL",
		"http://127.0.0.1/SECRET":                      "it isn't an https URL",
		"hooks.example/SECRET":                         "it isn't a URL",
		"https:///SECRET":                              "it isn't a URL",
		"https://hooks.example/SECRET\nhttps://second": "it isn't a URL",
		"https://hooks.example:port/SECRET":            "it isn't a URL",
		"file://host/SECRET":                           "it isn't an https URL",
	} {
		said := ""
		if err := CheckAddress(address); err != nil {
			said = err.Error()
		}
		if said != want {
			t.Errorf("%q: %q, want %q", address, said, want)
		}
	}
}
