package graph

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"prepaudit/graph/login"
)

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
		return nil, fmt.Errorf("%.100q isn't an address of Graph; it has the form https://graph.microsoft.com", address)
	case u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("the address of Graph has only a scheme and a host, like https://%.100s", u.Host)
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%.100q is not read: a token is sent over https only, or over http to this machine", address)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// graphHosts are the hosts of all clouds.
func graphHosts() []string {
	var hosts []string
	for _, c := range login.Clouds() {
		hosts = append(hosts, strings.TrimPrefix(c.GraphURL, "https://"))
	}
	return hosts
}
