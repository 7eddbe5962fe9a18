package login

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"prepaudit/graph/smallfile"
)

// newCredential makes the credential of a method, or says which piece is missing.
func newCredential(method string, o *Options) (azcore.TokenCredential, error) {
	var cred azcore.TokenCredential
	var err error
	switch method {
	case "chain":
		return newChain(o)
	case "browser":
		cred, err = browser(o)
	case "device-code":
		cred, err = deviceCode(o)
	case "cli":
		cred, err = azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: o.Tenant})
	case "secret":
		cred, err = secret(o)
	case "certificate":
		cred, err = certificate(o)
	case "workload":
		cred, err = workload(o)
	case "managed-identity":
		cred, err = managedIdentity(o)
	case "pipelines":
		cred, err = pipelines(o)
	case "github":
		cred, err = github(o)
	case "token":
		cred, err = accessToken(o)
	default:
		err = fmt.Errorf("there is no --auth %q; choose one of %s", method, strings.Join(Methods(), ", "))
	}
	if err != nil {
		return nil, signInFailed(method, err)
	}
	return cred, nil
}

const (
	tenantFlag = "--tenant (or AZURE_TENANT_ID)"
	clientFlag = "--client-id (or AZURE_CLIENT_ID)"
)

func secret(o *Options) (azcore.TokenCredential, error) {
	value := o.Getenv("AZURE_CLIENT_SECRET")
	if o.SecretFile != "" {
		var err error
		if value, err = secretFile(o.SecretFile); err != nil {
			return nil, err
		}
	}
	if err := need("secret", o.Tenant, tenantFlag, o.ClientID, clientFlag,
		value, "--client-secret-file (or the variable AZURE_CLIENT_SECRET)"); err != nil {
		return nil, err
	}
	return azidentity.NewClientSecretCredential(o.Tenant, o.ClientID, value, &azidentity.ClientSecretCredentialOptions{
		ClientOptions: o.clientOptions(""), DisableInstanceDiscovery: o.private(),
	})
}

func workload(o *Options) (azcore.TokenCredential, error) {
	file := o.TokenFile
	if file == "" {
		file = o.Getenv("AZURE_FEDERATED_TOKEN_FILE")
	}
	if err := need("workload", o.Tenant, tenantFlag, o.ClientID, clientFlag,
		file, "--federated-token-file (or AZURE_FEDERATED_TOKEN_FILE)"); err != nil {
		return nil, err
	}
	// azidentity's own credential would read whatever the file is, to its end.
	assertion := func(context.Context) (string, error) { return secretFile(file) }
	return azidentity.NewClientAssertionCredential(o.Tenant, o.ClientID, assertion,
		&azidentity.ClientAssertionCredentialOptions{
			ClientOptions: o.clientOptions(""), DisableInstanceDiscovery: o.private(),
		})
}

func managedIdentity(o *Options) (azcore.TokenCredential, error) {
	// Each kind of machine has its own endpoint, in the environment or at an address of its own.
	clientOptions := o.clientOptions("")
	clientOptions.Transport = &http.Client{Transport: o.Transport, CheckRedirect: noRedirect}
	opts := &azidentity.ManagedIdentityCredentialOptions{ClientOptions: clientOptions}
	if o.ClientID != "" {
		opts.ID = azidentity.ClientID(o.ClientID)
	}
	return azidentity.NewManagedIdentityCredential(opts)
}

func accessToken(o *Options) (azcore.TokenCredential, error) {
	token := strings.TrimSpace(o.Getenv("PREPAUDIT_ACCESS_TOKEN"))
	if err := need("token", token, "the variable PREPAUDIT_ACCESS_TOKEN"); err != nil {
		return nil, err
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return nil, &Error{
			Reason: "PREPAUDIT_ACCESS_TOKEN isn't a token: it has a line break, a space or another character that no " +
				"token has",
			hint: "put only the token into the variable, on one line and without \"Bearer\"",
		}
	}
	return static(token), nil
}

// static is a token that somebody else got.
type static string

func (s static) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: string(s), ExpiresOn: time.Time{}}, nil
}

// secretFile reads a secret; the line end that editors add is no part of it.
func secretFile(name string) (string, error) {
	data, err := smallfile.Text(name, 64<<10)
	if err != nil {
		return "", &Error{Reason: fmt.Sprintf("reading a secret: %v", err)}
	}
	value := strings.TrimRight(string(data), "\r\n")
	if value == "" {
		return "", &Error{Reason: fmt.Sprintf("the secret in %s is empty", name)}
	}
	return value, nil
}

func truth(s string) bool { return s == "1" || strings.EqualFold(s, "true") }
