package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"prepaudit/rules"
)

// schemaVersion is raised when a key is renamed, removed or gets another meaning.
const schemaVersion = 0

// jsonWriter writes one object with the keys run, users, findings and summary in this order, as the
// events come, so that another format can be made from it in one pass. Users and findings are one a
// line. What the keys hold stands with their types in json_run.go, json_user.go and json_summary.go.
//
// What is absent on a user was not sent by Graph, or says nothing. Lists are never null. Hidden
// characters are escaped, so that the file is safe to print; invalid UTF-8 is U+FFFD.
type jsonWriter struct {
	w     io.Writer
	b     []byte
	list  string // the list that is open: "", users, findings
	items int    // in the open list
}

func openJSON(w io.Writer, _ Options) (format, error) {
	return &jsonWriter{w: w, b: make([]byte, 0, jsonChunk+16<<10)}, nil
}

// jsonChunk is how many bytes are collected before they are written.
const jsonChunk = 64 << 10

func (j *jsonWriter) begin(r Run) error {
	j.b = append(j.b, `{"run": `...)
	if err := j.object(newJSONRun(r)); err != nil {
		return err
	}
	j.openList("users")
	return j.flush(jsonChunk)
}

func (j *jsonWriter) user(row *view) error {
	j.next()
	j.b = appendUser(j.b, row)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) finding(f rules.Finding) error {
	if j.list == "users" {
		j.openList("findings")
	}
	j.next()
	j.b = appendFinding(j.b, &f, true)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) end(s rules.Summary, r Reading) error {
	if j.list == "users" {
		j.openList("findings")
	}
	j.b = append(j.b, "\n],\n\"summary\": "...)
	if err := j.object(newJSONSummary(s, r)); err != nil {
		return err
	}
	j.b = append(j.b, "}\n"...)
	return j.flush(1)
}

// openList ends what went before and begins the list called name.
func (j *jsonWriter) openList(name string) {
	if j.list != "" {
		j.b = append(j.b, "\n]"...)
	}
	j.b = append(j.b, ",\n\""...)
	j.b = append(j.b, name...)
	j.b = append(j.b, "\": ["...)
	j.list, j.items = name, 0
}

func (j *jsonWriter) next() {
	if j.items > 0 {
		j.b = append(j.b, ',')
	}
	j.b = append(j.b, '\n')
	j.items++
}

// object appends what is small and comes once.
func (j *jsonWriter) object(v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	j.b = append(j.b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
	return nil
}

// flush writes when at least atLeast bytes wait.
func (j *jsonWriter) flush(atLeast int) error {
	if len(j.b) < atLeast {
		return nil
	}
	_, err := j.w.Write(j.b)
	j.b = j.b[:0]
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// Device is not written yet.
func (j *jsonWriter) device(*rules.DeviceRow) error { return nil }
