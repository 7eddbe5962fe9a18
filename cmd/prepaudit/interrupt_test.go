package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/graphtest"
)

// stuck are faults that a run does not get over by itself in the time of a test.
var stuck = []string{
	"429=30@/users,times=ever", "429=30@/subscribedSkus,times=ever", "stall@/users/$count,times=ever",
	"500@/users,page=2,times=ever", "503@/users,times=ever", "cut@/users,page=2,times=ever",
	"stall@/users,page=2,times=ever", "stall@/subscribedSkus,times=ever",
	"stall@/policies/mobileDeviceManagementPolicies,times=ever",
	"reset@/users,page=2,times=ever", "429=30@/groups/*,times=ever",
}

// auditUnder runs an audit against a simulated tenant with a fault, until ctx ends or --timeout does.
func auditUnder(t *testing.T, ctx context.Context, fault string, args ...string) (
	status int, report, stdout, stderr string,
) {
	t.Helper()
	f, err := graphtest.ParseFault(fault)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer((&graphtest.Tenant{Users: 3000, Faults: []graphtest.Fault{f}}).Handler())
	t.Cleanup(server.Close)
	report = filepath.Join(t.TempDir(), "report.json")
	var out, said bytes.Buffer
	s := &process.Sys{Stdout: &out, Stderr: &said, Now: time.Now, LookupEnv: func(name string) (string, bool) {
		value, ok := map[string]string{"PREPAUDIT_ACCESS_TOKEN": "simulated"}[name]
		return value, ok
	}}
	args = append([]string{"audit", "--auth", "token", "--graph-url", server.URL, "--quiet", "-o", "json=" + report},
		args...)
	return run(ctx, args, s), report, out.String(), said.String()
}

// Interrupted at any point, a run says in one line how far it came, and leaves no file.
func TestInterruptWhileStuck(t *testing.T) {
	for _, fault := range stuck {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
			defer cancel()
			status, report, stdout, stderr := auditUnder(t, ctx, fault)
			if status != process.StatusInterrupted {
				t.Errorf("status %d, want %d", status, process.StatusInterrupted)
			}
			if !strings.HasPrefix(stderr, "prepaudit: interrupted after ") || strings.Count(stderr, "\n") != 1 {
				t.Errorf("stderr %q", stderr)
			}
			if stdout != "" {
				t.Errorf("stdout %q", stdout)
			}
			if left, err := os.ReadDir(filepath.Dir(report)); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// Out of time at any point, a run reports what it has, says that it is not everything, and does not end with 0.
func TestTimeoutWhileStuck(t *testing.T) {
	for _, fault := range stuck {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			status, report, stdout, stderr := auditUnder(t, t.Context(), fault, "--timeout", "700ms")
			if status != process.StatusUnmet && status != process.StatusUndecided {
				t.Fatalf("status %d, want %d or %d; stderr %q", status, process.StatusUnmet, process.StatusUndecided,
					stderr)
			}
			if !strings.Contains(stdout, "Not all data read") || !strings.Contains(stdout, "--timeout") {
				t.Errorf("the table does not say that it is incomplete:\n%s", stdout)
			}
			b, err := os.ReadFile(report)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(b, []byte(`"complete": false`)) {
				t.Error("the JSON does not say that it is incomplete")
			}
		})
	}
}

// signInUnder runs an audit whose sign-in host never answers.
func signInUnder(t *testing.T, ctx context.Context, args ...string) (status int, stderr string) {
	t.Helper()
	host := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(host.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: host.Certificate().Raw})
	if err := os.WriteFile(ca, block, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	s := &process.Sys{Stdout: &out, Stderr: &said, Now: time.Now, LookupEnv: func(name string) (string, bool) {
		value, ok := map[string]string{"AZURE_AUTHORITY_HOST": host.URL, "AZURE_CLIENT_SECRET": "s3cret",
			"AZURE_TENANT_ID": "contoso.com", "AZURE_CLIENT_ID": "5150c0de-0000-0000-0000-000000000001"}[name]
		return value, ok
	}}
	report := filepath.Join(t.TempDir(), "report.json")
	args = append([]string{"audit", "--auth", "secret", "--ca-file", ca, "-o", "json=" + report}, args...)
	status = run(ctx, args, s)
	if left, err := os.ReadDir(filepath.Dir(report)); err != nil || len(left) != 0 || out.Len() != 0 {
		t.Errorf("left behind: %v, %v, %q", left, err, out.String())
	}
	return status, said.String()
}

// --timeout bounds signing in too, and Ctrl-C ends it.
func TestStuckSigningIn(t *testing.T) {
	status, stderr := signInUnder(t, t.Context(), "--timeout", "300ms")
	if status != process.StatusFailed || stderr != "prepaudit: signing in with --auth secret: --timeout ran out\n" {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	status, stderr = signInUnder(t, ctx)
	if status != process.StatusInterrupted || stderr != "prepaudit: interrupted after 0 users; no file was written\n" {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}
