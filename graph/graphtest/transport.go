package graphtest

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"sync"
	"syscall"
)

// Transport answers requests to any host from s without a socket, so that a test can run under testing/synctest.
// A fault that resets the connection is syscall.ECONNRESET, a body cut short io.ErrUnexpectedEOF.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ handler http.Handler }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	in := r.Clone(ctx)
	in.RequestURI = r.URL.RequestURI()
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if r.URL.Scheme == "https" {
		in.TLS = &tls.ConnectionState{}
	}
	pr, pw := io.Pipe()
	w := &pipeWriter{header: http.Header{}, body: pw, ready: make(chan struct{})}
	go func() {
		defer in.Body.Close()
		defer func() {
			err := io.EOF
			if p := recover(); p != nil {
				if p != http.ErrAbortHandler {
					panic(p)
				}
				// A handler that gives up because its client has is not a connection that broke.
				if err = context.Cause(ctx); err == nil {
					err = io.ErrUnexpectedEOF
				}
			} else {
				w.WriteHeader(http.StatusOK)
			}
			w.finish(err)
		}()
		t.handler.ServeHTTP(w, in)
	}()
	stop := context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	select {
	case <-w.ready:
	case <-ctx.Done():
		cancel()
		return nil, context.Cause(ctx)
	}
	if w.status == 0 {
		stop()
		cancel()
		return nil, syscall.ECONNRESET
	}
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: &pipeBody{pr, func() { stop(); cancel() }}, ContentLength: -1, Request: r, TLS: in.TLS,
	}, nil
}

// pipeWriter is the server's end.
type pipeWriter struct {
	header, sent http.Header
	status       int // 0: no answer
	body         *io.PipeWriter
	ready        chan struct{} // closed once status and sent stand
	once         sync.Once
}

func (w *pipeWriter) Header() http.Header { return w.header }

func (w *pipeWriter) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.ready)
	})
}

func (w *pipeWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// Flush does nothing: a pipe keeps nothing back. It is there for http.ResponseController.
func (w *pipeWriter) Flush() {}

func (w *pipeWriter) finish(err error) {
	w.once.Do(func() { close(w.ready) })
	w.body.CloseWithError(err)
}

// pipeBody is the client's end; closing it ends the server's context.
type pipeBody struct {
	*io.PipeReader
	release func()
}

func (b *pipeBody) Close() error {
	b.release()
	return b.PipeReader.Close()
}
