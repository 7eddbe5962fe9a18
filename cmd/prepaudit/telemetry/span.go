package telemetry

import (
	"context"
	"fmt"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"prepaudit/graph/odata"
)

// scope is who makes spans.
const scope = "prepaudit"

// Span begins a part of what ctx is of, and end ends it. It has no text of an error, which may name people. Where
// nothing is traced it does nothing.
func Span(ctx context.Context, name string) (inner context.Context, end func(error)) {
	span := trace.SpanFromContext(ctx)
	if !span.IsRecording() {
		return ctx, func(error) {}
	}
	inner, span = span.TracerProvider().Tracer(scope).Start(ctx, name)
	return inner, func(err error) {
		failed(span, err)
		span.End()
	}
}

func failed(span trace.Span, err error) {
	if err != nil {
		span.SetStatus(codes.Error, "")
		span.SetAttributes(attribute.String("error.type", fmt.Sprintf("%T", err)))
	}
}

// Transport makes a span of each request to Graph, until its answer begins: with the method, the path without ids,
// names and query, the status, and how often it was sent before. Graph hears nothing of it.
func Transport(next http.RoundTripper) http.RoundTripper { return transport{next} }

type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	span := trace.SpanFromContext(ctx)
	if !span.IsRecording() {
		return t.next.RoundTrip(req)
	}
	path := template(req.URL.Path)
	_, span = span.TracerProvider().Tracer(scope).Start(ctx, req.Method+" "+path,
		trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
			attribute.String("http.request.method", req.Method), attribute.String("url.template", path)))
	defer span.End()
	if n := odata.Resent(ctx); n > 0 {
		span.SetAttributes(attribute.Int("http.request.resend_count", n))
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		failed(span, err)
		return nil, err
	}
	span.SetAttributes(attribute.Int("http.response.status_code", resp.StatusCode))
	if resp.StatusCode >= 400 {
		span.SetStatus(codes.Error, "")
	}
	return resp, nil
}
