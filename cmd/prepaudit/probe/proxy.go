package probe

import (
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"prepaudit/rules/tenant"
)

// Proxies is the proxies that the machine is set to use.
type Proxies struct {
	Settings tenant.NetworkProxy
	For      func(*url.URL) *url.URL // nil: directly
}

// found is proxies as some settings name them.
type found struct {
	source      string
	http, https string // host:port, or a URL
	except      string // as in NO_PROXY
	script      string
	detect      bool
	notes       []string
}

// findProxies takes the environment where it names a proxy, else the system's settings.
func findProxies(getenv func(string) string, system found) Proxies {
	get := func(name string) string { return cmp.Or(getenv(name), getenv(strings.ToLower(name))) }
	all := get("ALL_PROXY")
	f := system
	if env := (found{source: "environment", http: cmp.Or(get("HTTP_PROXY"), all),
		https: cmp.Or(get("HTTPS_PROXY"), all)}); env.http+env.https != "" {
		env.notes = system.notes
		f = env
	}
	if no := get("NO_PROXY"); no != "" {
		f.except = strings.Trim(f.except+","+no, ",")
		if no == "*" { // asked to go without
			f.except, f.script = "*", ""
		}
	}
	return f.proxies()
}

func (f found) proxies() Proxies {
	p := Proxies{
		Settings: tenant.NetworkProxy{Source: f.source, PAC: short(f.script), Detect: f.detect, Notes: f.notes},
		For:      func(*url.URL) *url.URL { return nil },
	}
	if f.except == "*" {
		f.http, f.https = "", ""
	}
	for _, address := range []*string{&f.http, &f.https} {
		if scheme, _, ok := strings.Cut(*address, "://"); ok && scheme != "http" && scheme != "https" {
			p.Settings.Notes = append(p.Settings.Notes, "a proxy of the kind "+short(scheme)+" is set and was not used")
			*address = ""
		}
	}
	p.Settings.HTTP, p.Settings.HTTPS = bare(f.http), bare(f.https)
	if f.http+f.https == "" {
		if f.script == "" && !f.detect {
			p.Settings.Source = ""
		}
		return p
	}
	find := (&httpproxy.Config{HTTPProxy: f.http, HTTPSProxy: f.https, NoProxy: f.except}).ProxyFunc()
	p.For = func(u *url.URL) *url.URL {
		via, err := find(u)
		if err != nil {
			return nil
		}
		return via
	}
	return p
}

// bare is the address of a proxy without scheme and credentials.
func bare(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	rest, _, _ = strings.Cut(rest, "/")
	return short(rest)
}

// parseConnection reads the binary setting in which Windows keeps proxies, for the user (WinINET) and
// for the machine (WinHTTP): size, counter, flags, then each with its length the proxies, what goes
// around them, and the script. All numbers are 32 bits, the lowest first.
func parseConnection(b []byte) (f found, ok bool) {
	const direct, named, scripted, detected = 1, 2, 4, 8
	number := func() (n int) {
		if len(b) < 4 {
			return -1
		}
		n = int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
		b = b[4:]
		return n
	}
	text := func() string {
		n := number()
		if n < 0 || n > len(b) {
			b = nil
			return ""
		}
		s := string(b[:n])
		b = b[n:]
		return s
	}
	number()
	number()
	flags := number()
	if flags < 0 {
		return found{}, false
	}
	proxies, except, script := text(), text(), text()
	if flags&named != 0 {
		f.http, f.https = parseServers(proxies)
		f.except = exceptions(except)
	}
	if flags&scripted != 0 {
		f.script = script
	}
	f.detect = flags&detected != 0
	return f, true
}

// parseServers reads "proxy:8080" or "http=a:80;https=b:443".
func parseServers(s string) (http, https string) {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == ' ' }) {
		switch scheme, address, ok := strings.Cut(part, "="); {
		case !ok:
			http, https = cmp.Or(http, part), cmp.Or(https, part)
		case strings.EqualFold(scheme, "http"):
			http = address
		case strings.EqualFold(scheme, "https"):
			https = address
		}
	}
	return http, https
}

// exceptions turns the list of Windows into one as NO_PROXY has it.
func exceptions(s string) string {
	var all []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == ' ' || r == ',' }) {
		if part == "<local>" || part == "<-loopback>" {
			continue
		}
		all = append(all, strings.TrimPrefix(part, "*"))
	}
	return strings.Join(all, ",")
}

// parseScutil reads what `scutil --proxy` prints on macOS.
func parseScutil(out string) found {
	set := map[string]string{}
	var except []string
	inList := false
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		key, value, ok := strings.Cut(line, " : ")
		switch {
		case line == "}":
			inList = false
		case ok && strings.HasPrefix(value, "<array>"):
			inList = key == "ExceptionsList"
		case ok && inList:
			except = append(except, strings.TrimPrefix(value, "*"))
		case ok:
			set[key] = value
		}
	}
	f := found{source: "macOS", except: strings.Join(except, ","), detect: set["ProxyAutoDiscoveryEnable"] == "1"}
	if set["HTTPEnable"] == "1" {
		f.http = address(set["HTTPProxy"], set["HTTPPort"])
	}
	if set["HTTPSEnable"] == "1" {
		f.https = address(set["HTTPSProxy"], set["HTTPSPort"])
	}
	if set["ProxyAutoConfigEnable"] == "1" {
		f.script = set["ProxyAutoConfigURLString"]
	}
	if set["SOCKSEnable"] == "1" {
		f.notes = append(f.notes, "a SOCKS proxy is set and was not used")
	}
	return f
}

func address(host, port string) string {
	if port == "" {
		return host
	}
	return host + ":" + port
}
