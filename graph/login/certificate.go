package login

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"software.sslmate.com/src/go-pkcs12"

	"prepaudit/graph/smallfile"
)

func certificate(o *Options) (azcore.TokenCredential, error) {
	file := o.CertificateFile
	if file == "" {
		file = o.Getenv("AZURE_CLIENT_CERTIFICATE_PATH")
	}
	if err := need("certificate", o.Tenant, tenantFlag, o.ClientID, clientFlag,
		file, "--certificate (or AZURE_CLIENT_CERTIFICATE_PATH)"); err != nil {
		return nil, err
	}
	certs, key, err := readCertificate(o, file)
	if err != nil {
		return nil, err
	}
	opts := azidentity.ClientCertificateCredentialOptions{
		ClientOptions: o.clientOptions(""), DisableInstanceDiscovery: o.private(),
		SendCertificateChain: truth(o.Getenv("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN")),
	}
	return azidentity.NewClientCertificateCredential(o.Tenant, o.ClientID, certs, key, &opts)
}

func readCertificate(o *Options, file string) ([]*x509.Certificate, crypto.PrivateKey, error) {
	data, err := smallfile.Read(file, 1<<20)
	if err != nil {
		return nil, nil, &Error{Reason: fmt.Sprintf("reading the certificate: %v", err)}
	}
	password := o.Getenv("AZURE_CLIENT_CERTIFICATE_PASSWORD")
	if o.PasswordFile != "" {
		if password, err = secretFile(o.PasswordFile); err != nil {
			return nil, nil, err
		}
	}
	certs, key, err := parseCertificate(data, password)
	if err != nil {
		return nil, nil, &Error{Reason: fmt.Sprintf("reading the certificate %s: %s", file, reason(err)),
			hint: "the file must have the certificate and its private key, as PEM (unencrypted) or PKCS#12 " +
				"(.pfx, password in --certificate-password-file or AZURE_CLIENT_CERTIFICATE_PASSWORD)"}
	}
	return certs, key, nil
}

// parseCertificate reads a certificate with its key and its chain. azidentity's own reader of PKCS #12 knows only the
// ciphers of the 1990s, and OpenSSL 3 and Windows Server 2022 write others.
func parseCertificate(data []byte, password string) ([]*x509.Certificate, crypto.PrivateKey, error) {
	switch {
	case bytes.Contains(data, []byte("-----BEGIN ")):
		return azidentity.ParseCertificates(data, nil)
	case !bytes.HasPrefix(data, []byte{0x30}): // ASN.1 begins so
		return nil, nil, errors.New("it is neither PEM nor PKCS #12")
	}
	key, cert, chain, err := pkcs12.DecodeChain(data, password)
	if err != nil {
		return nil, nil, err
	}
	return append([]*x509.Certificate{cert}, chain...), key, nil
}
