package probe

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"prepaudit/rules/tenant"
)

var nonce = []byte("12345678")

// packet is an SNTP answer to nonce, from a server whose clock shows now.
func packet(now time.Time, change func([]byte)) []byte {
	b := make([]byte, ntpSize)
	b[0], b[1] = 4<<3|4, 2
	copy(b[24:], nonce)
	for _, at := range []int{32, 40} {
		binary.BigEndian.PutUint32(b[at:], uint32(now.Unix()+2208988800))
		binary.BigEndian.PutUint32(b[at+4:], uint32(uint64(now.Nanosecond())<<32/1e9))
	}
	if change != nil {
		change(b)
	}
	return b
}

func TestReadTime(t *testing.T) {
	asked := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	answered := asked.Add(100 * time.Millisecond)
	middle := asked.Add(50 * time.Millisecond)
	set := func(at int, values ...byte) func([]byte) { return func(b []byte) { copy(b[at:], values) } }
	tests := []struct {
		name   string
		packet []byte
		offset time.Duration
		kiss   string
		err    error
	}{
		{"right", packet(middle, nil), 0, "", nil},
		{"an hour ahead", packet(middle.Add(time.Hour), nil), time.Hour, "", nil},
		{"a day behind", packet(middle.AddDate(0, 0, -1), nil), -24 * time.Hour, "", nil},
		{"in the second era", packet(time.Date(2036, 2, 8, 0, 0, 0, 0, time.UTC), nil),
			time.Date(2036, 2, 8, 0, 0, 0, 0, time.UTC).Sub(middle), "", nil},
		{"version 3", packet(middle, set(0, 3<<3|4)), 0, "", nil},
		{"an extension behind it", append(packet(middle, nil), make([]byte, 20)...), 0, "", nil},
		{"kiss of death", packet(middle, func(b []byte) { b[1] = 0; copy(b[12:], "RATE") }), 0, "RATE", nil},
		{"kiss of death, no letters", packet(middle, set(1, 0)), 0, "without a code", nil},
		{"not set", packet(middle, set(0, 3<<6|4<<3|4)), 0, "", errUnset},
		{"stratum 15", packet(middle, set(1, 15)), 0, "", nil},
		{"stratum 16", packet(middle, set(1, 16)), 0, "", errUnset},
		{"no time in it", packet(middle, set(40, 0, 0, 0, 0, 0, 0, 0, 0)), 0, "", errUnset},
		{"a question", packet(middle, set(0, 4<<3|3)), 0, "", errNoTime},
		{"version 0", packet(middle, set(0, 4)), 0, "", errNoTime},
		{"version 5", packet(middle, set(0, 5<<3|4)), 0, "", errNoTime},
		{"cut", packet(middle, nil)[:47], 0, "", errNoTime},
		{"to another question", packet(middle, set(24, 'x')), 0, "", errOtherAnswer},
	}
	for _, test := range tests {
		offset, kiss, err := readTime(test.packet, nonce, asked, answered)
		if (offset-test.offset).Abs() > time.Microsecond || kiss != test.kiss || !errors.Is(err, test.err) {
			t.Errorf("%s: %v, %q, %v; want %v, %q, %v", test.name, offset, kiss, err, test.offset, test.kiss, test.err)
		}
	}
}

func FuzzTime(f *testing.F) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	f.Add(packet(now, nil))
	f.Add(packet(now, func(b []byte) { b[1] = 0; copy(b[12:], "DENY") }))
	f.Fuzz(func(t *testing.T, b []byte) {
		offset, kiss, err := readTime(b, nonce, now, now)
		if err == nil && kiss == "" && offset.Abs() > 150*365*24*time.Hour {
			t.Errorf("offset %v", offset)
		}
		for _, c := range kiss {
			if c < ' ' || c > '~' {
				t.Errorf("code %q", kiss)
			}
		}
	})
}

func TestReadAnswer(t *testing.T) {
	req, err := http.NewRequest(http.MethodGet, "http://host.example/connecttest.txt", nil)
	if err != nil {
		t.Fatal(err)
	}
	read := func(s string, limit int64) (answer, error) { return readAnswer(strings.NewReader(s), req, limit) }
	a, err := read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 10)
	if err != nil || a.status != 200 || string(a.body) != "hi" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := read("HTTP/1.1 200 OK\r\n\r\nhello", 4); err == nil {
		t.Error("an answer over its limit was taken")
	}
	if _, err := read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", 10); outcomeOf(err) != tenant.ProbeReset {
		t.Errorf("a cut answer: %v", err)
	}
	if _, err := read("SSH-2.0-OpenSSH\r\n", 10); err == nil {
		t.Error("SSH was taken for HTTP")
	}
	if _, err := read("HTTP/1.1 200 OK\r\n"+strings.Repeat("X: y\r\n", 1<<16), 10); err == nil {
		t.Error("a head without end was taken")
	}
}

