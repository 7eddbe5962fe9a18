// Package probe tries the network that this machine stands in: names, ports, TLS, pages, time. It dials
// and reports what it saw; it knows neither Microsoft Graph nor what is required, and judges nothing.
package probe

import (
	"context"
	"crypto/x509"
	"net"
	"net/url"
	"slices"
	"sync"
	"time"

	"prepaudit/rules/tenant"
)

// Prober is the world that the probes run in. System makes that of this machine.
type Prober struct {
	// Dial connects to an address like 192.0.2.1:443 by tcp or udp.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// DialDNS connects to a DNS server.
	DialDNS func(ctx context.Context, network, address string) (net.Conn, error)
	Now     func() time.Time
	Public  *x509.CertPool // what a new device trusts
	Trusted *x509.CertPool // what this machine trusts besides
	Proxies Proxies
	Timeout time.Duration    // of all probes together; one try takes at most a fifth of it
	Told    func(n, all int) // is told of every name and probe that is done; may be nil
}

// The bounds that keep the probing polite.
const (
	parallel    = 64
	parallelDNS = 24
)

// System is the world of this machine.
func System(getenv func(string) string, timeout time.Duration) *Prober {
	trusted, err := x509.SystemCertPool()
	if err != nil {
		trusted = x509.NewCertPool()
	}
	var d net.Dialer
	return &Prober{
		Dial: d.DialContext, DialDNS: d.DialContext, Now: time.Now, Timeout: timeout,
		Public: publicRoots(), Trusted: trusted, Proxies: findProxies(getenv, systemProxy()),
	}
}

// target is one thing to try, for all endpoints that ask for it.
type target struct {
	tenant.NetworkProbe
	names   *name
	links   []link // that a revocation list or an OCSP responder is asked about
	request []byte // to the responder
	need    int    // the lower, the sooner
	askedBy []*tenant.NetworkProbe
}

// key tells targets apart.
type key struct {
	host, protocol, path string
	port                 int
}

// run is one probing.
type run struct {
	*Prober
	attempt  time.Duration
	names    map[string]*name
	targets  []*target
	resolver *net.Resolver

	all int // names and targets, for whoever is told

	mu      sync.Mutex
	servers map[string]bool
	links   []link
	done    int
}

// Run makes the probes of r.Endpoints, each once and again where that may help, until all are made, the
// time runs out or ctx ends. What was not tried stays so, and r.Stopped says why.
func (p *Prober) Run(ctx context.Context, r *tenant.NetworkReport) {
	timed, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()
	x := &run{Prober: p, attempt: p.Timeout / 5, names: map[string]*name{}, servers: map[string]bool{}}
	x.resolver = x.newResolver()
	r.Started = p.Now().UTC()
	r.Proxy = p.Proxies.Settings
	x.gather(r)
	x.all = len(x.names) + len(x.targets)
	x.lookUpAll(timed)
	x.findScript(timed, &r.Proxy)
	x.settle()
	x.tryAll(timed, x.targets)
	x.again(timed)
	x.revocation(timed, r)
	for _, t := range x.targets {
		t.copyOut()
	}
	r.Finished = p.Now().UTC()
	x.mu.Lock()
	defer x.mu.Unlock()
	for s := range x.servers {
		r.Resolvers = append(r.Resolvers, s)
	}
	slices.Sort(r.Resolvers)
	untried := slices.ContainsFunc(x.targets, func(t *target) bool { return t.Outcome == tenant.ProbeNotTried })
	switch {
	case ctx.Err() != nil && untried:
		r.Stopped = "interrupted"
	case untried:
		r.Stopped = "--timeout ran out"
	}
}

// gather makes one target of everything that is asked for more than once, the required first.
func (x *run) gather(r *tenant.NetworkReport) {
	seen := map[key]*target{}
	for i := range r.Endpoints {
		e := &r.Endpoints[i]
		need := slices.Index([]tenant.NetworkNeed{tenant.NeedRequired, tenant.NeedContinues,
			tenant.NeedFeature, tenant.NeedNothing}, e.Need)
		for j := range e.Probes {
			p := &e.Probes[j]
			k := key{p.Host, p.Protocol, p.Path, p.Port}
			t := seen[k]
			if t == nil {
				t = &target{NetworkProbe: *p, names: x.name(p.Host), need: need}
				seen[k] = t
				x.targets = append(x.targets, t)
			}
			t.need = min(t.need, need)
			t.askedBy = append(t.askedBy, p)
		}
	}
	slices.SortStableFunc(x.targets, func(a, b *target) int { return a.need - b.need })
}

