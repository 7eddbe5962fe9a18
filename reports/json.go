package reports

import (
	"fmt"
	"io"

	"prepaudit/reports/record"
)

// jsonWriter writes one object with the keys run, users, devices, findings and summary in this order, as the
// events come, so that another format can be made from it in one pass. Users, devices and findings are one a
// line. What the keys hold is package record.
type jsonWriter struct {
	w     io.Writer
	b     []byte
	users record.Encoder
	list  int // the list of jsonLists that is open
	items int // in the open list
}

func openJSON(w io.Writer, _ Options) (record.Handler, error) {
	return &jsonWriter{w: w, b: make([]byte, 0, jsonChunk+16<<10)}, nil
}

// jsonChunk is how many bytes are collected before they are written.
const jsonChunk = 64 << 10

func (j *jsonWriter) Run(r *record.Run) error {
	j.b = append(j.b, `{"run": `...)
	if err := j.append(r, true); err != nil {
		return err
	}
	j.openList()
	return j.flush(jsonChunk)
}

func (j *jsonWriter) User(u *record.User) error {
	j.next()
	j.b = j.users.AppendUser(j.b, u)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) Device(d *record.Device) error {
	j.openTo(devicesList)
	j.next()
	if err := j.append(d, false); err != nil {
		return err
	}
	return j.flush(jsonChunk)
}

func (j *jsonWriter) Finding(f *record.Finding) error {
	j.openTo(findingsList)
	j.next()
	j.b = record.AppendFinding(j.b, f)
	return j.flush(jsonChunk)
}

func (j *jsonWriter) Summary(s *record.Summary) error {
	j.openTo(findingsList)
	j.b = append(j.b, "\n],\n\"summary\": "...)
	if err := j.append(s, true); err != nil {
		return err
	}
	j.b = append(j.b, "}\n"...)
	return j.flush(1)
}

func (j *jsonWriter) append(v any, indented bool) (err error) {
	if j.b, err = record.Append(j.b, v, indented); err != nil {
		err = fmt.Errorf("writing JSON: %w", err)
	}
	return err
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
