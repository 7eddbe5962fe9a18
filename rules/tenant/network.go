package tenant

import "time"

// NetworkSchema is raised when a field of NetworkReport is renamed, removed or gets another meaning.
const NetworkSchema = 1

// NetworkReport is what one machine saw of the network that it stands in. It travels as JSON from
// that machine to the audit, so it holds what it was judged by: no table is needed to read it.
// Host names of certificates, proxies and pages are untrusted.
type NetworkReport struct {
	Schema    int       `json:"schemaVersion"`
	Version   string    `json:"version"` // of the program that probed
	Machine   string    `json:"machine"` // host name
	System    string    `json:"system"`  // linux/amd64
	Started   time.Time `json:"started"`
	Finished  time.Time `json:"finished"`
	TableDate string    `json:"tableDate"` // of the endpoint table, 2026-08-21
	Cloud     string    `json:"cloud"`     // global, usgov, china
	Region    string    `json:"region,omitempty"`
	// Stopped says why not every probe was made; "" where every one was.
	Stopped   string            `json:"stopped,omitempty"`
	Resolvers []string          `json:"resolvers"` // DNS servers that were asked, with port
	Proxy     NetworkProxy      `json:"proxy"`
	Endpoints []NetworkEndpoint `json:"endpoints"`
	Untold    []string          `json:"untold"` // what this machine cannot tell
}

// NetworkProxy is the proxy that the machine is set to use.
type NetworkProxy struct {
	Source string   `json:"source,omitempty"` // environment, WinINET, WinHTTP, macOS; "" where there is none
	HTTP   string   `json:"http,omitempty"`   // host:port, without credentials
	HTTPS  string   `json:"https,omitempty"`
	PAC    string   `json:"pac,omitempty"`   // URL of an automatic configuration script
	Detect bool     `json:"detect,omitzero"` // the machine looks for a script by itself (WPAD)
	Notes  []string `json:"notes,omitempty"` // what was not found out
}

// NetworkEndpoint is one line of the endpoint table with what came of it.
type NetworkEndpoint struct {
	ID      string         `json:"id"`
	Rule    string         `json:"rule"`              // the requirement that it belongs to, NET-06
	Section string         `json:"section,omitempty"` // of the document; "" for what the chains seen asked for
	Why     string         `json:"why"`
	Need    NetworkNeed    `json:"need"`
	Lost    string         `json:"lost,omitempty"`   // what does not work without it
	Edition string         `json:"edition"`          // of the document that names it: 2024-04-26, 2025-06-11, both
	Source  string         `json:"source,omitempty"` // of the entry, with its date
	Region  string         `json:"region,omitempty"`
	AnyOf   bool           `json:"anyOf,omitzero"` // one reachable host is enough
	Probes  []NetworkProbe `json:"probes"`
}

// NetworkNeed is how much the requirement document makes of an endpoint.
type NetworkNeed string

// The distinction is the document's own.
const (
	NeedRequired  NetworkNeed = "required"
	NeedContinues NetworkNeed = "continues"   // "the process continues without it"
	NeedFeature   NetworkNeed = "feature"     // asked for by a feature that may not be in use
	NeedNothing   NetworkNeed = "information" // never judged
)

// NetworkProbe is one try to use one host at one port.
type NetworkProbe struct {
	Host     string       `json:"host"`              // that was tried
	Pattern  string       `json:"pattern,omitempty"` // the wildcard that the host is a sample of
	Port     int          `json:"port"`
	Protocol string       `json:"protocol"`           // tcp, tls, http, range, ntp, dns, crl, ocsp
	Path     string       `json:"path,omitempty"`     // of http, range, crl and ocsp
	Expected string       `json:"expected,omitempty"` // text of the page; only where Protocol is http
	Trap     string       `json:"trap,omitempty"`
	Outcome  ProbeOutcome `json:"outcome"`
	Detail   string       `json:"detail,omitempty"`
	// DNS is what the direct question for the name gave, also where a proxy resolves it.
	DNS       ProbeOutcome `json:"dns"`
	Addresses []string     `json:"addresses,omitempty"`
	IPv4      ProbeOutcome `json:"ipv4,omitempty"` // of the connection, by family; "" where it was not tried
	IPv6      ProbeOutcome `json:"ipv6,omitempty"`
	Proxy     bool         `json:"proxy,omitzero"` // reached through the proxy
	Tries     int          `json:"tries"`
	DNSMillis int          `json:"dnsMs"`
	Millis    int          `json:"ms"`               // of the connection with all that follows
	Issuer    string       `json:"issuer,omitempty"` // of the certificate
	Root      string       `json:"root,omitempty"`   // that its chain ends in
	// OffsetMillis is what the time server's clock is ahead of this machine's; only where Protocol is ntp.
	OffsetMillis int64 `json:"offsetMs,omitzero"`
}

// ProbeOutcome is how a probe ended. A word newer than this program stands for something unknown.
type ProbeOutcome string

// The outcomes.
const (
	ProbeOK           ProbeOutcome = "ok"
	ProbeNotTried     ProbeOutcome = "notTried"     // time ran out, or it was interrupted
	ProbeNoName       ProbeOutcome = "noName"       // DNS says that there is no such name, or no address of it
	ProbeDNSFailed    ProbeOutcome = "dnsFailed"    // the DNS server answered with a failure
	ProbeDNSTimeout   ProbeOutcome = "dnsTimeout"   // the DNS server did not answer
	ProbeRefused      ProbeOutcome = "refused"      // connection refused
	ProbeTimeout      ProbeOutcome = "timeout"      // nothing came back
	ProbeReset        ProbeOutcome = "reset"        // the connection was cut
	ProbeUnreachable  ProbeOutcome = "unreachable"  // no route
	ProbeIntercepted  ProbeOutcome = "intercepted"  // a private root where a public one belongs
	ProbeWrongName    ProbeOutcome = "wrongName"    // a certificate for another host
	ProbeExpired      ProbeOutcome = "expired"      // a certificate that is not valid now
	ProbeTLSFailed    ProbeOutcome = "tlsFailed"    // no TLS
	ProbeCaptive      ProbeOutcome = "captive"      // somebody else answered: a captive portal
	ProbeWrongAnswer  ProbeOutcome = "wrongAnswer"  // an answer, but not the known one
	ProbeNoRange      ProbeOutcome = "noRange"      // byte ranges were not honoured
	ProbeProxyAuth    ProbeOutcome = "proxyAuth"    // the proxy requires a sign-in
	ProbeProxyRefused ProbeOutcome = "proxyRefused" // the proxy blocks it
	ProbeKiss         ProbeOutcome = "kissOfDeath"  // the time server refuses to answer
	ProbeRevoked      ProbeOutcome = "revoked"      // the certificate is revoked
)
