package probe

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"prepaudit/rules/tenant"
)

// name is a host name and what the DNS server said of it.
type name struct {
	host    string
	outcome tenant.ProbeOutcome
	v4, v6  []netip.Addr
	millis  int
}

func (n *name) list() []string {
	var all []string
	for _, a := range slices.Concat(n.v4, n.v6) {
		all = append(all, a.String())
	}
	return all
}

// newResolver asks the DNS servers of the operating system's settings itself, so that it is known which
// server answered, and with what. It goes over to TCP where an answer is truncated.
func (x *run) newResolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := x.DialDNS(ctx, network, address)
		if err == nil {
			address = conn.RemoteAddr().String()
		}
		x.mu.Lock()
		x.servers[address] = true
		x.mu.Unlock()
		return conn, err
	}}
}

// lookUpAll looks up every name, then again those that got no answer, fewer at once and with more time:
// small DNS servers drop what comes in a burst. Where no name at all got an answer a few tell whether
// that was chance.
func (x *run) lookUpAll(ctx context.Context) {
	var all []*name
	for _, t := range x.targets { // in their order, the required first
		if !slices.Contains(all, t.names) {
			all = append(all, t.names)
		}
	}
	each(all, parallelDNS, func(n *name) {
		x.lookUp(ctx, n, time.Second)
		x.tell()
	})
	for range 2 {
		failed := slices.DeleteFunc(slices.Clone(all), func(n *name) bool {
			return n.outcome != tenant.ProbeDNSFailed && n.outcome != tenant.ProbeDNSTimeout
		})
		if len(failed) == len(all) {
			failed = failed[:min(len(failed), 4)]
		}
		each(failed, parallelDNS/2, func(n *name) { x.lookUp(ctx, n, 2*time.Second) })
	}
}

// lookUp asks for both families at once.
func (x *run) lookUp(ctx context.Context, n *name, timeout time.Duration) {
	if ctx.Err() != nil {
		return
	}
	once, cancel := context.WithTimeout(ctx, min(timeout, x.attempt))
	defer cancel()
	started := time.Now()
	var err4, err6 error
	var wg sync.WaitGroup
	wg.Go(func() { n.v4, err4 = x.resolver.LookupNetIP(once, "ip4", n.host+".") })
	wg.Go(func() { n.v6, err6 = x.resolver.LookupNetIP(once, "ip6", n.host+".") })
	wg.Wait()
	for i, a := range n.v4 {
		n.v4[i] = a.Unmap()
	}
	n.millis = int(time.Since(started).Milliseconds())
	switch {
	case len(n.v4)+len(n.v6) > 0:
		n.outcome = tenant.ProbeOK
	case ctx.Err() != nil:
		n.outcome = tenant.ProbeNotTried
	default:
		n.outcome = lookUpOutcome(err4, err6)
	}
}

// lookUpOutcome is the graver of two failures: that a name has no IPv6 address says little where the
// question for IPv4 failed.
func lookUpOutcome(errs ...error) tenant.ProbeOutcome {
	outcome := tenant.ProbeNoName
	for _, err := range errs {
		var dns *net.DNSError
		switch {
		case errors.As(err, &dns) && dns.IsNotFound:
		case errors.Is(err, context.DeadlineExceeded), dns != nil && dns.IsTimeout:
			return tenant.ProbeDNSTimeout
		default:
			outcome = tenant.ProbeDNSFailed
		}
	}
	return outcome
}

// findScript looks for the automatic configuration script that a network offers by DNS.
func (x *run) findScript(ctx context.Context, p *tenant.NetworkProxy) {
	if p.PAC != "" {
		return
	}
	once, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if _, err := x.resolver.LookupNetIP(once, "ip", "wpad"); err == nil {
		p.PAC, p.Source = "http://wpad/wpad.dat", "DNS"
	}
	p.Notes = append(p.Notes, "whether DHCP offers a configuration script is not found out")
}
