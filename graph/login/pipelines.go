package login

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// pipelines signs in with the identity that Azure Pipelines vouches for.
func pipelines(o *Options) (azcore.TokenCredential, error) {
	connection, token := o.Getenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"), o.Getenv("SYSTEM_ACCESSTOKEN")
	request := o.Getenv("SYSTEM_OIDCREQUESTURI")
	if err := need("pipelines", o.Tenant, tenantFlag, o.ClientID, clientFlag,
		connection, "the variable AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
		token, "the variable SYSTEM_ACCESSTOKEN, mapped in the step: env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)",
		request, "the variable SYSTEM_OIDCREQUESTURI, which Azure Pipelines sets"); err != nil {
		return nil, err
	}
	if err := ofPipelines(request, o.Getenv("SYSTEM_COLLECTIONURI")); err != nil {
		return nil, err
	}
	opts := azidentity.AzurePipelinesCredentialOptions{
		ClientOptions: o.clientOptions(request), DisableInstanceDiscovery: o.private(),
	}
	return azidentity.NewAzurePipelinesCredential(o.Tenant, o.ClientID, connection, token, &opts)
}

// ofPipelines checks that the endpoint gets the token of the job over https, and that it is of Azure DevOps, or of the
// server that the job says it runs on: an Azure DevOps Server has a host of its own.
func ofPipelines(endpoint, collection string) error {
	const wants = "Azure Pipelines sets it; do not set it yourself"
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return &Error{Reason: "SYSTEM_OIDCREQUESTURI isn't an https address; nothing was sent to it", hint: wants}
	}
	host := strings.ToLower(u.Hostname())
	for _, known := range []string{"dev.azure.com", "visualstudio.com"} {
		if host == known || strings.HasSuffix(host, "."+known) {
			return nil
		}
	}
	if server, err := url.Parse(collection); err == nil && server.Host != "" && strings.EqualFold(server.Host, u.Host) {
		return nil
	}
	return &Error{Reason: fmt.Sprintf("SYSTEM_OIDCREQUESTURI is at %.100q, which is neither of Azure DevOps nor the host "+
		"of SYSTEM_COLLECTIONURI, and nothing is sent to it", u.Host), hint: wants}
}
