package tenants

import (
	"bytes"
	"io"
	"sync"
)

// Lines writes whole lines of several writers to one, so that none is torn.
type Lines struct {
	mu sync.Mutex
	to io.Writer
}

// NewLines makes lines on w.
func NewLines(w io.Writer) *Lines { return &Lines{to: w} }

// Write writes what is whole lines already.
func (l *Lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(p)
}

// Of makes a writer each of whose lines has the name in front. Close writes a last line that has no end.
func (l *Lines) Of(name string) io.WriteCloser { return &named{lines: l, name: name} }

type named struct {
	lines *Lines
	name  string
	mu    sync.Mutex
	rest  []byte // of a line that has no end yet
}

func (n *named) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rest = append(n.rest, p...)
	end := bytes.LastIndexByte(n.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	err := n.put(n.rest[:end])
	n.rest = append(n.rest[:0], n.rest[end:]...)
	return len(p), err
}

// put writes lines, which stay together.
func (n *named) put(whole []byte) error {
	var b bytes.Buffer
	for line := range bytes.Lines(whole) {
		b.WriteString(n.name + ": ")
		b.Write(line)
	}
	_, err := n.lines.Write(b.Bytes())
	return err
}

func (n *named) Close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.rest) == 0 {
		return nil
	}
	err := n.put(append(n.rest, '\n'))
	n.rest = nil
	return err
}
