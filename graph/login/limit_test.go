package login

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"prepaudit/graph/odata"
)

// silentHosts take what is sent and never come to the end of an answer.
func silentHosts(t *testing.T) map[string]*httptest.Server {
	t.Helper()
	handlers := map[string]http.HandlerFunc{
		"never answers": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"drips": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte(" "))
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		},
	}
	hosts := map[string]*httptest.Server{}
	for name, h := range handlers {
		hosts[name] = httptest.NewTLSServer(h)
		t.Cleanup(func() {
			hosts[name].CloseClientConnections()
			hosts[name].Close()
		})
	}
	return hosts
}

// No way to sign in waits for ever, whoever does not answer.
func TestSignInEnds(t *testing.T) {
	certFile, _ := pemFile(t)
	for name, host := range silentHosts(t) {
		for method, env := range map[string][]string{
			"secret":           {"AZURE_CLIENT_SECRET", "s3cret"},
			"certificate":      {"AZURE_CLIENT_CERTIFICATE_PATH", certFile},
			"workload":         {"AZURE_FEDERATED_TOKEN_FILE", file(t, "federated")},
			"device-code":      nil,
			"github":           {"ACTIONS_ID_TOKEN_REQUEST_URL", host.URL, "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "s3cret"},
			"managed-identity": {"IDENTITY_ENDPOINT", host.URL, "IDENTITY_HEADER", "s3cret"},
			"pipelines": {"SYSTEM_OIDCREQUESTURI", host.URL, "SYSTEM_ACCESSTOKEN", "s3cret",
				"SYSTEM_COLLECTIONURI", host.URL, "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "x"},
		} {
			t.Run(method+" "+name, func(t *testing.T) {
				for i := 0; i < len(env); i += 2 {
					t.Setenv(env[i], env[i+1]) // azidentity itself looks for some of them
				}
				o := Options{Method: method, Scopes: []string{"User.Read"}, Tenant: "contoso.com", ClientID: clientID, Limit: 100 * time.Millisecond,
					Transport: host.Client().Transport, Getenv: environment(append(env, "AZURE_AUTHORITY_HOST", host.URL)...)}
				l, err := New(o)
				if err != nil {
					t.Fatal(err)
				}
				ends(t, l, " within 100ms")
				if _, err := l.Token(t.Context(), odata.Refused{}); err == nil {
					t.Error("it is tried again")
				}
			})
		}
	}
}

// ends holds a sign-in to an error that says so, soon.
func ends(t *testing.T, l *Login, want string) {
	t.Helper()
	began := time.Now()
	_, err := l.Token(t.Context(), odata.Refused{})
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if err == nil || !strings.Contains(err.Error(), "--auth "+l.Method()) || !strings.Contains(err.Error(), want) ||
		strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}

// A program that is asked for a token, and a window that nobody closes, have an end too.
func TestSignInElsewhereEnds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("az is a shell script here")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "az"), []byte("#!/bin/sh\nsleep 60 &\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	l, err := New(Options{Method: "cli", Limit: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ends(t, l, "no answer came within 100ms")
	l, err = New(Options{Method: "browser", Terminal: true, ClientID: clientID, Limit: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	open := make(chan struct{})
	defer close(open)
	l.cred = &person{by: window(open).wait}
	ends(t, l, "nobody signed in within 100ms")
}

// window is a browser's, and looks at no context.
type window chan struct{}

func (w window) wait(context.Context, []string, string) (public.AuthResult, error) {
	<-w
	return public.AuthResult{}, context.Canceled
}

// Interrupted, a sign-in ends at once, whatever it waits for, and says by whom.
func TestSignInInterrupted(t *testing.T) {
	l, err := New(Options{Method: "browser", Terminal: true, ClientID: clientID})
	if err != nil {
		t.Fatal(err)
	}
	open := make(chan struct{})
	defer close(open)
	l.cred = &person{by: window(open).wait}
	ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, http.ErrAbortHandler)
	defer cancel()
	if _, err := l.Token(ctx, odata.Refused{}); err != http.ErrAbortHandler {
		t.Errorf("got %v", err)
	}
}

// The token of a job goes to Azure DevOps and to nobody else.
func TestPipelinesEndpoint(t *testing.T) {
	for _, test := range []struct {
		endpoint, collection string
		good                 bool
	}{
		{"https://dev.azure.com/contoso/_apis/oidctoken", "", true},
		{"https://vstoken.dev.azure.com/contoso", "", true},
		{"https://contoso.visualstudio.com/_apis/oidctoken", "", true},
		{"https://DevOps.contoso.com:8443/tfs/oidc", "https://devops.contoso.com:8443/tfs/", true},
		{"https://devops.contoso.com/tfs/oidc", "", false},
		{"https://devops.contoso.com/tfs/oidc", "https://devops.contoso.com.evil.example/", false},
		{"http://dev.azure.com/contoso", "", false},
		{"http://devops.contoso.com/tfs", "http://devops.contoso.com/tfs", false},
		{"https://dev.azure.com.evil.example/", "", false},
		{"https://evildev.azure.com/", "", false},
		{"https://dev.azure.com@evil.example/", "", false},
		{"https://user@dev.azure.com/", "", false},
		{"//dev.azure.com/", "", false},
		{"https:///oidc", "https:///", false},
	} {
		err := ofPipelines(test.endpoint, test.collection)
		if (err == nil) != test.good {
			t.Errorf("%s on %q: %v", test.endpoint, test.collection, err)
		}
	}
}
