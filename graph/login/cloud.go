package login

import (
	"fmt"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// Cloud is a Microsoft cloud: where one signs in, and where its Graph is.
type Cloud struct {
	Name     string // as in --cloud
	LoginURL string
	GraphURL string
}

// Clouds lists those of Microsoft, the usual one first.
func Clouds() []Cloud {
	return []Cloud{
		{"global", cloud.AzurePublic.ActiveDirectoryAuthorityHost, "https://graph.microsoft.com"},
		{"usgov", cloud.AzureGovernment.ActiveDirectoryAuthorityHost, "https://graph.microsoft.us"},
		{"usgov-dod", cloud.AzureGovernment.ActiveDirectoryAuthorityHost, "https://dod-graph.microsoft.us"},
		{"china", cloud.AzureChina.ActiveDirectoryAuthorityHost, "https://microsoftgraph.chinacloudapi.cn"},
	}
}

// CloudNames lists the values of --cloud, the usual one first.
func CloudNames() []string {
	var names []string
	for _, c := range Clouds() {
		names = append(names, c.Name)
	}
	return names
}

// CloudNamed finds a cloud by its name.
func CloudNamed(name string) (Cloud, error) {
	for _, c := range Clouds() {
		if c.Name == name {
			return c, nil
		}
	}
	return Cloud{}, fmt.Errorf("there is no cloud %q; choose one of %s", name, strings.Join(CloudNames(), ", "))
}
