package login

import (
	"os"
	"strings"
	"testing"

	"prepaudit/graph/graphtest"
	"prepaudit/graph/odata"
)

// PKCS #12 as OpenSSL 3 writes it (openssl pkcs12 -export: AES-256-CBC, a MAC with SHA-256), as all wrote it before
// (-legacy), and with an empty password, each signs in.
func TestPKCS12(t *testing.T) {
	for name, password := range map[string]string{"openssl3.pfx": "simulated", "legacy.pfx": "simulated", "nopassword.pfx": ""} {
		t.Run(name, func(t *testing.T) {
			path := "../../testdata/certificates/" + name
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			certs, _, err := parseCertificate(data, password)
			if err != nil {
				t.Fatal(err)
			}
			host, tenantID, transport := signInHost(t, graphtest.App{ClientID: clientID, Certificate: certs[0]})
			o := Options{Method: "certificate", CertificateFile: path, Tenant: tenantID, ClientID: clientID, Transport: transport,
				Getenv: environment("AZURE_AUTHORITY_HOST", host, "AZURE_CLIENT_CERTIFICATE_PASSWORD", password)}
			l, err := New(o)
			if err != nil {
				t.Fatal(err)
			}
			if token, err := l.Token(t.Context(), odata.Refused{}); err != nil || token == "" {
				t.Errorf("got %q, %v", token, err)
			}
			o.Getenv = environment("AZURE_CLIENT_CERTIFICATE_PASSWORD", "wr0ng")
			if _, err := New(o); err == nil || !strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "wr0ng") {
				t.Errorf("a wrong password: %v", err)
			}
		})
	}
}
