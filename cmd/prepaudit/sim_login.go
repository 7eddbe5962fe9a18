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
	"strconv"
	"strings"
	"time"

	"prepaudit/graph/graphtest"
)

const (
	simClient = "5150c0de-0000-0000-0000-000000000001"
	simSecret = "simulated"
)

// serveLogin serves the tenants' sign-in over TLS in dir's name, and prints how to use it: of an app, or of a person
// where the flags have one. The certificate is made for the occasion; dir holds its public part while the simulator
// runs.
func (s *sim) serveLogin(server graphtest.Several, dir string) (stop func(), err error) {
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
	app := graphtest.App{ClientID: simClient, Secret: simSecret, Lifetime: s.lifetime}
	if s.person != "" {
		app = graphtest.App{ClientID: graphtest.GraphTools, Person: s.who(), Lifetime: s.lifetime}
	}
	login := &http.Server{
		Handler:   server.Login(app),
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}
	go login.ServeTLS(l, "", "")
	lines := []string{"AZURE_AUTHORITY_HOST=https://" + l.Addr().String() + "/", "PREPAUDIT_CA_FILE=" + caFile}
	if len(server) == 1 {
		lines = append(lines, "AZURE_TENANT_ID="+server[0].TenantID())
	}
	if s.person == "" {
		lines = append(lines, "AZURE_CLIENT_ID="+simClient, "AZURE_CLIENT_SECRET="+simSecret, "PREPAUDIT_AUTH=secret")
	} else {
		lines = append(lines, "PREPAUDIT_AUTH=auto")
	}
	for _, line := range lines {
		fmt.Fprintln(s.sys.Stdout, "export "+line)
	}
	return func() { login.Close() }, nil
}

// who is the person of --person, who was checked.
func (s *sim) who() *graphtest.Person {
	number, _ := strconv.Atoi(strings.TrimPrefix(s.person, "AADSTS"))
	return &graphtest.Person{Admin: s.person == "admin", Consented: s.consented, Refusal: number}
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
