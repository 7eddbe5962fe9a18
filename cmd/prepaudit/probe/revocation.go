package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"

	"prepaudit/rules/tenant"
)

// link is a certificate that was seen, with its issuer where that was sent.
type link struct {
	host         string
	cert, issuer *x509.Certificate
}

// The bounds of what is fetched for the chains seen.
const (
	mostLists        = 24
	mostListsPerHost = 3
)

// remember keeps a chain, so that its revocation lists are fetched later.
func (x *run) remember(certs []*x509.Certificate) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, c := range certs {
		l := link{host: certs[0].Subject.CommonName, cert: c}
		if i+1 < len(certs) {
			l.issuer = certs[i+1]
		}
		x.links = append(x.links, l)
	}
}

// revocation fetches the lists and asks the responders of the chains that were seen, each once.
func (x *run) revocation(ctx context.Context, r *tenant.NetworkReport) {
	targets := x.lists()
	if len(targets) == 0 {
		return
	}
	e := tenant.NetworkEndpoint{
		ID: "revocation-seen", Rule: "NET-18",
		Why: "revocation lists and OCSP of the certificates that were seen", Need: tenant.NeedFeature,
		Lost: "whether those certificates are revoked isn't known", Edition: "both",
		Probes: make([]tenant.NetworkProbe, len(targets)),
	}
	for i, t := range targets {
		t.askedBy = []*tenant.NetworkProbe{&e.Probes[i]}
	}
	r.Endpoints = append(r.Endpoints, e)
	x.targets = append(x.targets, targets...)
	var fresh []*name
	for _, t := range targets {
		if t.names.outcome == tenant.ProbeNotTried && !slices.Contains(fresh, t.names) {
			fresh = append(fresh, t.names)
		}
	}
	each(fresh, parallelDNS, func(n *name) { x.lookUp(ctx, n, 2*time.Second) })
	x.tryAll(ctx, targets)
}

// lists makes a target of each distinct address in the certificates.
func (x *run) lists() []*target {
	slices.SortStableFunc(x.links, func(a, b link) int { return cmp.Compare(a.host, b.host) })
	seen := map[key]*target{}
	perHost := map[string]int{}
	var all []*target
	add := func(protocol, address string, l link) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" || u.Port() != "" || u.Hostname() == "" {
			return
		}
		k := key{u.Hostname(), protocol, u.RequestURI(), 80}
		if t := seen[k]; t != nil {
			t.links = append(t.links, l)
			return
		}
		var request []byte
		if protocol == "ocsp" {
			if request, err = ocsp.CreateRequest(l.cert, l.issuer, nil); err != nil {
				return
			}
		}
		if len(all) == mostLists || perHost[k.host] == mostListsPerHost {
			return
		}
		perHost[k.host]++
		t := &target{names: x.name(k.host), links: []link{l}, request: request}
		t.Host, t.Port, t.Protocol, t.Path, t.Outcome = k.host, k.port, protocol, k.path, tenant.ProbeNotTried
		seen[k] = t
		all = append(all, t)
	}
	for _, l := range x.links {
		for _, address := range l.cert.CRLDistributionPoints {
			add("crl", address, l)
		}
		for _, address := range l.cert.OCSPServer {
			if l.issuer != nil {
				add("ocsp", address, l)
			}
		}
	}
	return all
}

// judge says what an answer means for what was asked.
func (a answer) judge(t *target, now time.Time) (tenant.ProbeOutcome, string) {
	switch t.Protocol {
	case "http":
		return a.page(t.Host, t.Expected)
	case "range":
		return a.ranged(t.Host)
	case "tcp":
		return a.opened()
	}
	switch {
	case a.elsewhere(t.Host) != "":
		return tenant.ProbeCaptive, "it leads to " + a.elsewhere(t.Host)
	case a.status != http.StatusOK:
		return tenant.ProbeWrongAnswer, fmt.Sprintf("status %d", a.status)
	case t.Protocol == "crl":
		return readList(a.body, t.links, now)
	}
	return readStatus(a.body, t.links[0])
}

// readList reads a revocation list and looks for the certificates in it.
func readList(b []byte, links []link, now time.Time) (tenant.ProbeOutcome, string) {
	list, err := x509.ParseRevocationList(b)
	switch {
	case err != nil:
		return tenant.ProbeWrongAnswer, "no revocation list came"
	case !list.NextUpdate.IsZero() && now.After(list.NextUpdate):
		return tenant.ProbeWrongAnswer, "the list is out of date since " + list.NextUpdate.UTC().Format(time.DateOnly)
	}
	for _, l := range links {
		for _, e := range list.RevokedCertificateEntries {
			if e.SerialNumber.Cmp(l.cert.SerialNumber) == 0 {
				return tenant.ProbeRevoked, short(names(l.cert.Subject))
			}
		}
	}
	return tenant.ProbeOK, ""
}

// readStatus reads what a responder says of a certificate.
func readStatus(b []byte, l link) (tenant.ProbeOutcome, string) {
	resp, err := ocsp.ParseResponseForCert(b, l.cert, l.issuer)
	switch {
	case err != nil:
		return tenant.ProbeWrongAnswer, "no OCSP answer about the certificate came"
	case resp.Status == ocsp.Revoked:
		return tenant.ProbeRevoked, short(names(l.cert.Subject))
	case resp.Status != ocsp.Good:
		return tenant.ProbeWrongAnswer, "the responder does not know the certificate"
	}
	return tenant.ProbeOK, ""
}
