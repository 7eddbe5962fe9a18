package rules

import "strings"

// cloudHosts are where a national cloud has what the global one has at graph.microsoft.com and in its portals. Graph:
// Microsoft's page "National cloud deployments". Portals: Microsoft's pages on the Microsoft 365 admin center (volume
// licensing: GCC High, DoD; admin roles: 21Vianet) and, for Entra ID and Intune, what public repositories link to
// (2026-11): maester.dev's list of portals for the US government, several guides for 21Vianet.
// The names of a cloud are what Connect-MgGraph and az cloud set call it.
type cloudHosts struct{ graph, entra, intune, admin, environment, azure string }

// globalHosts are those that links and commands are made with.
var globalHosts = cloudHosts{"https://graph.microsoft.com/", "https://entra.microsoft.com/",
	"https://intune.microsoft.com/", "https://admin.cloud.microsoft/?", "Global", "AzureCloud"}

// nationalHosts are those of the other clouds, by the names of --cloud.
var nationalHosts = map[string]cloudHosts{
	"usgov": {"https://graph.microsoft.us/", "https://entra.microsoft.us/", "https://intune.microsoft.us/",
		"https://portal.office365.us/adminportal/home", "USGov", "AzureUSGovernment"},
	"usgov-dod": {"https://dod-graph.microsoft.us/", "https://entra.microsoft.us/", "https://intune.microsoft.us/",
		"https://portal.apps.mil/adminportal/home", "USGovDoD", "AzureUSGovernment"},
	"china": {"https://microsoftgraph.chinacloudapi.cn/", "https://entra.microsoftonline.cn/",
		"https://intune.microsoftonline.cn/", "https://portal.partner.microsoftonline.cn/AdminPortal/Home", "China",
		"AzureChinaCloud"},
}

// inCloud is a link, or a command, as it is in a cloud.
func inCloud(cloud, text string) string {
	there, ok := nationalHosts[cloud]
	if !ok {
		return text
	}
	return strings.NewReplacer(globalHosts.graph, there.graph, globalHosts.entra, there.entra,
		globalHosts.intune, there.intune, globalHosts.admin, there.admin).Replace(text)
}

// InCloud makes the link and the commands of a cause, as they were made, those of a cloud. The Azure CLI finds out by
// itself that an address is Graph's for one cloud at most: it is told for whom the token is. Its commands for groups
// (az ad) go to the Graph that it believes in, which in these clouds depends on its version: there PowerShell alone has a
// command.
func (c *Cause) InCloud(cloud string) {
	there, ok := nationalHosts[cloud]
	if !ok {
		return
	}
	c.Link, c.Bash = inCloud(cloud, c.Link), inCloud(cloud, c.Bash)
	if strings.Contains(c.Bash, "az ad ") {
		c.Bash = ""
	}
	c.Bash = strings.ReplaceAll(c.Bash, "az rest ", "az rest --resource "+strings.TrimSuffix(there.graph, "/")+" ")
}

// Environments are what Connect-MgGraph and az cloud set call a cloud; national is whether they must be told.
func Environments(cloud string) (powerShell, azure string, national bool) {
	hosts, national := nationalHosts[cloud]
	if !national {
		hosts = globalHosts
	}
	return hosts.environment, hosts.azure, national
}