// Whatever comes back has an outcome, and what is kept of it is short.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\nMicrosoft Connect Test"), "http")
	f.Add([]byte("HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\n\r\n"), "range")
	f.Add([]byte("HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nabc"), "range")
	f.Add([]byte("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), "tcp")
	f.Fuzz(func(t *testing.T, b []byte, protocol string) {
		if protocol != "http" && protocol != "range" && protocol != "tcp" {
			return
		}
		req, err := http.NewRequest(http.MethodGet, "http://host.example/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := readAnswer(bytes.NewReader(b), req, 1<<10)
		if err != nil {
			if outcomeOf(err) == "" {
				t.Error("an error without an outcome")
			}
			return
		}
		to := &target{NetworkProbe: tenant.NetworkProbe{Host: "host.example", Protocol: protocol,
			Expected: "Microsoft Connect Test"}}
		outcome, detail := a.judge(to, time.Now())
		if outcome == "" || len(detail) > mostText+50 {
			t.Errorf("%q, %q", outcome, detail)
		}
		if protocol == "http" && outcome == tenant.ProbeOK &&
			strings.TrimSpace(string(a.body)) != "Microsoft Connect Test" {
			t.Errorf("%q passes", a.body)
		}
	})
}

// issued is an authority with a certificate, a revocation list and an OCSP answer of it.
func issued(t testing.TB) (l link, list, status []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "host.example"},
		IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	list, err = x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1),
		ThisUpdate: time.Now(), NextUpdate: time.Now().Add(time.Hour)}, cert, key)
	if err != nil {
		t.Fatal(err)
	}
	status, err = ocsp.CreateResponse(cert, cert, ocsp.Response{Status: ocsp.Good, SerialNumber: cert.SerialNumber,
		ThisUpdate: time.Now(), NextUpdate: time.Now().Add(time.Hour)}, key)
	if err != nil {
		t.Fatal(err)
	}
	return link{host: "host.example", cert: cert, issuer: cert}, list, status
}

// Nothing but a list or an answer that is signed for the certificate passes.
func FuzzRevocation(f *testing.F) {
	l, list, status := issued(f)
	f.Add(list)
	f.Add(status)
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func() (tenant.ProbeOutcome, string){
			func() (tenant.ProbeOutcome, string) { return readList(b, []link{l}, time.Now()) },
			func() (tenant.ProbeOutcome, string) { return readStatus(b, l) },
		} {
			outcome, detail := read()
			if outcome == "" || len(detail) > mostText+50 {
				t.Errorf("%q, %q", outcome, detail)
			}
		}
	})
}

func TestOutcomeOf(t *testing.T) {
	tests := []struct {
		err  error
		want tenant.ProbeOutcome
	}{
		{&net.OpError{Err: os.NewSyscallError("connect", refusedCodes[0])}, tenant.ProbeRefused},
		{&net.OpError{Err: os.NewSyscallError("read", resetCodes[0])}, tenant.ProbeReset},
		{io.EOF, tenant.ProbeReset},
		{io.ErrUnexpectedEOF, tenant.ProbeReset},
		{context.DeadlineExceeded, tenant.ProbeTimeout},
		{os.ErrDeadlineExceeded, tenant.ProbeTimeout},
		{&net.DNSError{IsTimeout: true}, tenant.ProbeTimeout},
		{&net.OpError{Err: os.NewSyscallError("connect", syscall.EACCES)}, tenant.ProbeUnreachable},
	}
	for _, test := range tests {
		if got := outcomeOf(test.err); got != test.want {
			t.Errorf("%v is %s, want %s", test.err, got, test.want)
		}
	}
}

// A chain that ends in one of Microsoft's own roots is no interception, though browsers do not know them.
func TestOwnRoots(t *testing.T) {
	for _, test := range []struct {
		root string
		want tenant.ProbeOutcome
	}{
		{"Microsoft Root Certificate Authority 2011", tenant.ProbeOK},
		{"Microsoft Root Certificate Authority 2011 (Contoso)", tenant.ProbeIntercepted},
	} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: test.root}, IsCA: true,
			BasicConstraintsValid: true, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
		leaf := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{"host.example"},
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
		der, err := x509.CreateCertificate(rand.Reader, leaf, root, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		x := &run{Prober: &Prober{Public: publicRoots(), Trusted: x509.NewCertPool(), Now: time.Now}}
		outcome, named := x.verify([]*x509.Certificate{cert}, "host.example")
		if outcome != test.want || named != test.root {
			t.Errorf("%s: %s, %q", test.root, outcome, named)
		}
		if outcome, _ := x.verify([]*x509.Certificate{cert}, "other.example"); test.want == tenant.ProbeOK &&
			outcome != tenant.ProbeWrongName {
			t.Errorf("%s for another host: %s", test.root, outcome)
		}
	}
}

// The public roots are those of the module, whatever this machine trusts.
func TestPublicRoots(t *testing.T) {
	pool := publicRoots()
	if pool.Equal(x509.NewCertPool()) {
		t.Fatal("no public root")
	}
	own := x509.NewCertPool()
	l, _, _ := issued(t)
	own.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: l.cert.Raw}))
	x := &run{Prober: &Prober{Public: pool, Trusted: own, Now: time.Now}}
	if outcome, root := x.verify([]*x509.Certificate{l.cert}, "host.example"); outcome != tenant.ProbeIntercepted ||
		root != "host.example" {
		t.Errorf("%s, %q", outcome, root)
	}
}
