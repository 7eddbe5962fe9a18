package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
)

// change does something to an answer on its way. The body is decoded, and encoded again where change reports that it
// did something.
type change func(req *http.Request, resp *http.Response, body map[string]any) bool

// changed is a simulated tenant whose answers are changed, and seen as they were sent.
type changed struct {
	http.RoundTripper
	change change
	seen   func(body []byte)
}

func (c changed) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := c.RoundTripper.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	var body map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if c.change != nil && d.Decode(&body) == nil && c.change(req, resp, body) {
		if text, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	if c.seen != nil {
		c.seen(text)
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	resp.ContentLength = -1
	return resp, nil
}

// simulation is a tenant to be examined.
type simulation struct {
	tenant graphtest.Tenant
	token  string
	change change
	seen   func(body []byte)
}

// run examines a simulated tenant. It waits for what is throttled, so call it in a bubble of synctest.
func (s simulation) run(t *testing.T) *Evidence {
	t.Helper()
	s.tenant.Plain = true
	recorder := NewRecorder(changed{s.tenant.Handler().Transport(), s.change, s.seen})
	token := s.token
	if token == "" {
		token = "simulated"
	}
	client, err := graph.New(graph.Config{
		GraphURL: "https://graph.microsoft.com", Transport: recorder,
		Token: func(context.Context, graph.Refused) (string, error) { return token, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	x := Examination{Client: client, Recorder: recorder, Version: "test", Cloud: "global",
		Now: time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)}
	e, err := x.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// objects changes the objects of an answer, or the answer itself where it is no collection, of paths that end in a
// text.
func objects(path string, f func(o map[string]any)) change {
	return func(req *http.Request, resp *http.Response, body map[string]any) bool {
		if resp.StatusCode != http.StatusOK || !strings.HasSuffix(req.URL.Path, path) {
			return false
		}
		list, ok := body["value"].([]any)
		if !ok {
			f(body)
		}
		for _, o := range list {
			f(o.(map[string]any))
		}
		return true
	}
}

// entire changes the answer itself.
func entire(path string, f func(body map[string]any)) change {
	return func(req *http.Request, _ *http.Response, body map[string]any) bool {
		found := strings.HasSuffix(req.URL.Path, path)
		if found {
			f(body)
		}
		return found
	}
}

// set puts a value in place of a property, of objects that have it.
func set(path, name string, v any) change {
	return objects(path, func(o map[string]any) {
		if _, has := o[name]; has {
			o[name] = v
		}
	})
}

// drop takes a property out.
func drop(path, name string) change { return objects(path, func(o map[string]any) { delete(o, name) }) }

// refuse answers requests whose path or query has a text with an error.
func refuse(text string, status int, code, message string) change {
	return func(req *http.Request, resp *http.Response, body map[string]any) bool {
		query, _ := url.QueryUnescape(req.URL.RawQuery)
		if !strings.Contains(req.URL.Path+"?"+query, text) {
			return false
		}
		clear(body)
		body["error"] = map[string]any{"code": code, "message": message}
		resp.StatusCode = status
		return true
	}
}
