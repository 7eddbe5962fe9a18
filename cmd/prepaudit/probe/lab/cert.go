package lab

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ocsp"
)

// authority issues certificates.
type authority struct {
	t    T
	cert *x509.Certificate
	key  crypto.Signer

	mu     sync.Mutex
	issued map[string]*tls.Certificate
}

func newAuthority(t T, name string) *authority {
	a := &authority{t: t, issued: map[string]*tls.Certificate{}}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(10, 0, 0),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature,
	}
	der, key := a.sign(template, template, nil)
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	a.cert, a.key = cert, key
	return a
}

func (a *authority) sign(template, parent *x509.Certificate, by crypto.Signer) ([]byte, crypto.Signer) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	if by == nil {
		by = key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), by)
	if err != nil {
		a.t.Fatal(err)
	}
	return der, key
}

func (a *authority) pem() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw}))
}

// issue makes a certificate for a host, with its chain.
func (a *authority) issue(host string, until time.Time) *tls.Certificate {
	a.mu.Lock()
	defer a.mu.Unlock()
	k := host + until.String()
	if a.issued[k] == nil {
		der, key := a.sign(&x509.Certificate{
			SerialNumber: big.NewInt(int64(len(a.issued) + 2)),
			Subject:      pkix.Name{CommonName: host}, DNSNames: []string{host},
			NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
			ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			CRLDistributionPoints: []string{"http://crl.lab.example/root.crl"},
			OCSPServer:            []string{"http://ocsp.lab.example/ocsp"},
		}, a.cert, a.key)
		a.issued[k] = &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}
	}
	return a.issued[k]
}

// list is the revocation list: empty, with the first certificate in it, or out of date.
func (a *authority) list(what string) []byte {
	list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: time.Now().AddDate(0, 0, -20),
		NextUpdate: time.Now().AddDate(0, 0, 7)}
	switch what {
	case "stale":
		list.NextUpdate = time.Now().AddDate(0, 0, -10)
	case "revoked":
		list.RevokedCertificateEntries = []x509.RevocationListEntry{
			{SerialNumber: big.NewInt(2), RevocationTime: time.Now().AddDate(0, 0, -1)},
		}
	case "rubbish":
		return []byte("<html>no list</html>")
	}
	der, err := x509.CreateRevocationList(rand.Reader, list, a.cert, a.key)
	if err != nil {
		a.t.Error(err)
	}
	return der
}

// status answers an OCSP request.
func (a *authority) status(w http.ResponseWriter, r *http.Request, what string) {
	b, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	req, err := ocsp.ParseRequest(b)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	template := ocsp.Response{Status: ocsp.Good, SerialNumber: req.SerialNumber, ThisUpdate: time.Now(),
		NextUpdate: time.Now().Add(time.Hour)}
	switch what {
	case "revoked":
		template.Status, template.RevokedAt = ocsp.Revoked, time.Now().AddDate(0, 0, -1)
	case "unsure":
		template.Status = ocsp.Unknown
	case "rubbish":
		io.WriteString(w, "<html>no answer</html>")
		return
	}
	der, err := ocsp.CreateResponse(a.cert, a.cert, template, a.key)
	if err != nil {
		a.t.Error(err)
	}
	w.Write(der)
}

// tls is a server on port 443 that has a certificate for whatever it is asked for.
func (l *Lab) tls(what string) string {
	config := &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		until := time.Now().AddDate(1, 0, 0)
		switch what {
		case "wrongname":
			return l.public.issue("elsewhere.example", until), nil
		case "expired":
			return l.public.issue(hello.ServerName, time.Now().AddDate(0, 0, -3)), nil
		case "private":
			return l.own.issue(hello.ServerName, until), nil
		}
		return l.public.issue(hello.ServerName, until), nil
	}}
	return l.serve(func(conn net.Conn) {
		switch {
		case what == "reset":
			reset(conn)
			return
		case what == "plain":
			io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
			conn.Close()
			return
		case strings.HasPrefix(what, "slow"):
			if d, err := time.ParseDuration(strings.TrimPrefix(what, "slow")); err == nil {
				time.Sleep(d)
			}
		}
		c := tls.Server(conn, config)
		defer c.Close()
		if c.Handshake() == nil {
			io.Copy(io.Discard, c)
		}
	})
}
