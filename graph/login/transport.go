package login

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"prepaudit/graph/smallfile"
)

// proxyError is a proxy that does not let a connection through.
type proxyError struct{ Status int }

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy answered %d %s", e.Status, http.StatusText(e.Status))
}

// Hint says what to do.
func (e *proxyError) Hint() string {
	if e.Status == http.StatusProxyAuthRequired {
		return "the proxy asks for a name and a password: put them into HTTPS_PROXY " +
			"(http://name:password@host:port), or name the host in NO_PROXY"
	}
	return "ask for the host to be let through, or name it in NO_PROXY"
}

// NewTransport makes the transport for Graph and for signing in: proxies from the environment, and
// the certificate authorities of the system, with those in the PEM file caFile unless that is "".
func NewTransport(caFile string) (*http.Transport, error) {
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		IdleConnTimeout:        90 * time.Second,
		MaxIdleConnsPerHost:    32,
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: 256 << 10,
		ReadBufferSize:         32 << 10, // pages have 800 KB, and each read costs a turn of the scheduler
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
			if resp.StatusCode != http.StatusOK {
				return &proxyError{Status: resp.StatusCode}
			}
			return nil
		},
	}
	if caFile == "" {
		return t, nil
	}
	pem, err := smallfile.Text(caFile, 4<<20) // a bundle of all has some 250 KB
	if err != nil {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("there is no PEM certificate in %s", caFile)
	}
	t.TLSClientConfig.RootCAs = pool
	return t, nil
}
