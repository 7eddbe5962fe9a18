package reports

import (
	"bufio"
	"bytes"
	"cmp"
	"io"

	"prepaudit/reports/diff"
	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
	"prepaudit/reports/xlsx"
)

// DiffFormats are those of what two reports differ by.
var DiffFormats = []string{"table", "json", "markdown", "html", "xlsx"}

// WriteDiff writes what two reports differ by in one of DiffFormats, a workbook with what people wrote in an earlier
// one.
func WriteDiff(w io.Writer, format string, c *diff.Change, earlier *Decisions, o Options) error {
	switch format {
	case "json":
		return diffJSON(w, c)
	case "markdown":
		return diffMarkdown(w, c)
	case "html":
		return diffPage(w, c)
	case "xlsx":
		return diffWorkbook(w, c, earlier)
	}
	some, err := firstChanged(c, mostNamed)
	if err != nil {
		return err
	}
	return terminal.WriteDiff(w, &c.Diff, some, o)
}

// Decisions are what people wrote in an earlier workbook.
type Decisions = xlsx.Decisions

// ReadDecisions reads those of a workbook.
func ReadDecisions(path string) (*Decisions, error) { return xlsx.ReadDecisions(path) }

// mostNamed is how many people a screen names who changed in one way.
const mostNamed = 4

// firstChanged are the first people who changed in each way.
func firstChanged(c *diff.Change, most int) (some []record.DiffPerson, err error) {
	seen := map[record.DiffKind]int{}
	err = c.People(func(p *record.DiffPerson) error {
		if seen[p.Change]++; seen[p.Change] <= most {
			some = append(some, *p)
		}
		return nil
	})
	return some, err
}

// diffJSON writes all of it, people and devices behind it as they come: there can be a million, one a line.
func diffJSON(w io.Writer, c *diff.Change) error {
	d := c.Diff
	d.Changed, d.Fitness = []record.DiffPerson{}, []record.DiffDevice{}
	b, err := record.Append(nil, &d, true)
	if err != nil {
		return err
	}
	const people = "\"changedPeople\": [" // the first of the last two keys
	at := bytes.LastIndex(b, []byte(people)) + len(people)
	out := bufio.NewWriterSize(w, 64<<10)
	out.Write(b[:at]) // an error comes again when it is flushed
	lines := &jsonLines{out: out}
	err = c.People(func(p *record.DiffPerson) error { return lines.add(p) })
	lines.end()
	out.WriteString(",\n  \"changedDevices\": [")
	err = cmp.Or(err, c.Devices(func(d *record.DiffDevice) error { return lines.add(d) }))
	lines.end()
	out.WriteString("\n}\n")
	return cmp.Or(err, out.Flush())
}

// jsonLines are the elements of a list.
type jsonLines struct {
	out  *bufio.Writer
	row  []byte
	some bool
}

func (l *jsonLines) add(v any) (err error) {
	if l.row, err = record.Append(l.row[:0], v, false); err != nil {
		return err
	}
	l.out.WriteString(map[bool]string{false: "\n    ", true: ",\n    "}[l.some])
	l.some = true
	_, err = l.out.Write(l.row)
	return err
}

func (l *jsonLines) end() {
	l.out.WriteString(map[bool]string{false: "]", true: "\n  ]"}[l.some])
	l.some = false
}
