package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	wire "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"prepaudit/graph/graphtest"
)

// spans takes what is exported to it.
type spans struct {
	mu     sync.Mutex
	all    []*wire.Span
	bodies []byte
	header http.Header
}

func (s *spans) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var export collector.ExportTraceServiceRequest
	if err != nil || r.URL.Path != "/v1/traces" || proto.Unmarshal(body, &export) != nil {
		return // and the test misses it
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies, s.header = append(s.bodies, body...), r.Header
	for _, resource := range export.ResourceSpans {
		s.bodies = append(s.bodies, resource.Resource.String()...)
		for _, of := range resource.ScopeSpans {
			s.all = append(s.all, of.Spans...)
		}
	}
}

func (s *spans) named(name string) *wire.Span {
	i := slices.IndexFunc(s.all, func(one *wire.Span) bool { return one.Name == name })
	if i < 0 {
		return nil
	}
	return s.all[i]
}

func attributeOf(s *wire.Span, key string) string {
	for _, a := range s.Attributes {
		if a.Key == key {
			return a.Value.GetStringValue() + strings.TrimPrefix(regexp.MustCompile(`int_value:\d+`).FindString(a.Value.String()), "int_value:")
		}
	}
	return ""
}

// collected runs a command that exports its spans.
func collected(t *testing.T, args ...string) (s *spans, status int, said *bytes.Buffer) {
	t.Helper()
	s = &spans{}
	server := httptest.NewServer(s)
	defer server.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL) // which the SDK reads itself
	status, said = environed(t, args...)
	return s, status, said
}

// environed runs a command with the variables of this process.
func environed(t *testing.T, args ...string) (status int, said *bytes.Buffer) {
	t.Helper()
	sys, _, said := world(0)
	sys.LookupEnv = os.LookupEnv
	return run(t.Context(), args, sys), said
}

// A trace has the run, what it read and wrote, and its requests, under the span of whoever started it.
func TestTraces(t *testing.T) {
	t.Setenv("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	t.Setenv("OTEL_SERVICE_NAME", "nightly")
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "api-key=SECRET")
	s, status, said := collected(t, "audit", "--demo", "-q", "-v")
	if status != 3 || strings.Contains(said.String(), "OpenTelemetry") || strings.Contains(said.String(), "SECRET") {
		t.Fatalf("%d: %s", status, said)
	}
	root := s.named("prepaudit audit")
	if root == nil || attributeOf(root, "process.exit.code") != "3" || len(s.all) < 30 {
		t.Fatalf("%v of %d", root, len(s.all))
	}
	if got := s.header.Get("Api-Key"); got != "SECRET" {
		t.Errorf("the header is %q", got)
	}
	for _, said := range []string{"nightly", "deployment.environment.name"} {
		if !bytes.Contains(s.bodies, []byte(said)) {
			t.Errorf("the resource lacks %s", said)
		}
	}
	for _, name := range []string{"read organization", "read subscribedSkus", "read users", "read managedDevices",
		"write reports"} {
		one := s.named(name)
		if one == nil || !bytes.Equal(one.ParentSpanId, root.SpanId) {
			t.Errorf("%s: %v", name, one)
		}
	}
	request := s.named("GET /v1.0/users")
	if request == nil || attributeOf(request, "http.response.status_code") != "200" ||
		!bytes.Equal(request.ParentSpanId, s.named("read users").SpanId) {
		t.Errorf("%v", request)
	}
	for _, one := range s.all {
		if id := "\x0a\xf7\x65\x19\x16\xcd\x43\xdd\x84\x48\xeb\x21\x1c\x80\x31\x9c"; string(one.TraceId) != id {
			t.Errorf("%s is of another trace", one.Name)
		}
	}
}

