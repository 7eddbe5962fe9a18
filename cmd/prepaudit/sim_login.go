package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"prepaudit/graph/graphtest"
)

const (
	simClient = "5150c0de-0000-0000-0000-000000000001"
	simSecret = "simulated"
)

// serveLogin serves the tenant's token endpoint over TLS in dir's name, and prints how to use it. The
// certificate is made for the occasion; dir holds its public part while the simulator runs.
func (s *sim) serveLogin(server *graphtest.Server, dir string) (stop func(), err error) {
	cert, err := selfSigned(time.Now())
	if err != nil {
		return nil, fmt.Errorf("making a certificate: %w", err)
	}
	caFile := filepath.Join(dir, "sign-in.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
	if err := os.WriteFile(caFile, block, 0o600); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	login := &http.Server{
		Handler:   server.Login(graphtest.App{ClientID: simClient, Secret: simSecret, Lifetime: s.lifetime}),
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}
	go login.ServeTLS(l, "", "")
	for _, line := range []string{
		"AZURE_AUTHORITY_HOST=https://" + l.Addr().String() + "/", "AZURE_TENANT_ID=" + server.TenantID(),
		"AZURE_CLIENT_ID=" + simClient, "AZURE_CLIENT_SECRET=" + simSecret,
		"PREPAUDIT_CA_FILE=" + caFile, "PREPAUDIT_AUTH=secret",
	} {
		fmt.Fprintln(s.sys.Stdout, "export "+line)
	}
	return func() { login.Close() }, nil
}

// selfSigned makes a certificate for this machine that is its own authority.
func selfSigned(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "prepaudit sim"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(30 * 24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
