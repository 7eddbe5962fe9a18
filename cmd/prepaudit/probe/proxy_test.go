package probe

import (
	"encoding/binary"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestFindProxies(t *testing.T) {
	desktop := found{source: "WinINET", http: "desk:80", https: "desk:443",
		except: ".contoso.com", script: "http://s/x.pac"}
	tests := []struct {
		name                      string
		env                       string
		system                    found
		source, https, viaHTTPS   string
		viaHTTP, script, spokenOf string
	}{
		{"none", "", found{}, "", "", "", "", "", ""},
		{"environment", "HTTPS_PROXY=http://me:secret@p:8080", found{}, "environment", "p:8080", "p:8080", "", "", ""},
		{"environment, small letters", "http_proxy=p:1", found{}, "environment", "", "", "p:1", "", ""},
		{"environment before the system", "HTTPS_PROXY=p:1", desktop, "environment", "p:1", "p:1", "", "", ""},
		{"ALL_PROXY", "ALL_PROXY=p:1", found{}, "environment", "p:1", "p:1", "p:1", "", ""},
		{"SOCKS", "ALL_PROXY=socks5://p:1", found{}, "", "", "", "", "", "socks5"},
		{"system", "", desktop, "WinINET", "desk:443", "desk:443", "desk:80", "http://s/x.pac", ""},
		{"a host around it", "NO_PROXY=host.example", desktop, "WinINET", "desk:443", "", "", "http://s/x.pac", ""},
		{"without any", "NO_PROXY=*", desktop, "", "", "", "", "", ""},
		{"script alone", "", found{source: "macOS", script: "http://s/x.pac"}, "macOS", "",
			"", "", "http://s/x.pac", ""},
	}
	for _, test := range tests {
		getenv := func(name string) string {
			if key, value, ok := strings.Cut(test.env, "="); ok && key == name {
				return value
			}
			return ""
		}
		p := findProxies(getenv, test.system)
		via := func(scheme string) string {
			if u := p.For(&url.URL{Scheme: scheme, Host: "host.example"}); u != nil {
				return u.Host
			}
			return ""
		}
		s := p.Settings
		if s.Source != test.source || s.HTTPS != test.https || s.PAC != test.script || via("https") != test.viaHTTPS ||
			via("http") != test.viaHTTP ||
			!strings.Contains(strings.Join(s.Notes, " "), test.spokenOf) {
			t.Errorf("%s: %+v, https by %q, http by %q", test.name, s, via("https"), via("http"))
		}
		if strings.Contains(s.HTTPS+s.HTTP, "secret") {
			t.Errorf("%s: the password is told", test.name)
		}
	}
}

// connectionSettings is the binary form of Windows.
func connectionSettings(flags uint32, texts ...string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x46)
	b = binary.LittleEndian.AppendUint32(b, 3)
	b = binary.LittleEndian.AppendUint32(b, flags)
	for _, s := range texts {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return b
}

func TestParseConnection(t *testing.T) {
	tests := []struct {
		name string
		b    []byte
		want found
		ok   bool
	}{
		{"direct", connectionSettings(1, "", "", ""), found{}, true},
		{"a proxy", connectionSettings(3, "proxy:8080", "<local>;*.contoso.com;10.0.0.1", ""),
			found{http: "proxy:8080", https: "proxy:8080", except: ".contoso.com,10.0.0.1"}, true},
		{"a proxy that is switched off", connectionSettings(1, "proxy:8080", "", ""), found{}, true},
		{"one a scheme", connectionSettings(3, "http=a:80;https=b:443;ftp=c:21", "", ""),
			found{http: "a:80", https: "b:443"}, true},
		{"a script", connectionSettings(5, "", "", "http://s/x.pac"), found{script: "http://s/x.pac"}, true},
		{"a script that is switched off", connectionSettings(1, "", "", "http://s/x.pac"), found{}, true},
		{"looking for one", connectionSettings(9, "", "", ""), found{detect: true}, true},
		{"WinHTTP, which has no script", connectionSettings(3, "p:1", ""), found{http: "p:1", https: "p:1"}, true},
		{"cut", connectionSettings(3, "proxy:8080")[:15], found{}, true},
		{"empty", nil, found{}, false},
	}
	for _, test := range tests {
		got, ok := parseConnection(test.b)
		if ok != test.ok || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, %v; want %+v, %v", test.name, got, ok, test.want, test.ok)
		}
	}
}

func TestParseScutil(t *testing.T) {
	const out = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : proxy.contoso.example
  HTTPSEnable : 0
  HTTPSPort : 8443
  HTTPSProxy : other.contoso.example
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://pac.contoso.example/proxy.pac
  ProxyAutoDiscoveryEnable : 1
  SOCKSEnable : 1
}
`
	want := found{
		source: "macOS", http: "proxy.contoso.example:8080", except: ".local,169.254/16",
		script: "http://pac.contoso.example/proxy.pac", detect: true,
		notes: []string{"a SOCKS proxy is set and was not used"},
	}
	if got := parseScutil(out); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if got := parseScutil("<dictionary> {\n}\n"); got.http+got.https+got.script != "" || got.detect {
		t.Errorf("%+v", got)
	}
}

// Settings that somebody broke are no crash.
func FuzzProxySettings(f *testing.F) {
	f.Add(connectionSettings(15, "http=a:80;https=b:443", "<local>;*.x", "http://s"))
	f.Add([]byte("<dictionary> {\n  HTTPEnable : 1\n  HTTPProxy : p\n}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		parsed, _ := parseConnection(b)
		for _, s := range []found{parsed, parseScutil(string(b))} {
			p := findProxies(func(string) string { return "" }, s)
			p.For(&url.URL{Scheme: "https", Host: "host.example"})
			if len(p.Settings.HTTP) > mostText+10 {
				t.Errorf("%d bytes of a proxy are kept", len(p.Settings.HTTP))
			}
		}
	})
}
