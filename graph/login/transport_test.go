package login

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestCertificateAuthority(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("1")) }))
	defer s.Close()
	ca := file(t, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})))
	transport, err := NewTransport(ca)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Client{Transport: transport}).Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	for _, bad := range []string{"/nowhere/at/all", file(t, "hello")} {
		if _, err := NewTransport(bad); err == nil {
			t.Errorf("%s is taken for certificates", bad)
		}
	}
}
