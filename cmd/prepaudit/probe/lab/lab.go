// Package lab is a small internet on loopback, for tests: a DNS server, web servers with and without
// TLS, a time server and a proxy, each of which can be made to fail in a known way. Names get addresses
// that belong to nobody; whoever dials one is led to the server that plays its part.
package lab

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// T is the part of a test that a laboratory needs; a story on the command line has no other.
type T interface {
	Fatal(...any)
	Fatalf(string, ...any)
	Error(...any)
	Cleanup(func())
}

// Lab is a running laboratory.
type Lab struct {
	t      T
	public *authority // what a new device trusts
	own    *authority // of whoever intercepts

	mu    sync.Mutex
	rules map[string]string // host, host:port or * with what goes wrong there
	names map[string]int    // host to the number in its address
	ports map[string]string // a server's part to its address
	v6    bool              // IPv6 only
	asked map[string]int    // connections by host:port
	world World
}

// World is all that another process needs to stand in the laboratory.
type World struct {
	Control string // where to ask which server an address is played by
	DNS     string
	Public  string // PEM
	Own     string // PEM; trusted by the machine, as an interceptor's root is
	Proxy   string // URL; "" for none
	Script  string // URL of a PAC script
}

// New starts a laboratory in which all is well, except for the rules: words like
// login.live.com:443=refused.
func New(t T, rules ...string) *Lab {
	l := &Lab{t: t, public: newAuthority(t, "Lab Public Root"), own: newAuthority(t, "Contoso Inspection CA"),
		rules: map[string]string{}, names: map[string]int{}, ports: map[string]string{}, asked: map[string]int{}}
	for _, r := range rules {
		where, what, ok := strings.Cut(r, "=")
		if !ok {
			t.Fatalf("lab: %q is not WHERE=WHAT", r)
		}
		switch where {
		case "proxy":
			l.world.Proxy = l.proxy(what)
		case "script":
			l.world.Script = what
		case "network":
			l.v6 = what == "ipv6"
		default:
			l.rules[strings.ToLower(where)] = what
		}
	}
	l.world.DNS = l.dns()
	l.world.Public, l.world.Own = l.public.pem(), l.own.pem()
	l.world.Control = l.serve(l.lead)
	return l
}

// World is the laboratory as JSON, for the environment of another process.
func (l *Lab) World() string {
	b, err := json.Marshal(l.world)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

// Asked is how often something was dialed: login.live.com:443.
func (l *Lab) Asked(where string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked[where]
}

// rule is what goes wrong at a host and port; "" where nothing does.
func (l *Lab) rule(host string, port int) string {
	host = strings.ToLower(host)
	for _, where := range []string{host + ":" + strconv.Itoa(port), "*:" + strconv.Itoa(port), "*"} {
		if what, ok := l.rules[where]; ok {
			return what
		}
	}
	return ""
}

// serve accepts connections on loopback until the test ends.
func (l *Lab) serve(handle func(net.Conn)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go handle(conn)
		}
	}()
	return listener.Addr().String()
}

// lead answers one dialler: "tcp 198.51.100.7:443" gets the address that plays it, or a word.
func (l *Lab) lead(conn net.Conn) {
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return
	}
	network, address, ok := strings.Cut(strings.TrimSpace(line), " ")
	if !ok {
		return // no dialler: another test looked for somebody at a port that is ours now
	}
	fmt.Fprintln(conn, l.route(network, address))
}

func (l *Lab) route(network, address string) string {
	host, p, _ := net.SplitHostPort(address)
	port, _ := strconv.Atoi(p)
	ip := net.ParseIP(host)
	if l.v6 && ip.To4() != nil && !ip.IsLoopback() {
		return "unreachable"
	}
	if ip.IsLoopback() { // the proxy
		return address
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	name := l.nameOf(ip)
	l.asked[name+":"+p]++
	what := l.rule(name, port)
	switch {
	case what == "drop", what == "unreachable":
		return what
	case what == "drop6" && ip.To4() == nil:
		return "drop"
	case what == "once" && l.asked[name+":"+p] == 1:
		return l.port("closed", nil)
	case what == "refused":
		return l.port("closed", nil)
	case network == "udp":
		return l.port("time "+what, func() string { return l.time(what) })
	case port == 443:
		return l.port("tls "+what, func() string { return l.tls(what) })
	case what == "reset":
		return l.port("reset", func() string { return l.serve(reset) })
	}
	return l.port("web "+what, func() string { return l.web(what) })
}

// port starts a server when it is first asked for.
func (l *Lab) port(part string, start func() string) string {
	if l.ports[part] == "" {
		if start == nil {
			start = l.closed
		}
		l.ports[part] = start()
	}
	return l.ports[part]
}

// closed is a port where nobody listens: one end of a connection that is held until the test ends, so that no other
// laboratory is given the port meanwhile.
func (l *Lab) closed() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	defer listener.Close()
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}}
	near, err := dialer.Dial("tcp", listener.Addr().String())
	if err != nil {
		l.t.Fatal(err)
	}
	far, err := listener.Accept()
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { near.Close(); far.Close() })
	return near.LocalAddr().String()
}

// reset cuts a connection as a firewall does: after the first words.
func reset(conn net.Conn) {
	conn.Read(make([]byte, 1))
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

// web is a server on port 80.
func (l *Lab) web(what string) string {
	server := &http.Server{Handler: http.HandlerFunc(
		func(w http.ResponseWriter, r *http.Request) { l.page(w, r, what) }), ReadTimeout: 10 * time.Second}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	go server.Serve(listener)
	l.t.Cleanup(func() { server.Close() })
	return listener.Addr().String()
}

func (l *Lab) page(w http.ResponseWriter, r *http.Request, what string) {
	switch {
	case what == "portal":
		http.Redirect(w, r, "http://portal.guest.example/login?back="+r.Host, http.StatusFound)
	case what == "splash":
		fmt.Fprint(w, "<html>Welcome to the guest network</html>")
	case strings.HasPrefix(what, "status"):
		n, _ := strconv.Atoi(strings.TrimPrefix(what, "status"))
		w.WriteHeader(n)
	case r.URL.Path == "/connecttest.txt":
		fmt.Fprint(w, "Microsoft Connect Test")
	case strings.HasSuffix(r.URL.Path, ".cab"):
		if what == "norange" {
			r.Header.Del("Range")
		}
		http.ServeContent(w, r, "file.cab", time.Time{}, strings.NewReader(strings.Repeat("MSCF", 5000)))
	case r.URL.Path == "/root.crl":
		w.Write(l.public.list(what))
	case r.URL.Path == "/ocsp":
		l.public.status(w, r, what)
	default:
		http.NotFound(w, r)
	}
}
