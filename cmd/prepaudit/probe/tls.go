package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"net"
	"slices"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"prepaudit/rules/tenant"
)

// publicRoots is the roots that browsers trust (Mozilla's list, of the version of the module). The list
// of this machine will not do: it holds the root of whoever intercepts here.
func publicRoots() *x509.CertPool {
	pool := x509.NewCertPool()
	for root := range bundle.Roots() {
		cert, err := x509.ParseCertificate(root.Certificate)
		if err != nil {
			continue
		}
		if root.Constraint == nil {
			pool.AddCert(cert)
		} else {
			pool.AddCertWithConstraint(cert, root.Constraint)
		}
	}
	return pool
}

// ownRoots are Microsoft's own, which Windows holds and browsers do not: some services of Windows chain
// to them. A chain is taken for one of theirs by name, since the root itself is not sent.
var ownRoots = []string{
	"Microsoft Root Certificate Authority 2010",
	"Microsoft Root Certificate Authority 2011",
	"Microsoft ECC Product Root Certificate Authority 2018",
}

// handshake looks at the certificate that stands for a host. Whether it is right is found out
// afterwards, so that a wrong one can be named.
func (x *run) handshake(ctx context.Context, conn net.Conn, t *target) {
	c := tls.Client(conn, &tls.Config{ServerName: t.Host, InsecureSkipVerify: true})
	if err := c.HandshakeContext(ctx); err != nil {
		t.Outcome = outcomeOf(err)
		if t.Outcome == tenant.ProbeUnreachable {
			t.Outcome, t.Detail = tenant.ProbeTLSFailed, short(err.Error())
		}
		return
	}
	certs := c.ConnectionState().PeerCertificates
	t.Outcome, t.Root = x.verify(certs, t.Host)
	t.Issuer = short(names(certs[0].Issuer))
	if t.Outcome == tenant.ProbeOK {
		x.remember(certs)
	}
}

// verify says whether a new device would take the chain for host, and what the chain ends in.
func (x *run) verify(certs []*x509.Certificate, host string) (outcome tenant.ProbeOutcome, root string) {
	opts := x509.VerifyOptions{Roots: x.Public, Intermediates: x509.NewCertPool(), CurrentTime: x.Now()}
	for _, c := range certs[1:] {
		opts.Intermediates.AddCert(c)
	}
	last := names(certs[len(certs)-1].Issuer)
	chains, err := certs[0].Verify(opts)
	if err != nil {
		opts.Roots = x.Trusted
		// This machine may know more of the chain than was sent.
		if here, hereErr := certs[0].Verify(opts); hereErr == nil {
			chain := here[0]
			last = names(chain[len(chain)-1].Subject)
			for _, c := range chain[1:] {
				opts.Intermediates.AddCert(c)
			}
			opts.Roots = x.Public
			chains, err = certs[0].Verify(opts)
		}
	}
	if len(chains) > 0 {
		last = names(chains[0][len(chains[0])-1].Subject)
	}
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return tenant.ProbeExpired, short(last)
	case err != nil && !slices.Contains(ownRoots, certs[len(certs)-1].Issuer.CommonName):
		return tenant.ProbeIntercepted, short(last)
	case certs[0].VerifyHostname(host) != nil:
		return tenant.ProbeWrongName, short(last)
	}
	return tenant.ProbeOK, short(last)
}

// names is what people know an authority by.
func names(n pkix.Name) string {
	if n.CommonName != "" {
		return n.CommonName
	}
	return n.String()
}
