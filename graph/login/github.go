package login

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// github signs in with the identity that GitHub Actions vouches for.
func github(o *Options) (azcore.TokenCredential, error) {
	const fromActions = ", which GitHub Actions sets for a job with permissions: id-token: write"
	address, bearer := o.Getenv("ACTIONS_ID_TOKEN_REQUEST_URL"), o.Getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
	if err := need("github", o.Tenant, tenantFlag, o.ClientID, clientFlag,
		address, "the variable ACTIONS_ID_TOKEN_REQUEST_URL"+fromActions,
		bearer, "the variable ACTIONS_ID_TOKEN_REQUEST_TOKEN"+fromActions); err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" {
		return nil, &Error{Reason: "ACTIONS_ID_TOKEN_REQUEST_URL isn't an https address"}
	}
	query := u.Query()
	query.Set("audience", "api://AzureADTokenExchange")
	u.RawQuery = query.Encode()
	client := &http.Client{Transport: o.Transport, CheckRedirect: noRedirect}
	assertion := func(ctx context.Context) (string, error) { return githubToken(ctx, client, u.String(), bearer) }
	opts := azidentity.ClientAssertionCredentialOptions{
		ClientOptions: o.clientOptions(""), DisableInstanceDiscovery: o.private(),
	}
	return azidentity.NewClientAssertionCredential(o.Tenant, o.ClientID, assertion, &opts)
}

func githubToken(ctx context.Context, client *http.Client, address, bearer string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("GitHub sent no identity token: %s", resp.Status)
	}
	var answer struct {
		Value string `json:"value"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&answer); err != nil || answer.Value == "" {
		return "", errors.New("GitHub sent no identity token")
	}
	return answer.Value, nil
}

// noRedirect is for http.Client.CheckRedirect: what proves who we are goes along with a redirect.
func noRedirect(req *http.Request, _ []*http.Request) error {
	return &Error{Reason: fmt.Sprintf("a redirect to %.100q is not followed", origin(req.URL)),
		hint: "such a service does not redirect; check the proxy (HTTPS_PROXY, NO_PROXY)"}
}
