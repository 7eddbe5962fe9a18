package lab

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strconv"
)

// proxy is a web proxy: "open", one that demands a sign-in ("407"), or one that lets nothing through ("403").
func (l *Lab) proxy(what string) string {
	return "http://" + l.serve(func(conn net.Conn) {
		defer conn.Close()
		in := bufio.NewReader(conn)
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if status, err := strconv.Atoi(what); err == nil {
			io.WriteString(conn, "HTTP/1.1 "+what+" "+http.StatusText(status)+
				"\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n")
			return
		}
		host, port := req.URL.Hostname(), req.URL.Port()
		if port == "" {
			port = "80"
		}
		l.number(host) // known from here on, also where its name is not resolved for others
		played := l.playedBy(host, port)
		out, err := net.Dial("tcp", played)
		if err != nil {
			io.WriteString(conn, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
			return
		}
		defer out.Close()
		if req.Method == http.MethodConnect {
			io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
		} else {
			req.Write(out)
		}
		go func() {
			io.Copy(out, in)
			out.(*net.TCPConn).CloseWrite()
		}()
		io.Copy(conn, out)
	})
}

// playedBy is the server behind a name.
func (l *Lab) playedBy(host, port string) string {
	n := l.number(host)
	return l.route("tcp", net.JoinHostPort(net.IPv4(198, 51, byte(100+n/250), byte(n%250+1)).String(), port))
}