// Spans have no name and no id of a simulated tenant, whose paths are of words of Graph alone.
func TestTracesHaveNoNames(t *testing.T) {
	id, lost := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}|@`), regexp.MustCompile(`(\{\}|\)|v1.0|beta)/\{\}`)
	seen := 0
	for _, scenario := range graphtest.Scenarios() {
		if scenario.Name == "large" || scenario.Name == "throttled" {
			continue // contoso with more users, or slower
		}
		report := filepath.Join(t.TempDir(), "report.json")
		s, status, _ := collected(t, "audit", "--demo="+scenario.Name, "-q", "-o", "json="+report, "--confirm-plans",
			"--sign-in-activity")
		if len(s.all) == 0 {
			t.Errorf("%s: nothing is traced", scenario.Name)
		}
		var unknown []string
		var said strings.Builder
		for _, one := range s.all {
			said.WriteString(one.Name + one.Status.Message)
			for _, a := range one.Attributes {
				said.WriteString(a.String())
			}
			if len(one.Events)+len(one.Links) > 0 {
				t.Errorf("%s: %v", scenario.Name, one)
			}
			if path := attributeOf(one, "url.template"); lost.MatchString(path) {
				unknown = append(unknown, path)
			}
		}
		text := strings.ReplaceAll(said.String(), "resourceOperations", "") // of which a department has half
		if found := id.FindString(text); found != "" {
			t.Errorf("%s: %q", scenario.Name, found)
		}
		if len(unknown) > 0 {
			t.Errorf("%s: words of Graph that telemetry doesn't know: %q", scenario.Name, unknown)
		}
		if status == 1 {
			continue
		}
		for name := range namesIn(t, contents(t, report)) {
			seen++
			if strings.Contains(text, name) {
				t.Errorf("%s: %q is in a span", scenario.Name, name)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d names were looked for", seen)
	}
	s, status, said := collected(t, "user", "Carlos Wójcik", "--demo", "-q")
	if status != 3 || len(s.all) < 10 || bytes.Contains(s.bodies, []byte("Carlos")) {
		t.Errorf("%d, %d spans: %s", status, len(s.all), said)
	}
}

// A retry says so, and a refusal is an error.
func TestTracesOfTrouble(t *testing.T) {
	s, _, _ := collected(t, "audit", "--demo=throttled", "-q", "--only", "LIC")
	resent := slices.ContainsFunc(s.all, func(one *wire.Span) bool {
		return attributeOf(one, "http.request.resend_count") == "1"
	})
	if !resent {
		t.Error("no request says that it is a retry")
	}
	s, _, _ = collected(t, "audit", "--demo=refused", "-q")
	refused := slices.ContainsFunc(s.all, func(one *wire.Span) bool {
		return attributeOf(one, "http.response.status_code") == "403" && one.Status.Code == wire.Status_STATUS_CODE_ERROR
	})
	if !refused {
		t.Error("no request says that it was refused")
	}
}

// Whatever the endpoint does, the audit ends as it would, in time, and says one line of it.
func TestTracesUndelivered(t *testing.T) {
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(20 * time.Second):
		case <-r.Context().Done():
		}
	}))
	defer slow.Close()
	defer slow.CloseClientConnections() // of those who still wait
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "SECRET", http.StatusUnauthorized)
	}))
	defer refusing.Close()
	for endpoint, want := range map[string]string{
		slow.URL:                    "spans weren't delivered: the endpoint didn't take them in time",
		refusing.URL + "/SECRET":    "spans weren't delivered: the endpoint answered with an error",
		"http://127.0.0.1:1/SECRET": "spans weren't delivered: the endpoint can't be reached",
	} {
		t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
		began := time.Now()
		status, said := environed(t, "audit", "--demo=healthy", "-q")
		if took := time.Since(began); status != 0 || took > 8*time.Second ||
			said.String() != "prepaudit: warning: OpenTelemetry: "+want+"\n" {
			t.Errorf("%v, exit status %d: %s", took, status, said)
		}
	}
}

// A variable that can't be read is one line, in the format of the others and without its value.
func TestTracesOfBadVariables(t *testing.T) {
	const said = "OpenTelemetry: a variable that begins with OTEL_ isn't understood, and its default was used"
	program, err := exec.LookPath("prepaudit")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&spans{})
	defer server.Close()
	for _, set := range []string{"OTEL_EXPORTER_OTLP_TIMEOUT=SECRET", "OTEL_EXPORTER_OTLP_HEADERS=SECRET%zz=,,SECRET",
		"OTEL_RESOURCE_ATTRIBUTES=a,b=%zz", "OTEL_EXPORTER_OTLP_CERTIFICATE=/SECRET", "OTEL_TRACES_SAMPLER=SECRET",
		"OTEL_BSP_MAX_QUEUE_SIZE=SECRET", "TRACEPARENT=SECRET"} {
		cmd := exec.Command(program, "audit", "--demo=healthy", "-q", "--log-format=json")
		var out bytes.Buffer
		cmd.Stderr = &out
		cmd.Env = append(os.Environ(), "OTEL_EXPORTER_OTLP_ENDPOINT="+server.URL, set)
		if err := cmd.Run(); err != nil {
			t.Error(err)
		}
		text := out.String()
		silent := regexp.MustCompile("BSP|TRACEPARENT").MatchString(set) // of which the SDK takes the default
		lines := objectsOf(t, &out)
		if strings.Contains(text, "SECRET") || !silent && (len(lines) != 1 || lines[0]["msg"] != said) || silent && len(lines) > 0 {
			t.Errorf("%s: %s", set, text)
		}
	}
}

// Without the variables nothing is traced, and what this version can't do is said.
func TestTracesOff(t *testing.T) {
	s := &spans{}
	server := httptest.NewServer(s)
	defer server.Close()
	for _, c := range []struct{ set, want string }{
		{"", ""},
		{"OTEL_SERVICE_NAME=nightly", ""},
		{"OTEL_SDK_DISABLED=true OTEL_EXPORTER_OTLP_ENDPOINT=" + server.URL, ""},
		{"OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=" + server.URL, ""},
		{"OTEL_TRACES_EXPORTER=zipkin", `OTEL_TRACES_EXPORTER "zipkin" is unknown: it takes none, otlp or console; nothing is traced`},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=::SECRET", "OTEL_EXPORTER_OTLP_ENDPOINT isn't an http or https URL; nothing is traced"},
		{"OTEL_EXPORTER_OTLP_PROTOCOL=grpc OTEL_EXPORTER_OTLP_ENDPOINT=" + server.URL,
			`OTEL_EXPORTER_OTLP_PROTOCOL "grpc" isn't supported: it takes http/protobuf; nothing is traced`},
	} {
		t.Run(c.set, func(t *testing.T) {
			for set := range strings.FieldsSeq(c.set) {
				name, value, _ := strings.Cut(set, "=")
				t.Setenv(name, value)
			}
			status, said := environed(t, "audit", "--demo=healthy", "-q")
			want := c.want
			if want != "" {
				want = "prepaudit: warning: OpenTelemetry: " + want + "\n"
			}
			if status != 0 || said.String() != want || len(s.all) > 0 {
				t.Errorf("%d, %d spans: %s", status, len(s.all), said)
			}
		})
	}
	t.Setenv("OTEL_TRACES_EXPORTER", "console")
	status, said := environed(t, "audit", "--demo=healthy", "-q", "--log-format", "json")
	lines := objectsOf(t, said)
	if last := lines[len(lines)-1]; status != 0 || last["name"] != "prepaudit audit" || last["process.exit.code"] != "0" {
		t.Errorf("%d: %v", status, last)
	}
}
