package graphtest

import (
	"net"
	"net/http"
	"strconv"
)

// ruin sends a body in a way that fails.
type ruin func(w http.ResponseWriter, r *http.Request, status int, body []byte)

// wireFaults are connections that fail.
func wireFaults() []FaultKind {
	return []FaultKind{
		{Name: "cut", Description: "the connection ends in the middle of the body", ruin: cut},
		{Name: "stall", Description: "the body stops in the middle, and the connection stays open", ruin: stall},
		{Name: "reset", Description: "the connection is reset instead of an answer", ruin: reset},
	}
}

// half sends the first half of a body whose length is announced in full.
func half(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body[:len(body)/2])
	http.NewResponseController(w).Flush()
}

func cut(w http.ResponseWriter, _ *http.Request, status int, body []byte) {
	half(w, status, body)
	panic(http.ErrAbortHandler)
}

func stall(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	half(w, status, body)
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

func reset(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil { // not on a socket of its own
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}
