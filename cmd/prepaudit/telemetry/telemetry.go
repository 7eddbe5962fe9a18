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

	"github.com/go-logr/logr"
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
	asked, err := s.asked()
	if err != nil {
		s.Warn("OpenTelemetry: " + err.Error() + "; nothing is traced")
	}
	if asked == "" || asked == "none" {
		return ctx, func(int) {}
	}
	s.quiet()
	var exporter sdk.SpanExporter = console{s.Log()}
	if asked == "otlp" {
		otlp, err := otlptracehttp.New(ctx)
		if err != nil {
			s.Warn("OpenTelemetry: the OTEL_EXPORTER_OTLP variables can't be used; nothing is traced")
			return ctx, func(int) {}
		}
		exporter = &telling{SpanExporter: otlp, warn: s.Warn}
	}
	about, _ := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", scope), attribute.String("service.version", s.Version)),
		resource.WithFromEnv()) // an error comes to the handler too, and about is what could be read
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
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
		defer cancel()
		if err := provider.Shutdown(last); err != nil {
			if t, ok := exporter.(*telling); ok {
				t.tell(err)
			}
		}
	}
}

// asked is none, otlp or console by the variables; "" where they ask for nothing, or for what can't be.
func (s *Settings) asked() (string, error) {
	if strings.EqualFold(s.Getenv("OTEL_SDK_DISABLED"), "true") {
		return "", nil
	}
	endpoint := cmp.Or(s.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), s.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"))
	asked := s.Getenv("OTEL_TRACES_EXPORTER")
	if asked == "" && endpoint != "" {
		asked = "otlp"
	}
	switch asked {
	case "", "none", "console":
		return asked, nil
	case "otlp":
	default:
		return "", fmt.Errorf("OTEL_TRACES_EXPORTER %q is unknown: it takes none, otlp or console", asked)
	}
	protocol := cmp.Or(s.Getenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"), s.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL"), "http/protobuf")
	if protocol != "http/protobuf" {
		return "", fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL %q isn't supported: it takes http/protobuf", protocol)
	}
	if u, err := url.Parse(endpoint); endpoint != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return "", errors.New("OTEL_EXPORTER_OTLP_ENDPOINT isn't an http or https URL")
	}
	return asked, nil
}

// quiet has the SDK say of variables that it can't read one line, without their values, among which are keys.
func (s *Settings) quiet() {
	var once sync.Once
	tell := func() {
		once.Do(func() {
			s.Warn("OpenTelemetry: a variable that begins with OTEL_ isn't understood, and its default was used")
		})
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(error) { tell() }))
	otel.SetLogger(logr.New(sink{tell}))
}

// sink takes what the SDK says of itself.
type sink struct{ tell func() }

func (sink) Init(logr.RuntimeInfo)            {}
func (sink) Enabled(int) bool                 { return false }
func (sink) Info(int, string, ...any)         {}
func (s sink) Error(error, string, ...any)    { s.tell() }
func (s sink) WithValues(...any) logr.LogSink { return s }
func (s sink) WithName(string) logr.LogSink   { return s }

// telling says once that spans aren't delivered.
type telling struct {
	sdk.SpanExporter
	warn func(string)
	once sync.Once
}

func (t *telling) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if err := t.SpanExporter.ExportSpans(ctx, spans); err != nil {
		t.tell(err)
	}
	return nil
}

func (t *telling) tell(err error) {
	t.once.Do(func() { t.warn("OpenTelemetry: spans weren't delivered: " + why(err)) })
}

// why says why spans aren't delivered, without the address and what was answered: both may have secrets in them.
func why(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "the endpoint didn't take them in time"
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
			fields = append(fields, string(a.Key), a.Value.String())
		}
		c.log.Info("span", fields...)
	}
	return nil
}

func (console) Shutdown(context.Context) error { return nil }
