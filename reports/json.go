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
	chunks
	list  int // the list of jsonLists that is open
	items int // in the open list
}

func openJSON(w io.Writer, _ Options) (record.Handler, error) {
	return &jsonWriter{chunks: newChunks("JSON", w)}, nil
}

// jsonLists are the lists in their order.
var jsonLists = []string{"users", "devices", "findings"}

const (
	usersList = iota
	devicesList
	findingsList
)

func (j *jsonWriter) Run(r *record.Run) error {
	j.b = append(j.b, `{"run": `...)
	if err := j.append(r, true); err != nil {
		return err
	}
	j.openList()
	return j.flush(chunk)
}

func (j *jsonWriter) User(u *record.User) error {
	j.item(usersList)
	j.b = j.users.AppendUser(j.b, u)
	return j.flush(chunk)
}

func (j *jsonWriter) Device(d *record.Device) error {
	j.item(devicesList)
	j.b = record.AppendDevice(j.b, d)
	return j.flush(chunk)
}

func (j *jsonWriter) Finding(f *record.Finding) error {
	j.item(findingsList)
	j.b = record.AppendFinding(j.b, f)
	return j.flush(chunk)
}

func (j *jsonWriter) Summary(s *record.Summary) error {
	j.openTo(findingsList)
	j.b = append(j.b, "\n],\n\"summary\": "...)
	if err := j.append(s, true); err != nil {
		return err
	}
	j.b = append(j.b, "}\n"...)
	return j.flush(0)
}

// item begins the next line of a list.
func (j *jsonWriter) item(list int) {
	j.openTo(list)
	if j.items > 0 {
		j.b = append(j.b, ',')
	}
	j.b = append(j.b, '\n')
	j.items++
}

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

// chunks collects JSON, and writes it in pieces.
type chunks struct {
	name  string // of the format
	w     io.Writer
	b     []byte
	users record.Encoder
}

// chunk is how many bytes are collected before they are written.
const chunk = 64 << 10

func newChunks(name string, w io.Writer) chunks {
	return chunks{name: name, w: w, b: make([]byte, 0, chunk+16<<10)}
}

func (c *chunks) append(v any, indented bool) (err error) {
	if c.b, err = record.Append(c.b, v, indented); err != nil {
		err = fmt.Errorf("writing %s: %w", c.name, err)
	}
	return err
}

// flush writes when at least atLeast bytes wait.
func (c *chunks) flush(atLeast int) error {
	if len(c.b) < atLeast {
		return nil
	}
	_, err := c.w.Write(c.b)
	c.b = c.b[:0]
	if err != nil {
		err = fmt.Errorf("writing %s: %w", c.name, err)
	}
	return err
}
