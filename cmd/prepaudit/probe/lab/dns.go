package lab

import (
	"fmt"
	"net"
	"strings"

	"github.com/miekg/dns"
)

// dns is a DNS server on one port of loopback, by UDP and TCP.
func (l *Lab) dns() string {
	packets, listener := l.samePort()
	for _, s := range []*dns.Server{
		{PacketConn: packets,
			Handler: dns.HandlerFunc(func(w dns.ResponseWriter, m *dns.Msg) { l.answer(w, m, true) })},
		{Listener: listener,
			Handler: dns.HandlerFunc(func(w dns.ResponseWriter, m *dns.Msg) { l.answer(w, m, false) })},
	} {
		go s.ActivateAndServe()
		l.t.Cleanup(func() { s.Shutdown() })
	}
	return packets.LocalAddr().String()
}

// samePort finds a port that is free for both.
func (l *Lab) samePort() (net.PacketConn, net.Listener) {
	for range 50 {
		packets, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			l.t.Fatal(err)
		}
		if listener, err := net.Listen("tcp", packets.LocalAddr().String()); err == nil {
			return packets, listener
		}
		packets.Close()
	}
	l.t.Fatal("lab: no port is free for both UDP and TCP")
	return nil, nil
}

func (l *Lab) answer(w dns.ResponseWriter, q *dns.Msg, udp bool) {
	name := strings.ToLower(strings.TrimSuffix(q.Question[0].Name, "."))
	what, ok := l.rules[name]
	if all := l.rules["dns"]; !ok && all != "" && name != "wpad" {
		what = all
	}
	m := new(dns.Msg).SetReply(q)
	switch {
	case what == "nodns":
		return
	case what == "servfail":
		m.Rcode = dns.RcodeServerFailure
	case what == "nxdomain", strings.HasPrefix(name, "wpad") && what == "":
		m.Rcode = dns.RcodeNameError
	case what == "truncated" && udp:
		m.Truncated = true
	default:
		n := l.number(name)
		if q.Question[0].Qtype == dns.TypeA && what != "aaaa" && !(l.v6 && what == "") {
			m.Answer = append(m.Answer, l.record(q.Question[0].Name+" 60 IN A 198.51.%d.%d", 100+n/250, n%250+1))
		}
		if q.Question[0].Qtype == dns.TypeAAAA && (what == "aaaa" || what == "both" || l.v6) {
			m.Answer = append(m.Answer, l.record(q.Question[0].Name+" 60 IN AAAA 2001:db8::%x", n+1))
		}
	}
	w.WriteMsg(m)
}

func (l *Lab) record(format string, a ...any) dns.RR {
	rr, err := dns.NewRR(fmt.Sprintf(format, a...))
	if err != nil {
		l.t.Error(err)
	}
	return rr
}

// number is the one that stands in the addresses of a name.
func (l *Lab) number(name string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, ok := l.names[name]
	if !ok {
		n = len(l.names)
		l.names[name] = n
	}
	return n
}

func (l *Lab) nameOf(ip net.IP) string {
	n := 0
	if v4 := ip.To4(); v4 != nil {
		n = (int(v4[2])-100)*250 + int(v4[3]) - 1
	} else {
		n = int(ip[14])<<8 + int(ip[15]) - 1
	}
	for name, number := range l.names {
		if number == n {
			return name
		}
	}
	return ""
}
