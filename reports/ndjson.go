package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"prepaudit/rules"
)

// ndjson writes the JSON report's objects one a line, each with its kind as the key record: run, user, device, finding,
// summary. The keys are those of the JSON.
type ndjson struct {
	w io.Writer
	b []byte
}

func openNDJSON(w io.Writer, _ Options) (format, error) {
	return &ndjson{w: w, b: make([]byte, 0, jsonChunk+16<<10)}, nil
}

func (n *ndjson) begin(r Run) error { return n.object("run", newJSONRun(r)) }

func (n *ndjson) user(v *view) error {
	n.b = appendUser(n.tag("user"), v)
	return n.line()
}

func (n *ndjson) device(row *rules.DeviceRow) error {
	n.b = appendDevice(n.tag("device"), row)
	return n.line()
}

func (n *ndjson) finding(f rules.Finding) error {
	n.b = appendFinding(n.tag("finding"), &f, true)
	return n.line()
}

func (n *ndjson) end(s rules.Summary, r Reading) error {
	if err := n.object("summary", newJSONSummary(s, r)); err != nil {
		return err
	}
	return n.flush(0)
}

// tag begins a line; the object that is appended to it loses its brace in line.
func (n *ndjson) tag(record string) []byte {
	n.b = append(n.b, `{"record":"`...)
	n.b = append(n.b, record...)
	return append(n.b, "\",\x00"...)
}

// line joins the tag and the object behind it.
func (n *ndjson) line() error {
	i := bytes.LastIndexByte(n.b, 0)
	n.b = append(n.b[:i], n.b[i+2:]...)
	n.b = append(n.b, '\n')
	return n.flush(jsonChunk)
}

func (n *ndjson) object(record string, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing NDJSON: %w", err)
	}
	n.b = append(n.tag(record), bytes.TrimSpace(buf.Bytes())...)
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
