// Package telemetry makes OpenTelemetry traces of a run, where the standard variables ask for them: spans without names
// of the directory. Otherwise nothing of it runs. An endpoint that is slow or down delays no run by more than 5 seconds,
// and fails none.
package telemetry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// limit is how long the end of a run waits for the last spans to be delivered.
const limit = 5 * time.Second

// Settings are what a trace is made of.
type Settings struct {
	Getenv  func(string) string
	Version string
	Warn    func(string)        // says what isn't delivered, and why nothing is traced
	Log     func() *slog.Logger // of OTEL_TRACES_EXPORTER=console
}

// Start begins the trace of a command, and end ends it with the exit status. Of what is not asked for nothing begins.
func Start(ctx context.Context, s Settings, command string) (inner context.Context, end func(status int)) {
	off := func(int) {}
	exporter, err := s.exporter(ctx)
	if err != nil {
		s.Warn("OpenTelemetry: " + err.Error() + "; nothing is traced")
	}
	if exporter == nil {
		return ctx, off
	}
	about, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", scope), attribute.String("service.version", s.Version)), resource.WithFromEnv())
	if err != nil { // of which about is what could be read
		s.Warn("OpenTelemetry: OTEL_RESOURCE_ATTRIBUTES can't be read")
	}
	var once sync.Once
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		once.Do(func() { s.Warn("OpenTelemetry: spans weren't delivered: " + why(err)) })
	}))
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	inner = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{
		"traceparent": s.Getenv("TRACEPARENT"), "tracestate": s.Getenv("TRACESTATE")})
	inner, span := provider.Tracer(scope).Start(inner, command)
	return inner, func(status int) {
		span.SetAttributes(attribute.Int("process.exit.code", status))
		span.End()
		wait := limit
		if ctx.Err() != nil {
			wait = time.Second // who interrupts doesn't wait
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
		defer cancel()
		if err := provider.Shutdown(ctx); err != nil {
			otel.Handle(err)
		}
	}
}

// exporter is where spans go by the variables; nil for nowhere.
func (s *Settings) exporter(ctx context.Context) (sdk.SpanExporter, error) {
	if strings.EqualFold(s.Getenv("OTEL_SDK_DISABLED"), "true") {
		return nil, nil
	}
	asked := s.Getenv("OTEL_TRACES_EXPORTER")
	if asked == "" && s.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT")+s.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != "" {
		asked = "otlp"
	}
	switch asked {
	case "", "none":
		return nil, nil
	case "console":
		return console{s.Log()}, nil
	case "otlp":
	default:
		return nil, fmt.Errorf("OTEL_TRACES_EXPORTER %q is unknown: it takes none, otlp or console", asked)
	}
	protocol := cmp.Or(s.Getenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"), s.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL"), "http/protobuf")
	if protocol != "http/protobuf" {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL %q isn't supported: it takes http/protobuf", protocol)
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, errors.New("the OTEL_EXPORTER_OTLP variables can't be used")
	}
	return exporter, nil
}

// why says why spans aren't delivered, without the address and what was answered: both may have secrets in them.
func why(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("the endpoint didn't take them within %v", limit)
	}
	if _, ok := errors.AsType[*url.Error](err); ok {
		return "the endpoint can't be reached"
	}
	return "the endpoint answered with an error"
}

// console says spans as they end.
type console struct{ log *slog.Logger }

func (c console) ExportSpans(_ context.Context, spans []sdk.ReadOnlySpan) error {
	for _, s := range spans {
		fields := []any{"name", s.Name(), "began", s.StartTime(), "took", s.EndTime().Sub(s.StartTime()),
			"trace", s.SpanContext().TraceID(), "span", s.SpanContext().SpanID()}
		if s.Parent().HasSpanID() {
			fields = append(fields, "parent", s.Parent().SpanID())
		}
		for _, a := range s.Attributes() {
			fields = append(fields, string(a.Key), a.Value.Emit())
		}
		c.log.Info("span", fields...)
	}
	return nil
}

func (console) Shutdown(context.Context) error { return nil }
