package rules

import (
	"prepaudit/rules/endpoint"
	"prepaudit/rules/tenant"
)

const networkExport = " `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall."

// networkRules are judged by what `prepaudit network` found for each of them.
var networkRules = []*Rule{
	net(Rule{
		ID: "NET-01", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:       "The network resolves internet names",
		Citation:    requirement("networking", "Networking requirements"),
		Rationale:   "A new device knows the services by name only. Without DNS, nothing of the preparation begins.",
		Remediation: "Let the network's DNS server resolve internet names, by itself or through a forwarder.",
		Shown: []Shown{{Fail, "no name is known"}, {Warn, "one name gets no answer"},
			{NotEvaluated, "nobody probed"}},
	}),
	net(Rule{
		ID: "NET-02", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:       "TCP ports 80 and 443 and UDP port 123 are open to the internet",
		Citation:    requirement("networking", "Networking requirements"),
		Rationale:   "Every service of the preparation is behind one of these ports.",
		Remediation: "Open TCP 80, TCP 443 and UDP 123 to the internet, or to the listed hosts." + networkExport,
		Shown:       []Shown{{Fail, "port 80 is closed"}, {Fail, "port 443 is closed"}, {NotEvaluated, "out of time"}},
	}),
	net(Rule{
		ID: "NET-03", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "The deployment service is reachable",
		Citation:  requirement("networking", "Windows Autopilot deployment service"),
		Rationale: "A device asks this service first. Without it, setup goes on as if there were no preparation.",
		Remediation: "Allow login.live.com on TCP 443, without TLS inspection. Only Microsoft's page of 2024 names " +
			"ztd.dds.microsoft.com and cs.dds.microsoft.com.",
		Shown: []Shown{{Fail, "login.live.com refused"}, {Warn, "a host that only the older page names"}},
	}),
	net(Rule{
		ID: "NET-04", Level: Required, Effect: Effect{Complete, Degrades, Information},
		Title:       "The Windows activation services are reachable",
		Citation:    requirement("networking", "Windows activation"),
		Rationale:   "Windows that isn't activated can't upgrade to Enterprise, and shows its user a message about that.",
		Remediation: "Allow the activation hosts on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Fail, "activation cut"}},
	}),
	net(Rule{
		ID: "NET-05", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "Microsoft Entra ID is reachable",
		Citation:  requirement("networking", "Microsoft Entra ID"),
		Rationale: "The user signs in there, and the device joins it.",
		Remediation: "Allow the hosts on TCP 80 and 443, without TLS inspection and without a proxy sign-in." +
			networkExport,
		Shown: []Shown{{Fail, "sign-in intercepted"}, {Fail, "joining has the certificate of somebody else"},
			{Warn, "the sample of a wildcard is gone"}},
	}),
	net(Rule{
		ID: "NET-06", Level: Required, Effect: Effect{Enroll, Stops, Information},
		Title:     "Microsoft Intune is reachable",
		Citation:  requirement("networking", "Microsoft Intune"),
		Rationale: "The device enrolls there and gets its policies, scripts and apps.",
		Remediation: "Allow the hosts on TCP 80 and 443, without TLS inspection and without a proxy sign-in." +
			networkExport,
		Shown: []Shown{{Fail, "no answer"}, {Fail, "intercepted"}},
	}),
	net(Rule{
		ID: "NET-07", Level: Required, Effect: Effect{Prepare, Stops, Information},
		Title:     "Intune's content is reachable in the tenant's region",
		Citation:  requirement("networking", "Microsoft Intune"),
		Rationale: "Scripts and Win32 apps come from these hosts. Without them, the preparation fails at its apps.",
		Remediation: "Allow the hosts of the tenant's region on TCP 443, including partial responses. `prepaudit " +
			"network --region` tests one region only." + networkExport,
		Shown: []Shown{{Fail, "no region is fully reachable"}, {Warn, "one region of three is unreachable"}},
	}),
	net(Rule{
		ID: "NET-08", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title: "Diagnostics can be uploaded",
		Citation: requirement("networking",
			"Windows Autopilot device preparation automatic device diagnostics collection"),
		Rationale:   "If a preparation fails, the uploaded logs say why.",
		Remediation: "Allow the storage hosts for diagnostics on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "none answers"}},
	}),
	net(Rule{
		ID: "NET-09", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "Windows Update is reachable",
		Citation:    requirement("networking", "Windows Update"),
		Rationale:   "Device preparation goes on without it, but critical updates aren't available.",
		Remediation: "Allow the Windows Update hosts on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Warn, "no updates"}},
	}),
	net(Rule{
		ID: "NET-10", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "Delivery Optimization is reachable",
		Citation:    requirement("networking", "Delivery Optimization"),
		Rationale:   "Device preparation goes on without it, but every device downloads everything from the internet.",
		Remediation: "Allow its hosts on TCP 80 and 443, and byte ranges through the proxy." + networkExport,
		Shown:       []Shown{{Warn, "unreachable"}, {Warn, "a proxy that sends complete files"}},
	}),
	net(Rule{
		ID: "NET-11", Level: Required, Effect: Effect{Join, Stops, Information},
		Title:       "The time server is reachable and the clock is right",
		Citation:    requirement("networking", "Network Time Protocol (NTP) sync"),
		Rationale:   "With a wrong clock, certificates aren't valid and sign-in fails.",
		Remediation: "Open UDP 123 to time.windows.com. If the clock is wrong, set it in the firmware first.",
		Shown:       []Shown{{Fail, "no answer"}, {Fail, "the server refuses"}, {Warn, "over a minute behind"}},
	}),
	net(Rule{
		ID: "NET-12", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "The network's DNS server resolves the names of the services",
		Citation:  requirement("networking", "Domain Name Services (DNS)"),
		Rationale: "A DNS filter stops a device as surely as a firewall does.",
		Remediation: "Take the names of the services off the filter of the DNS server that DHCP assigns." +
			networkExport,
		Shown: []Shown{{Fail, "a required name is filtered"}, {Warn, "another name is filtered"}},
	}),
	net(Rule{
		ID: "NET-13", Level: Recommended, Effect: Effect{Complete, Degrades, Information},
		Title:       "Diagnostic data can be sent",
		Citation:    requirement("networking", "Diagnostics data"),
		Rationale:   "Device preparation goes on without it, but services that depend on diagnostic data don't work.",
		Remediation: "Allow the hosts for diagnostic data on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "intercepted"}},
	}),
	net(Rule{
		ID: "NET-14", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:       "Windows detects internet access (NCSI)",
		Citation:    requirement("networking", "Network Connection Status Indicator (NCSI)"),
		Rationale:   "If Windows detects no internet access, setup doesn't go on.",
		Remediation: "Allow *.msftconnecttest.com on TCP 80, resolved by DNS, without another page in its place.",
		Shown:       []Shown{{Fail, "captive portal"}, {Fail, "unreachable"}},
	}),
	net(Rule{
		ID: "NET-15", Level: Recommended, Effect: Effect{Complete, Degrades, Information},
		Title:       "The notification services (WNS) are reachable",
		Citation:    requirement("networking", "Windows Notification Services (WNS)"),
		Rationale:   "Device preparation goes on without them, but Intune can't wake a device.",
		Remediation: "Allow the notification hosts on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "unreachable"}},
	}),
	net(Rule{
		ID: "NET-16", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "The Microsoft Store is reachable",
		Citation:    requirement("networking", "Microsoft Store"),
		Rationale:   "Device preparation goes on without it, but Store apps aren't installed.",
		Remediation: "Allow the Store hosts on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Warn, "unreachable"}},
	}),
	net(Rule{
		ID: "NET-17", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "The content of Microsoft 365 Apps is reachable",
		Citation:    requirement("networking", "Microsoft 365"),
		Rationale:   "If you deploy Microsoft 365 Apps, they come from these hosts.",
		Remediation: "Allow officecdn.microsoft.com and config.office.com." + networkExport,
		Shown:       []Shown{{Warn, "unreachable"}},
	}),
	net(Rule{
		ID: "NET-18", Level: Required, Effect: Effect{Join, Stops, Information},
		Title:    "Certificates can be checked for revocation",
		Citation: requirement("networking", "Certificate revocation lists (CRLs)"),
		Rationale: "Windows refuses some connections, and slows others, if it can't check whether a certificate is " +
			"revoked.",
		Remediation: "Allow the hosts for revocation lists and OCSP on TCP 80." + networkExport,
		Shown:       []Shown{{Fail, "unreachable"}},
	}),
	net(Rule{
		ID: "NET-19", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "Devices reach the internet without proxy settings",
		Citation:  requirement("networking", "Proxy settings"),
		Rationale: "A new device has no proxy settings, and nobody can sign in to a proxy before there is a user.",
		Remediation: "Make the proxy transparent, or let the hosts bypass it, without a sign-in. Proxy settings by " +
			"Intune policy aren't fully supported.",
		Shown: []Shown{{Fail, "the proxy requires a sign-in"}, {Warn, "a configuration script"},
			{Warn, "a proxy is set"}},
	}),
	net(Rule{
		ID: "NET-20", Level: Recommended, Effect: Effect{Join, Degrades, Information},
		Title: "The hosts of device association and attestation are reachable",
		Citation: Citation{"Requirements for Windows Autopilot device association", "Networking requirements",
			associationURL + "?tabs=networking"},
		Rationale: "Devices that are associated with the tenant prove their identity there. Others don't need " +
			"them.",
		Remediation: "Allow ztd.dds.microsoft.com and the attestation hosts on TCP 443, without TLS inspection.",
		Shown:       []Shown{{Warn, "association is unreachable"}},
	}),
}

