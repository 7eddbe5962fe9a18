package graph

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// Cloud is a Microsoft cloud: where one signs in, and where its Graph is.
type Cloud struct {
	Name     string // as in --cloud
	LoginURL string
	GraphURL string
}

var clouds = []Cloud{
	{"global", cloud.AzurePublic.ActiveDirectoryAuthorityHost, "https://graph.microsoft.com"},
	{"usgov", cloud.AzureGovernment.ActiveDirectoryAuthorityHost, "https://graph.microsoft.us"},
	{"usgov-dod", cloud.AzureGovernment.ActiveDirectoryAuthorityHost, "https://dod-graph.microsoft.us"},
	{"china", cloud.AzureChina.ActiveDirectoryAuthorityHost, "https://microsoftgraph.chinacloudapi.cn"},
}

// CloudNames lists the values of --cloud, the usual one first.
func CloudNames() []string {
	var names []string
	for _, c := range clouds {
		names = append(names, c.Name)
	}
	return names
}

// CloudNamed finds a cloud by its name.
func CloudNamed(name string) (Cloud, error) {
	for _, c := range clouds {
		if c.Name == name {
			return c, nil
		}
	}
	return Cloud{}, fmt.Errorf("there is no cloud %q; choose one of %s", name, strings.Join(CloudNames(), ", "))
}

// graphHosts are the hosts of all clouds.
func graphHosts() []string {
	var hosts []string
	for _, c := range clouds {
		hosts = append(hosts, strings.TrimPrefix(c.GraphURL, "https://"))
	}
	return hosts
}

// CheckURL says what is wrong with the address of a Graph, in place of the cloud's.
func CheckURL(address string) error {
	_, err := graphBase(address)
	return err
}

// graphBase reads the address of a Graph: https, or plain http on this machine.
func graphBase(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSuffix(address, "/"))
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return nil, fmt.Errorf("%.100q is no address of a Graph; it has the form https://graph.microsoft.com", address)
	case u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("the address of a Graph is scheme and host alone, like https://%.100s", u.Host)
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%.100q is not read: a token is sent over https only, or over http to this machine", address)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
