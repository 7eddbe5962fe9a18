package rules

func networkingSentences() []Sentence {
	const (
		general    = "Networking requirements"
		collection = "Windows Autopilot device preparation automatic device diagnostics collection"
	)
	both := func(section, text string, rules ...string) Sentence {
		return Sentence{Section: section, Text: text, In2024: true, In2025: true, Rules: rules}
	}
	older := func(section, text string, rules ...string) Sentence {
		return Sentence{Section: section, Text: text, In2024: true, Rules: rules}
	}
	newer := func(section, text string, rules ...string) Sentence {
		return Sentence{Section: section, Text: text, In2025: true, Rules: rules}
	}
	return inPart("Networking", []Sentence{
		{Section: general,
			Text:   "Device preparation depends on services in the internet, and access to them must be provided",
			In2024: true, In2025: true,
			Information: "the sentences below name the services one by one"},
		both(general, "DNS names of the internet are resolved", "NET-01"),
		both(general, "All hosts can be reached through port 80, port 443 and UDP port 123", "NET-02"),
		{Section: general,
			Text:   "Restrictive networks, and those that ask for authentication first, need further configuration",
			In2024: true, In2025: true,
			Manual: "run `prepaudit network` in such a network; it detects captive portals, proxies that ask for " +
				"authentication, and what is blocked"},
		both(general+", note", "Signing in by smart card or certificate is not supported in the out-of-box experience",
			"OOB-02"),
		both("Windows Autopilot deployment service", "Devices reach login.live.com", "NET-03"),
		older("Windows Autopilot deployment service", "Devices reach ztd.dds.microsoft.com and cs.dds.microsoft.com",
			"NET-03"),
		both("Windows activation", "Devices reach the Windows activation services", "NET-04"),
		both("Microsoft Entra ID", "Devices reach Microsoft Entra ID, which validates the user", "NET-05"),
		newer("Microsoft Entra ID", "The device is joined to Microsoft Entra ID; a hybrid join is not supported",
			"DPP-06"),
		both("Microsoft Intune", "Devices reach Microsoft Intune, which enrolls them", "NET-06"),
		newer("Microsoft Intune", "Devices reach the hosts of Win32 apps and scripts of their region", "NET-07"),
		both(collection, "The host for uploads of diagnostics is not blocked", "NET-08"),
		both(collection, "Diagnostics are collected by themselves, where the tenant allows it", "INT-03"),
		{Section: collection, Text: "Diagnostics are kept for 28 days", In2024: true, In2025: true,
			Information: "it says how long there is to look at them"},
		both("Windows Update",
			"Devices reach Windows Update; without it the process continues without critical updates", "NET-09"),
		both("Delivery Optimization",
			"Devices reach Delivery Optimization; without it the process continues and everything comes from "+
				"the internet", "NET-10"),
		both("Network Time Protocol (NTP) sync", "UDP port 123 to time.windows.com is open", "NET-11"),
		both("Domain Name Services (DNS)", "The DNS server that devices are given resolves internet names", "NET-12"),
		both("Diagnostics data", "Diagnostic data is collected by default", "INT-02"),
		both("Diagnostics data",
			"Diagnostic data can be sent; without it the process continues, and services that depend on it do not work",
			"NET-13"),
		both("Network Connection Status Indicator (NCSI)", "*.msftconnecttest.com is resolved and reached through HTTP",
			"NET-14"),
		both("Windows Notification Services (WNS)",
			"Devices reach the notification services; without them the process continues without notifications",
			"NET-15"),
		both("Microsoft Store", "Intune may push apps of the Microsoft Store to the device", "INT-04"),
		both("Microsoft Store", "Devices reach the Microsoft Store; without it the process continues without its apps",
			"NET-16"),
		{Section: "Microsoft Store", Text: "The prerequisites of Microsoft Store for Business and Education are in place",
			In2024: true,
			Information: "Microsoft has replaced that store by the Microsoft Store. Apps that still come from it are " +
				"findings about what policies take from the Store"},
		both("Microsoft 365", "Intune may install Microsoft 365 Apps for enterprise, from hosts of Microsoft 365",
			"INT-04", "NET-17"),
		both("Certificate revocation lists (CRLs)",
			"Revocation lists of the certificates of these services can be fetched", "NET-18"),
		both("Proxy settings", "A proxy is set up on the proxy itself", "NET-19"),
		both("Proxy settings", "Setting a proxy by Intune policy is not fully supported", "INT-01"),
		{Section: "Device association",
			Text:  "Devices that are associated with the tenant reach ztd.dds.microsoft.com and the attestation hosts",
			Dated: "2026-08-25",
			URL:   associationURL + "?tabs=networking#networking-requirements", Rules: []string{"NET-20"}},
	})
}
