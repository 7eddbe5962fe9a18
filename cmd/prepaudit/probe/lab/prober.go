package lab

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"prepaudit/cmd/prepaudit/probe"
	"prepaudit/rules/tenant"
)

// Prober stands in the laboratory that world, as JSON, describes.
func Prober(world string, timeout time.Duration) (*probe.Prober, error) {
	var w World
	if err := json.Unmarshal([]byte(world), &w); err != nil {
		return nil, fmt.Errorf("lab: %w", err)
	}
	p := &probe.Prober{
		Dial: w.dial, Now: time.Now, Timeout: timeout, Public: x509.NewCertPool(), Trusted: x509.NewCertPool(),
		DialDNS: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, w.DNS)
		},
		Proxies: probe.Proxies{For: func(*url.URL) *url.URL { return nil }},
	}
	p.Public.AppendCertsFromPEM([]byte(w.Public))
	p.Trusted.AppendCertsFromPEM([]byte(w.Public + w.Own))
	if w.Script != "" {
		p.Proxies.Settings = tenant.NetworkProxy{Source: "lab", PAC: w.Script}
	}
	if w.Proxy != "" {
		u, err := url.Parse(w.Proxy)
		if err != nil {
			return nil, err
		}
		p.Proxies = probe.Proxies{
			Settings: tenant.NetworkProxy{Source: "lab", HTTP: u.Host, HTTPS: u.Host},
			For:      func(*url.URL) *url.URL { return u },
		}
	}
	return p, nil
}

// dial asks the laboratory which server plays an address, and connects to that.
func (w World) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var d net.Dialer
	control, err := d.DialContext(ctx, "tcp", w.Control)
	if err != nil {
		return nil, err
	}
	defer control.Close()
	fmt.Fprintf(control, "%s %s\n", network, address)
	line, err := bufio.NewReader(control).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("lab: %w", err)
	}
	switch played := strings.TrimSpace(line); played {
	case "drop":
		<-ctx.Done()
		return nil, ctx.Err()
	case "unreachable":
		return nil, &net.OpError{Op: "dial", Net: network, Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
	default:
		return d.DialContext(ctx, network, played)
	}
}
