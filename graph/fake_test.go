package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// answers is a Graph of fixed answers, by path with version; a path that it lacks is 404.
type answers map[string]string

// fakeGraph keeps what was asked.
type fakeGraph struct {
	answer func(req *http.Request) (status int, body string)
	mu     sync.Mutex
	asked  []string
}

func (f *fakeGraph) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.asked = append(f.asked, req.URL.RequestURI())
	f.mu.Unlock()
	status, body := f.answer(req)
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

func newFake(t *testing.T, answer func(*http.Request) (int, string)) (*Client, *fakeGraph) {
	t.Helper()
	f := &fakeGraph{answer: answer}
	c, err := New(Config{GraphURL: "https://graph.microsoft.com", Transport: f,
		Token: func(context.Context, odata.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		t.Fatal(err)
	}
	return c, f
}

func fixedAnswers(t *testing.T, a answers) *Client {
	t.Helper()
	c, _ := newFake(t, func(req *http.Request) (int, string) {
		if body, ok := a[req.URL.Path]; ok {
			return http.StatusOK, body
		}
		return http.StatusNotFound, `{"error":{"code":"Request_ResourceNotFound","message":"not there"}}`
	})
	return c
}

// allUsers reads to the end and keeps copies.
func allUsers(t *testing.T, c *Client) ([]tenant.User, error) {
	t.Helper()
	var users []tenant.User
	for u, err := range c.Users(t.Context(), UserQuery{}) {
		if err != nil {
			return users, err
		}
		kept := *u
		kept.Licenses, kept.States = slices.Clone(u.Licenses), slices.Clone(u.States)
		users = append(users, kept)
	}
	return users, nil
}

// numbered is the GUID of the n-th made-up object.
func numbered(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

// read reads datasets, one after the other.
func read(t *testing.T, c *Client, all ...tenant.Dataset) (s tenant.Settings, err error) {
	t.Helper()
	for _, ds := range all {
		if err = c.Read(t.Context(), ds, &s); err != nil {
			break
		}
	}
	return s, err
}

// filled puts into each object of an answer what Graph sends with it and the test does not care about.
func filled(defaults, answer string) string {
	var full, body any
	for text, v := range map[string]*any{`{"value":[` + defaults + `]}`: &full, answer: &body} {
		if err := json.Unmarshal([]byte(text), v); err != nil {
			panic(err)
		}
	}
	fill(body, full)
	text, _ := json.Marshal(body)
	return string(text)
}

func fill(body, full any) {
	switch full := full.(type) {
	case map[string]any:
		body, ok := body.(map[string]any)
		if !ok {
			return
		}
		for name, v := range full {
			if has, there := body[name]; there {
				fill(has, v)
			} else {
				body[name] = v
			}
		}
	case []any:
		if list, ok := body.([]any); ok && len(full) == 1 {
			for _, one := range list {
				fill(one, full[0])
			}
		}
	}
}
