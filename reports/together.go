package reports

import (
	"prepaudit/rules"
	"prepaudit/rules/license"
)

// Together makes one Writer of several that New made. What is said of a user is put into words once for all of them.
// name wraps the error of the Writer with that index. With redact, which may be nil, all of them get pseudonyms. Closing
// stays with whoever made them.
func Together(ws []Writer, redact *Redactor, name func(i int, err error) error) Writer {
	s := several{name: name}
	for _, w := range ws {
		s.all = append(s.all, w.(*front).format)
	}
	if redact != nil {
		return &front{format: &redacted{format: s, r: redact}, words: map[license.Entitlement]entitlement{}}
	}
	return &front{format: s, words: map[license.Entitlement]entitlement{}}
}

// several hands every event to all formats of a run.
type several struct {
	all  []format
	name func(int, error) error
}

func (s several) each(event func(format) error) error {
	for i, f := range s.all {
		if err := event(f); err != nil {
			return s.name(i, err)
		}
	}
	return nil
}

func (s several) begin(r Run) error { return s.each(func(f format) error { return f.begin(r) }) }

func (s several) user(v *view) error { return s.each(func(f format) error { return f.user(v) }) }

func (s several) device(row *rules.DeviceRow) error {
	return s.each(func(f format) error { return f.device(row) })
}

func (s several) finding(x rules.Finding) error {
	return s.each(func(f format) error { return f.finding(x) })
}

func (s several) end(sum rules.Summary, r Reading) error {
	return s.each(func(f format) error { return f.end(sum, r) })
}
