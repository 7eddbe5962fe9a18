package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
)

// bundle is a $batch, of which each request is kept for itself: which of them come together depends on what had to be
// asked again.
type bundle struct {
	Requests []struct {
		ID  string `json:"id"`
		URL string `json:"url"`
	} `json:"requests"`
}

type bundled struct {
	ID      string            `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    json.RawMessage   `json:"body,omitempty"`
}

type bundleAnswer struct {
	Responses []bundled `json:"responses"`
}

// ofBatch reads a $batch, and what each of its requests is called, by its id.
func ofBatch(req *http.Request) (requests map[string]string, body []byte, err error) {
	if body, err = io.ReadAll(req.Body); err != nil {
		return nil, nil, err
	}
	req.Body.Close()
	var b bundle
	if err := json.Unmarshal(body, &b); err != nil {
		return nil, nil, fmt.Errorf("reading a batch: %w", err)
	}
	version := strings.TrimSuffix(req.URL.EscapedPath(), "/$batch")
	requests = map[string]string{}
	for _, one := range b.Requests {
		u, err := url.Parse(version + one.URL)
		if err != nil {
			return nil, nil, fmt.Errorf("reading a batch: %w", err)
		}
		requests[one.ID] = requestOf(u)
	}
	return requests, body, nil
}

// batch answers one from what is kept where all of it is, else sends it.
func (r *Recorder) batch(req *http.Request) (*http.Response, error) {
	requests, body, err := ofBatch(req)
	if err != nil {
		return nil, err
	}
	if r.resumed > 0 {
		r.mu.Lock()
		parts := make(map[string]Part, len(requests))
		for id, request := range requests {
			if p := r.parts[request]; p.Status == http.StatusOK {
				parts[id] = p
			}
		}
		r.mu.Unlock()
		if len(parts) == len(requests) {
			return assembled(os.DirFS(r.dir), parts, req)
		}
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	resp, err := r.send(req, slices.Collect(maps.Values(requests))...)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	var got bundleAnswer
	if json.Unmarshal(text, &got) != nil {
		return resp, nil // whoever asked will say so
	}
	for _, one := range got.Responses {
		request, ok := requests[one.ID]
		switch {
		case !ok:
		case !final(one.Status):
			r.mu.Lock()
			r.without[request] = one.Status
			r.mu.Unlock()
		default:
			if err := r.keep(request, one); err != nil {
				return nil, err
			}
		}
	}
	return resp, nil
}

// keep keeps one answer of a batch.
func (r *Recorder) keep(request string, one bundled) error {
	contentType := "application/json"
	for name, value := range one.Headers {
		if strings.EqualFold(name, "Content-Type") {
			contentType = value
		}
	}
	w, err := r.open(request, one.Status, contentType)
	if err != nil {
		return err
	}
	if err := w.write(one.Body); err != nil {
		return err
	}
	return w.commit()
}

// assembled is a batch's answer from parts, by the ids of its requests.
func assembled(in fs.FS, parts map[string]Part, req *http.Request) (*http.Response, error) {
	var all bundleAnswer
	for id, p := range parts {
		resp, err := answer(in, p, req)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		one := bundled{ID: id, Status: p.Status, Headers: map[string]string{"Content-Type": p.ContentType}}
		if len(body) > 0 {
			one.Body = body
		}
		all.Responses = append(all.Responses, one)
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:  http.Header{"Content-Type": {"application/json"}},
		Request: req, ContentLength: int64(len(text)), Body: io.NopCloser(bytes.NewReader(text)),
	}, nil
}
