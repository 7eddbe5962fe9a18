package reports

import (
	"io"

	"prepaudit/reports/record"
)

// ndjson writes the JSON report's objects one a line, each with its kind as the key record: run, user, device, finding,
// summary. The keys are those of the JSON.
type ndjson struct{ chunks }

func openNDJSON(w io.Writer, _ Options) (record.Handler, error) {
	return &ndjson{newChunks("NDJSON", w)}, nil
}

func (n *ndjson) Run(r *record.Run) error { return n.object("run", r) }

func (n *ndjson) User(u *record.User) error {
	at := n.tag("user")
	n.b = n.users.AppendUser(n.b, u)
	return n.line(at)
}

func (n *ndjson) Device(d *record.Device) error {
	at := n.tag("device")
	n.b = record.AppendDevice(n.b, d)
	return n.line(at)
}

func (n *ndjson) Finding(f *record.Finding) error {
	at := n.tag("finding")
	n.b = record.AppendFinding(n.b, f)
	return n.line(at)
}

func (n *ndjson) Summary(s *record.Summary) error {
	if err := n.object("summary", s); err != nil {
		return err
	}
	return n.flush(0)
}

func (n *ndjson) object(kind string, v any) error {
	at := n.tag(kind)
	if err := n.append(v, false); err != nil {
		return err
	}
	return n.line(at)
}

// tag begins a line, and says where the object goes.
func (n *ndjson) tag(kind string) (at int) {
	n.b = append(n.b, `{"record":"`...)
	n.b = append(n.b, kind...)
	n.b = append(n.b, '"')
	return len(n.b)
}

// line joins the tag and the object: a comma takes the place of its brace.
func (n *ndjson) line(at int) error {
	n.b[at] = ','
	n.b = append(n.b, '\n')
	return n.flush(chunk)
}
