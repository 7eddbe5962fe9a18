package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"prepaudit/graph/graphtest/metadata"
	"prepaudit/rules/tenant"
)

// Recorder is a transport that reduces every answer to its shape as it arrives, and keeps nothing else but ids, in
// memory and until the next page is read. It makes reads short: pages of two objects where prepaudit asks for large
// ones, and never more than two pages.
type Recorder struct {
	next http.RoundTripper

	mu      sync.Mutex
	answers map[string]*Answer
	chains  map[string]*chain // by the address of their next page
}

// NewRecorder makes a Recorder before another transport.
func NewRecorder(next http.RoundTripper) *Recorder {
	return &Recorder{next: next, answers: map[string]*Answer{}, chains: map[string]*chain{}}
}

// chain is a collection under way.
type chain struct {
	asked
	pages int
	seen  map[string]bool // ids
}

const (
	mostPages = 2
	mostBytes = 64 << 20 // of an answer
)

// purpose is why a request is sent.
type purpose struct {
	dataset tenant.Dataset
	probe   bool
}

type purposeKey struct{}

func (p purpose) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, purposeKey{}, p)
}

// RoundTrip sends a request, or a shorter one.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, "/$batch") {
		return r.batch(req)
	}
	less := short(req)
	resp, err := r.exchange(less)
	added := less != req && !strings.Contains(req.URL.RawQuery, "top=")
	if added && err == nil && resp.StatusCode == http.StatusBadRequest {
		return r.exchange(req) // the collection takes no $top
	}
	return resp, err
}

func (r *Recorder) exchange(req *http.Request) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		if req.Context().Err() == nil {
			r.keep(req.Context(), &chain{asked: askedOf(req.Method, req.URL, req.Header)}, &reply{})
		}
		return nil, err
	}
	body, bad := io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	resp.Body.Close()
	r.mu.Lock()
	c := r.chains[req.URL.String()]
	r.mu.Unlock()
	if c == nil {
		c = &chain{asked: askedOf(req.Method, req.URL, req.Header), seen: map[string]bool{}}
	}
	c.pages++
	if bad == nil || !errors.Is(bad, context.Canceled) {
		r.keep(req.Context(), c, &reply{status: resp.StatusCode, header: resp.Header, body: body, from: req.URL})
	}
	body = shorter(body, c.pages >= mostPages)
	resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), broken{bad}))
	resp.ContentLength = -1
	resp.Header.Del("Content-Length")
	return resp, nil
}

// broken ends a body as the connection did.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	return 0, io.EOF
}

// shorter takes the number of all objects out, of which fewer are read, Intune's overview of devices too, and from the
// last page the address of the next.
func shorter(body []byte, last bool) []byte {
	const count, overview, link = "@odata.count", "deviceOperatingSystemSummary", "@odata.nextLink"
	var top map[string]json.RawMessage
	has := func(name string) bool { return bytes.Contains(body, []byte(name)) }
	if !(last && has(link)) && !has(count) && !has(overview) || json.Unmarshal(body, &top) != nil {
		return body
	}
	delete(top, count)
	delete(top, overview)
	if last {
		delete(top, link)
	}
	if shorter, err := json.Marshal(top); err == nil {
		return shorter
	}
	return body
}

// batch sends a $batch, and keeps each of its items.
func (r *Recorder) batch(req *http.Request) (*http.Response, error) {
	var in struct {
		Requests []struct {
			ID, Method, URL string
			Headers         map[string]string
		}
	}
	text, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Body = io.NopCloser(bytes.NewReader(text))
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, bad := io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	resp.Body.Close()
	resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), broken{bad}))
	var out struct {
		Responses []struct {
			ID      string
			Status  int
			Headers map[string]string
			Body    json.RawMessage
		}
	}
	version, _, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/"), "/")
	whole := &chain{asked: asked{text: "POST /" + version + "/$batch", version: metadata.Of("v1.0")}}
	if json.Unmarshal(text, &in) != nil || json.Unmarshal(body, &out) != nil || resp.StatusCode != http.StatusOK {
		r.keep(req.Context(), whole, &reply{status: resp.StatusCode, header: resp.Header, body: body})
		return resp, nil
	}
	for _, item := range in.Requests {
		u, err := url.Parse("/" + version + "/" + strings.TrimPrefix(item.URL, "/"))
		if err != nil {
			continue
		}
		c := &chain{asked: askedOf(item.Method, u, headerOf(item.Headers)), seen: map[string]bool{}}
		for _, got := range out.Responses {
			if got.ID == item.ID {
				r.keep(req.Context(), c, &reply{status: got.Status, header: headerOf(got.Headers), body: got.Body,
					from: req.URL, batch: true})
			}
		}
	}
	return resp, nil
}

func headerOf(values map[string]string) http.Header {
	h := http.Header{}
	for name, value := range values {
		h.Set(name, value)
	}
	return h
}