// net completes a rule about the network.
func net(r Rule) *Rule {
	r.Needs, r.Probed, r.Once = []tenant.Dataset{tenant.Network}, true, overProbes(r.ID)
	r.Counted = "endpoints"
	r.Shown = append([]Shown{{Pass, "all is reached"}}, r.Shown...)
	return &r
}

// networkGap is what is not known of the network: all of it where nobody probed.
func networkGap(n *tenant.NetworkReport) (Gap, bool) {
	switch {
	case n == nil:
		return Gap{
			Dataset: tenant.Network, Why: "no network was probed",
			Hint: "run `prepaudit network -o json=FILE` where the devices will be, then audit with --network FILE",
		}, true
	case n.Stopped != "":
		return Gap{
			Dataset: tenant.Network, Partial: true, Why: "the probing ended early: " + n.Stopped,
			Hint: "run `prepaudit network` again with more time: --timeout 60s",
		}, true
	}
	return Gap{}, false
}

// overProbes judges by what `prepaudit network` found for one requirement.
func overProbes(rule string) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, v := range endpoint.Judge(env.Network, rule) {
			vs = append(vs, Verdict{Outcome: networkOutcome(v.Outcome), Detail: v.Detail, Subject: networkSubject(v),
				Older: v.Older})
		}
		return vs
	}
}

func networkOutcome(o endpoint.Outcome) Outcome {
	switch o {
	case endpoint.Met:
		return Pass
	case endpoint.Unmet:
		return Fail
	case endpoint.Doubtful:
		return Warn
	}
	return NotEvaluated
}

func networkSubject(v endpoint.Verdict) Subject {
	if v.ID == "" {
		return Subject{"network", "network", "the network"}
	}
	return Subject{"endpoint", v.ID, v.Why}
}
