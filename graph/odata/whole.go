package odata

import (
	"bytes"
	"io"
	"net/http"
)

// wholeLimit is the largest answer that is held in memory at once.
const wholeLimit = 16 << 20

// Whole is the client as a RoundTripper, for code that makes requests of its own. An answer is
// returned when it has been read to its end and is well-formed JSON, an object; what is no success
// is an error, not an answer.
func (c *Client) Whole() http.RoundTripper { return whole{c} }

type whole struct{ c *Client }

func (w whole) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	dec := NewDecoder()
	err := w.c.Start(req.Context(), req).Read(func(r io.Reader) error {
		var kept bytes.Buffer
		limited := &io.LimitedReader{R: r, N: wholeLimit}
		err := dec.ReadEntity(io.TeeReader(limited, &kept), func([]byte) { dec.Skip() })
		if err != nil && limited.N <= 0 {
			return &FormatError{Problem: "an answer of more than 16 MiB is not read"}
		}
		body = kept.Bytes()
		return err
	})
	if err != nil {
		return nil, err
	}
	w.c.pages.Add(1)
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{"Content-Type": {"application/json"}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       req,
	}, nil
}
