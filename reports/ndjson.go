package reports

import (
	"bytes"
	"fmt"
	"io"

	"prepaudit/reports/record"
)

// ndjson writes the JSON report's objects one a line, each with its kind as the key record: run, user, device, finding,
// summary. The keys are those of the JSON.
type ndjson struct {
	w     io.Writer
	b     []byte
	users record.Encoder
}

func openNDJSON(w io.Writer, _ Options) (record.Handler, error) {
	return &ndjson{w: w, b: make([]byte, 0, jsonChunk+16<<10)}, nil
}

func (n *ndjson) Run(r *record.Run) error { return n.object("run", r) }

func (n *ndjson) User(u *record.User) error {
	n.b = n.users.AppendUser(n.tag("user"), u)
	return n.line()
}

func (n *ndjson) Device(d *record.Device) error { return n.object("device", d) }

func (n *ndjson) Finding(f *record.Finding) error {
	n.b = record.AppendFinding(n.tag("finding"), f)
	return n.line()
}

func (n *ndjson) Summary(s *record.Summary) error {
	if err := n.object("summary", s); err != nil {
		return err
	}
	return n.flush(0)
}

// tag begins a line; the object that is appended to it loses its brace in line.
func (n *ndjson) tag(kind string) []byte {
	n.b = append(n.b, `{"record":"`...)
	n.b = append(n.b, kind...)
	return append(n.b, "\",\x00"...)
}

// line joins the tag and the object behind it.
func (n *ndjson) line() error {
	i := bytes.LastIndexByte(n.b, 0)
	n.b = append(n.b[:i], n.b[i+2:]...)
	n.b = append(n.b, '\n')
	return n.flush(jsonChunk)
}

func (n *ndjson) object(kind string, v any) (err error) {
	if n.b, err = record.Append(n.tag(kind), v, false); err != nil {
		return fmt.Errorf("writing NDJSON: %w", err)
	}
	return n.line()
}

func (n *ndjson) flush(atLeast int) error {
	if len(n.b) < atLeast {
		return nil
	}
	_, err := n.w.Write(n.b)
	n.b = n.b[:0]
	if err != nil {
		return fmt.Errorf("writing NDJSON: %w", err)
	}
	return nil
}