func (x *run) name(host string) *name {
	n := x.names[host]
	if n == nil {
		n = &name{host: host, outcome: tenant.ProbeNotTried}
		x.names[host] = n
	}
	return n
}

// copyOut hands what was seen to every endpoint that asked. What the endpoint said of it stays.
func (t *target) copyOut() {
	t.DNS, t.DNSMillis, t.Addresses = t.names.outcome, t.names.millis, t.names.list()
	for _, p := range t.askedBy {
		seen := t.NetworkProbe
		seen.Pattern, seen.Trap = p.Pattern, p.Trap
		*p = seen
	}
}

// settle ends what needs no try: a host without an address, unless a proxy finds it.
func (x *run) settle() {
	for _, t := range x.targets {
		direct := t.Protocol == "dns" || t.Protocol == "ntp" || x.via(t) == nil
		if direct && t.names.outcome != tenant.ProbeOK {
			t.Outcome = t.names.outcome
		}
	}
}

// via is the proxy that a target is behind; nil where there is none.
func (x *run) via(t *target) *url.URL {
	scheme := "https"
	if t.Port == 80 {
		scheme = "http"
	}
	return x.Proxies.For(&url.URL{Scheme: scheme, Host: t.Host})
}

// tryAll tries targets side by side.
func (x *run) tryAll(ctx context.Context, targets []*target) {
	each(targets, parallel, func(t *target) {
		defer x.tell()
		if ctx.Err() != nil || nameless(t.Outcome) {
			return
		}
		before := t.NetworkProbe
		t.Tries++
		started := time.Now()
		once, cancel := context.WithTimeout(ctx, x.attempt)
		defer cancel()
		x.try(once, t)
		t.Millis = int(time.Since(started).Milliseconds())
		if ctx.Err() != nil && t.Outcome != tenant.ProbeOK {
			t.NetworkProbe = before // it was not given its time
		}
	})
}

func (x *run) tell() {
	if x.Told == nil {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done = min(x.done+1, x.all)
	x.Told(x.done, x.all)
}

// again tries once more what failed in a way that may pass. Where nothing at all was reached a few tries
// tell whether that was chance.
func (x *run) again(ctx context.Context) {
	var failed []*target
	lit := false
	for _, t := range x.targets {
		lit = lit || t.Outcome == tenant.ProbeOK
		switch t.Outcome {
		case tenant.ProbeTimeout, tenant.ProbeReset, tenant.ProbeRefused, tenant.ProbeUnreachable,
			tenant.ProbeTLSFailed, tenant.ProbeKiss:
			failed = append(failed, t)
		}
	}
	if !lit {
		failed = failed[:min(len(failed), 8)]
	}
	x.tryAll(ctx, failed)
}

// nameless reports an outcome of DNS, which trying a port does not change.
func nameless(o tenant.ProbeOutcome) bool {
	return o == tenant.ProbeNoName || o == tenant.ProbeDNSFailed || o == tenant.ProbeDNSTimeout
}

// try makes one try.
func (x *run) try(ctx context.Context, t *target) {
	t.Outcome, t.Detail = tenant.ProbeNotTried, ""
	if t.Protocol == "dns" {
		t.Outcome = t.names.outcome
		return
	}
	if t.Protocol == "ntp" {
		x.askTime(ctx, t)
		return
	}
	if t.Protocol == "tcp" || t.Protocol == "tls" {
		x.tryPort(ctx, t)
		return
	}
	x.tryPage(ctx, t)
}

// tryPort connects, and looks at the certificate where there is one to look at.
func (x *run) tryPort(ctx context.Context, t *target) {
	via := x.via(t)
	if via != nil && t.Port == 80 {
		x.tryPage(ctx, t) // proxies seldom tunnel to port 80
		return
	}
	conn, err := x.connect(ctx, t, via)
	if err != nil {
		t.fail(err)
		return
	}
	defer conn.Close()
	t.Outcome = tenant.ProbeOK
	if t.Protocol == "tls" {
		x.handshake(ctx, conn, t)
	}
}

// each calls f for every item, at most n at once.
func each[T any](items []T, n int, f func(T)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, n)
	for _, item := range items {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			f(item)
		})
	}
	wg.Wait()
}
