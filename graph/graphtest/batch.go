package graphtest

import (
	"encoding/json"
	"net/http"
	"strings"
)

// maxBatch is the number of requests that one batch may carry.
const maxBatch = 20

type batchItem struct {
	ID      string            `json:"id"`
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
}

// batch answers POST /$batch: each item has a status of its own. Items are reads only.
func (s *Server) batch(req *request, r *http.Request) reply {
	req.pattern = "/$batch"
	if r.Method != http.MethodPost {
		return s.fail(req, refuse(405, "BadRequest", "Batch requests need POST."))
	}
	var err error
	if req.caller, err = s.authenticate(req); err != nil {
		return s.fail(req, err)
	}
	var in struct{ Requests []batchItem }
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 4<<20)).Decode(&in); err != nil {
		return s.fail(req, refuse(400, "BadRequest", "Invalid batch payload format."))
	}
	if n := len(in.Requests); n == 0 || n > maxBatch {
		return s.fail(req,
			refuse(400, "MaximumValueExceeded", "Number of batch request steps exceeds the maximum value of 20."))
	}
	seen := map[string]bool{}
	for _, it := range in.Requests {
		if it.ID == "" || seen[it.ID] {
			return s.fail(req, refuse(400, "BadRequest", "Batch request ids must be present and unique."))
		}
		seen[it.ID] = true
	}
	req.q = &query{page: 1}
	fault := s.faults.take(req)
	if fault != nil && fault.kind.instead != nil {
		return fault.kind.instead(s, req, fault)
	}
	b := []byte(`{"responses":[`)
	for i, it := range in.Requests {
		if i > 0 {
			b = append(b, ',')
		}
		rep := s.item(req, it)
		b = append(b, `{"id":`...)
		b = append(b, plainJSON(it.ID)...)
		b = append(b, `,"status":`+itoa(rep.status)+`,"headers":`...)
		b = append(b, plainJSON(rep.header)...)
		b = append(b, `,"body":`...)
		b = append(b, rep.body...)
		b = append(b, '}')
		if rep.buffer != nil {
			*rep.buffer = rep.body[:0]
			buffers.Put(rep.buffer)
		}
	}
	out := reply{status: 200, header: map[string]string{"Content-Type": "application/json"}, body: append(b, "]}"...)}
	fault.spoil(&out)
	return out
}

// item answers one request of a batch. Only the caller is shared: headers are the item's own.
func (s *Server) item(outer *request, it batchItem) reply {
	path, raw, _ := strings.Cut(it.URL, "?")
	req := &request{
		ctx: outer.ctx, method: it.Method, version: outer.version, base: outer.base,
		path: "/" + strings.TrimPrefix(path, "/"), rawQuery: raw,
		header: http.Header{"Authorization": outer.header["Authorization"]}, id: outer.id,
	}
	for k, v := range it.Headers {
		if !strings.EqualFold(k, "Authorization") {
			req.header.Set(k, v)
		}
	}
	rep := s.answer(req)
	s.stats.count(it.Method, req, rep.status)
	return rep
}
