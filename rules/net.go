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
		Rationale:   "A new device knows the services by name only. Without names nothing of the preparation begins.",
		Remediation: "Let the DNS server of the network resolve internet names, by itself or by a forwarder.",
		Shown: []Shown{{Fail, "no name is known"}, {Warn, "one name gets no answer"},
			{NotEvaluated, "nobody probed"}},
	}),
	net(Rule{
		ID: "NET-02", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:       "TCP ports 80 and 443 and UDP port 123 are open to the internet",
		Citation:    requirement("networking", "Networking requirements"),
		Rationale:   "Every service of the preparation is behind one of these ports.",
		Remediation: "Open TCP 80, TCP 443 and UDP 123 to the internet, or to the hosts of the list." + networkExport,
		Shown:       []Shown{{Fail, "port 80 is closed"}, {Fail, "port 443 is closed"}, {NotEvaluated, "out of time"}},
	}),
	net(Rule{
		ID: "NET-03", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:    "The deployment service is reached",
		Citation: requirement("networking", "Windows Autopilot deployment service"),
		Rationale: "A device asks this service first. Without it the out-of-box experience goes on as if there " +
			"were no preparation.",
		Remediation: "Let login.live.com through on TCP 443, without looking into TLS. ztd.dds.microsoft.com and " +
			"cs.dds.microsoft.com are named by the edition of 2024 only.",
		Shown: []Shown{{Fail, "login.live.com refused"}, {Warn, "a host that only the older edition names"}},
	}),
	net(Rule{
		ID: "NET-04", Level: Required, Effect: Effect{Complete, Degrades, Information},
		Title:       "The Windows activation services are reached",
		Citation:    requirement("networking", "Windows activation"),
		Rationale:   "Windows that is not activated cannot step up to Enterprise, and tells its user so.",
		Remediation: "Let the activation hosts through on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Fail, "activation cut"}},
	}),
	net(Rule{
		ID: "NET-05", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "Microsoft Entra ID is reached",
		Citation:  requirement("networking", "Microsoft Entra ID"),
		Rationale: "The user signs in there, and the device joins it.",
		Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in " +
			"at the proxy." + networkExport,
		Shown: []Shown{{Fail, "sign-in intercepted"}, {Fail, "joining has the certificate of somebody else"},
			{Warn, "the sample of a wildcard is gone"}},
	}),
	net(Rule{
		ID: "NET-06", Level: Required, Effect: Effect{Enroll, Stops, Information},
		Title:     "Microsoft Intune is reached",
		Citation:  requirement("networking", "Microsoft Intune"),
		Rationale: "The device enrols there and gets its policy, its scripts and its apps.",
		Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in " +
			"at the proxy." + networkExport,
		Shown: []Shown{{Fail, "no answer"}, {Fail, "intercepted"}},
	}),
	net(Rule{
		ID: "NET-07", Level: Required, Effect: Effect{Prepare, Stops, Information},
		Title:     "The content of Intune is reached in the region of the tenant",
		Citation:  requirement("networking", "Microsoft Intune"),
		Rationale: "Scripts and Win32 apps come from these hosts. Without them the preparation fails at its apps.",
		Remediation: "Let the hosts of the tenant's region through on TCP 443, partial responses included. " +
			"`prepaudit network --region` probes one region alone." + networkExport,
		Shown: []Shown{{Fail, "no region is whole"}, {Warn, "one region of three is out of reach"}},
	}),
	net(Rule{
		ID: "NET-08", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title: "Diagnostics can be uploaded",
		Citation: requirement("networking",
			"Windows Autopilot device preparation automatic device diagnostics collection"),
		Rationale:   "Where a preparation fails, the uploaded logs are what tells why.",
		Remediation: "Let the storage hosts for diagnostics through on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "none answers"}},
	}),
	net(Rule{
		ID: "NET-09", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "Windows Update is reached",
		Citation:    requirement("networking", "Windows Update"),
		Rationale:   "The process continues without it, but critical updates are not available.",
		Remediation: "Let the hosts of Windows Update through on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Warn, "no updates"}},
	}),
	net(Rule{
		ID: "NET-10", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "Delivery Optimization is reached",
		Citation:    requirement("networking", "Delivery Optimization"),
		Rationale:   "The process continues without it, but every device downloads everything from the internet.",
		Remediation: "Let its hosts through on TCP 80 and 443, and byte ranges through the proxy." + networkExport,
		Shown:       []Shown{{Warn, "out of reach"}, {Warn, "a proxy that sends whole files"}},
	}),
	net(Rule{
		ID: "NET-11", Level: Required, Effect: Effect{Join, Stops, Information},
		Title:       "The time server is reached and the clock is right",
		Citation:    requirement("networking", "Network Time Protocol (NTP) sync"),
		Rationale:   "With a wrong clock certificates are not valid and sign-in fails.",
		Remediation: "Open UDP 123 to time.windows.com. Where the clock is wrong, set it in the firmware first.",
		Shown:       []Shown{{Fail, "no answer"}, {Fail, "the server refuses"}, {Warn, "over a minute behind"}},
	}),
	net(Rule{
		ID: "NET-12", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "The DNS server of the network resolves the names of the services",
		Citation:  requirement("networking", "Domain Name Services (DNS)"),
		Rationale: "A filter in the DNS server stops a device as surely as a firewall does.",
		Remediation: "Take the names of the services out of the filter of the DNS server that DHCP hands out." +
			networkExport,
		Shown: []Shown{{Fail, "a required name is filtered"}, {Warn, "another name is filtered"}},
	}),
	net(Rule{
		ID: "NET-13", Level: Recommended, Effect: Effect{Complete, Degrades, Information},
		Title:       "Diagnostic data can be sent",
		Citation:    requirement("networking", "Diagnostics data"),
		Rationale:   "The process continues without it, but services that depend on diagnostic data do not work.",
		Remediation: "Let the hosts for diagnostic data through on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "intercepted"}},
	}),
	net(Rule{
		ID: "NET-14", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:       "Windows can tell that there is an internet (NCSI)",
		Citation:    requirement("networking", "Network Connection Status Indicator (NCSI)"),
		Rationale:   "Windows that takes the network for one without internet does not go on.",
		Remediation: "Let *.msftconnecttest.com through on TCP 80, resolved by DNS, without a page in its place.",
		Shown:       []Shown{{Fail, "captive portal"}, {Fail, "out of reach"}},
	}),
	net(Rule{
		ID: "NET-15", Level: Recommended, Effect: Effect{Complete, Degrades, Information},
		Title:       "The notification services are reached (WNS)",
		Citation:    requirement("networking", "Windows Notification Services (WNS)"),
		Rationale:   "The process continues without them, but Intune cannot wake a device.",
		Remediation: "Let the notification hosts through on TCP 443." + networkExport,
		Shown:       []Shown{{Warn, "out of reach"}},
	}),
	net(Rule{
		ID: "NET-16", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "The Microsoft Store is reached",
		Citation:    requirement("networking", "Microsoft Store"),
		Rationale:   "The process continues without it, but apps of the Store are not installed.",
		Remediation: "Let the hosts of the Store through on TCP 80 and 443." + networkExport,
		Shown:       []Shown{{Warn, "out of reach"}},
	}),
	net(Rule{
		ID: "NET-17", Level: Recommended, Effect: Effect{Prepare, Degrades, Information},
		Title:       "The content of Microsoft 365 Apps is reached",
		Citation:    requirement("networking", "Microsoft 365"),
		Rationale:   "Where Microsoft 365 Apps are deployed, they come from these hosts.",
		Remediation: "Let officecdn.microsoft.com and config.office.com through." + networkExport,
		Shown:       []Shown{{Warn, "out of reach"}},
	}),
	net(Rule{
		ID: "NET-18", Level: Required, Effect: Effect{Join, Stops, Information},
		Title:    "Certificates can be checked for revocation",
		Citation: requirement("networking", "Certificate revocation lists (CRLs)"),
		Rationale: "Windows refuses some connections where it cannot tell whether a certificate is revoked, and " +
			"others get slow.",
		Remediation: "Let the hosts for revocation lists and OCSP through on TCP 80." + networkExport,
		Shown:       []Shown{{Fail, "out of reach"}},
	}),
	net(Rule{
		ID: "NET-19", Level: Required, Effect: Effect{SignIn, Stops, Information},
		Title:     "The way to the internet needs no proxy settings on the device",
		Citation:  requirement("networking", "Proxy settings"),
		Rationale: "A new device has no proxy settings, and nobody can sign in to a proxy before there is a user.",
		Remediation: "Set the proxy up to be transparent, or let the hosts pass around it, without a sign-in. Proxy " +
			"settings by Intune policy are not fully supported.",
		Shown: []Shown{{Fail, "the proxy demands a sign-in"}, {Warn, "a configuration script"},
			{Warn, "a proxy is set"}},
	}),
	net(Rule{
		ID: "NET-20", Level: Recommended, Effect: Effect{Join, Degrades, Information},
		Title: "The hosts of device association and attestation are reached",
		Citation: Citation{"Requirements for Windows Autopilot device association", "Networking requirements",
			associationURL + "?tabs=networking"},
		Rationale: "Devices that are associated with the tenant prove themselves there. Others do without.",
		Remediation: "Let ztd.dds.microsoft.com and the attestation hosts through on TCP 443, without " +
			"looking into TLS." + networkExport,
		Shown: []Shown{{Warn, "association is out of reach"}},
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
