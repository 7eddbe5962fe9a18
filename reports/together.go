package reports

import (
	"prepaudit/reports/record"
)

// Together makes one Handler of several. name wraps the error of that with an index. Closing stays with whoever made
// them.
func Together(all []record.Handler, name func(i int, err error) error) record.Handler {
	return several{all, name}
}

// several hands every event to all formats of a run.
type several struct {
	all  []record.Handler
	name func(int, error) error
}

func (s several) each(event func(record.Handler) error) error {
	for i, h := range s.all {
		if err := event(h); err != nil {
			return s.name(i, err)
		}
	}
	return nil
}

func (s several) Run(r *record.Run) error {
	return s.each(func(h record.Handler) error { return h.Run(r) })
}

func (s several) User(u *record.User) error {
	return s.each(func(h record.Handler) error { return h.User(u) })
}

func (s several) Device(d *record.Device) error {
	return s.each(func(h record.Handler) error { return h.Device(d) })
}

func (s several) Finding(f *record.Finding) error {
	return s.each(func(h record.Handler) error { return h.Finding(f) })
}

func (s several) Summary(sum *record.Summary) error {
	return s.each(func(h record.Handler) error { return h.Summary(sum) })
}
