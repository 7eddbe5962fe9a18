package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"prepaudit/rules"
)

// schemaVersion is raised when a key is renamed, removed or gets another meaning.
const schemaVersion = 1

// jsonWriter writes one object with the keys run, users, devices, findings and summary in this order, as the
// events come, so that another format can be made from it in one pass. Users, devices and findings are one a
// line. What the keys hold stands with their types in json_run.go, json_user.go, json_device.go and json_summary.go.
//
// What is absent on a user was not sent by Graph, or says nothing. Lists are never null. Hidden
// characters are escaped, so that the file is safe to print; invalid UTF-8 is U+FFFD.
type jsonWriter struct {
	w     io.Writer
	b     []byte
	list  int // the list of jsonLists that is open
	items int // in the open list
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
	j.openList()
	return j.flush(jsonChunk)
}

func (j *jsonWriter) user(row *view) error {
	j.next()
	j.b = appendUser(j.b, row)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) device(row *rules.DeviceRow) error {
	j.openTo(devicesList)
	j.next()
	j.b = appendDevice(j.b, row)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) finding(f rules.Finding) error {
	j.openTo(findingsList)
	j.next()
	j.b = appendFinding(j.b, &f, true)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) end(s rules.Summary, r Reading) error {
	j.openTo(findingsList)
	j.b = append(j.b, "\n],\n\"summary\": "...)
	if err := j.object(newJSONSummary(s, r)); err != nil {
		return err
	}
	j.b = append(j.b, "}\n"...)
	return j.flush(1)
}

// jsonLists are the lists in their order.
var jsonLists = []string{"users", "devices", "findings"}

const (
	usersList = iota
	devicesList
	findingsList
)

// openTo ends the lists before the one that is meant, and begins that.
func (j *jsonWriter) openTo(list int) {
	for j.list < list {
		j.list++
		j.b = append(j.b, "\n]"...)
		j.openList()
	}
}

// openList begins the list whose turn it is.
func (j *jsonWriter) openList() {
	j.b = append(j.b, ",\n\""...)
	j.b = append(j.b, jsonLists[j.list]...)
	j.b = append(j.b, "\": ["...)
	j.items = 0
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
