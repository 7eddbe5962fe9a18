package graphtest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"prepaudit/graph/graphtest/metadata"
)

// Server is a simulated tenant at work. It is safe for concurrent use.
type Server struct {
	dir      *directory
	routes   []route
	dialects []Dialect
	requests atomic.Uint64 // gives request ids
	faults   *faultState
	stats    stats
}

// newServer panics on an unknown scenario: Demo, ParseFault and CheckDialect check what people type.
func newServer(t Tenant) *Server {
	d, err := newDirectory(t)
	if err != nil {
		panic(err)
	}
	s := &Server{dir: d, routes: routes()}
	if s.dialects, err = dialectsOf(t.Dialects); err != nil {
		panic(err)
	}
	if s.faults, err = newFaultState(slices.Concat(t.Faults, d.faults)); err != nil {
		panic(err)
	}
	return s
}

// request is one Graph request, on its own or as an item of a batch.
type request struct {
	ctx        context.Context
	method     string
	version    string // v1.0, beta
	base       string // scheme://host/version
	path       string // behind the version
	rawQuery   string
	header     http.Header
	id         string // request-id
	route      *route
	resource   metadata.Resource // what the metadata says of the path
	pattern    string            // of the route
	parameters []string          // the {} of the route
	caller     caller
	q          *query
	twist      twist
}

// reply is the answer to a request.
type reply struct {
	status int
	header map[string]string
	body   []byte
	buffer *[]byte // returned to the pool once body is written
	ruin   ruin
}

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 1<<20); return &b }}

// ServeHTTP answers one request under /v1.0 or /beta.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !sleep(r.Context(), s.dir.Latency) {
		return
	}
	version, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	req := &request{
		ctx: r.Context(), method: r.Method, version: version, path: "/" + path,
		rawQuery: r.URL.RawQuery, header: r.Header,
		base: scheme + "://" + r.Host + "/" + version,
		id:   s.dir.guid("request", int(s.requests.Add(1))),
	}
	var rep reply
	switch {
	case version != "v1.0" && version != "beta":
		rep = s.fail(req, refuse(400, "BadRequest", "Invalid version: "+version))
	case path == "$batch":
		rep = s.batch(req, r)
	default:
		rep = s.answer(req)
	}
	s.stats.count(r.Method, req, rep.status)
	s.write(w, r, req, rep)
	if rep.buffer != nil {
		*rep.buffer = rep.body[:0]
		buffers.Put(rep.buffer)
	}
}

// answer is ServeHTTP for one read, be it an item of a batch.
func (s *Server) answer(req *request) reply {
	var err error
	if req.caller, err = s.authenticate(req); err != nil {
		return s.fail(req, err)
	}
	rt, err := s.find(req)
	if err != nil {
		return s.fail(req, err)
	}
	if err := rt.allow(req.caller); err != nil {
		return s.fail(req, err)
	}
	req.route = rt
	if req.q, err = s.parseQuery(req); err != nil {
		return s.fail(req, err)
	}
	fault := s.faults.take(req)
	if fault != nil && fault.kind.instead != nil {
		return fault.kind.instead(s, req, fault)
	}
	if fault != nil && fault.kind.twist != nil {
		fault.kind.twist(&req.twist, fault.Value)
	}
	if err := s.refusal(req); err != nil {
		return s.fail(req, err)
	}
	rep, err := rt.serve(s, req)
	if err != nil {
		return s.fail(req, err)
	}
	s.translate(req, &rep)
	rep.status = http.StatusOK
	if rep.header == nil {
		rep.header = map[string]string{"Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
			"OData-Version": "4.0"}
	}
	if rt.cost > 0 {
		rep.header["x-ms-resource-unit"] = strconv.Itoa(rt.units(req.q))
	}
	fault.spoil(&rep)
	return rep
}

func (s *Server) fail(req *request, err error) reply {
	e, ok := errors.AsType[*refusal](err)
	if !ok {
		panic(err)
	}
	h := map[string]string{"Content-Type": "application/json"}
	for k, v := range e.header {
		h[k] = v
	}
	return reply{status: e.status, header: h,
		body: e.body(req.id, firstOf(req.header.Get("client-request-id"), req.id), time.Now())}
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, req *request, rep reply) {
	h := w.Header()
	for k, v := range rep.header {
		h.Set(k, v)
	}
	h.Set("request-id", req.id)
	h.Set("client-request-id", firstOf(r.Header.Get("client-request-id"), req.id))
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	h.Set("x-ms-ags-diagnostic",
		`{"ServerInfo":{"DataCenter":"Simulated","Slice":"E","Ring":"0","ScaleUnit":"000","RoleInstance":"graphtest"}}`)
	body := rep.body
	if !s.dir.Plain && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && len(body) > 1400 {
		body = pack(body)
		h.Set("Content-Encoding", "gzip")
	}
	if rep.ruin != nil {
		rep.ruin(w, r, rep.status, body)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(rep.status)
	n, _ := w.Write(body) // a client that hung up is its own affair
	s.stats.sent(n)
}

var packers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err)
	}
	return z
}}

// pack compresses b. The writer is kept: its tables are larger than most bodies.
func pack(b []byte) []byte {
	var out bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&out)
	z.Write(b) // into memory: cannot fail
	z.Close()
	return out.Bytes()
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// sleep reports whether the time passed before the client went away.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
