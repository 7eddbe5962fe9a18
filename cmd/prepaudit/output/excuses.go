package output

import (
	"bufio"
	"fmt"
	"os"

	"prepaudit/cmd/prepaudit/exceptions"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/excuse"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Excuses are what may keep a run from failing though something was found.
type Excuses struct {
	Exceptions string // a YAML file; "" for none
	Baseline   string // a JSON report; "" for none
	MaxBlocked string // as rules.ParseMaximum reads it
}

// members says who is in a group that an exception names.
type members struct {
	group  tenant.GUID
	all    tenant.Members
	unread string
}

// read reads the files.
func (e *Excuses) read(sys *process.Sys, redact *reports.Redactor) (o excuse.Options, err error) {
	o.Now, o.MaxBlocked = sys.Now(), e.MaxBlocked
	if _, err := rules.ParseMaximum(e.MaxBlocked); err != nil {
		return o, process.WithHint(process.Usagef("--max-blocked: %w", err), "0 is nobody, and 100% everybody")
	}
	if redact != nil {
		o.Key, o.Alias = redact.Key(), redact.Subject
	}
	if e.Exceptions != "" {
		if o.Exceptions, err = exceptions.Read(e.Exceptions); err != nil {
			return o, fmt.Errorf("--exceptions: %w", err)
		}
	}
	if e.Baseline != "" {
		if o.Baseline, err = readBaseline(e.Baseline); err != nil {
			return o, fmt.Errorf("--baseline: %w", err)
		}
	}
	return o, nil
}

func readBaseline(path string) (*excuse.Baseline, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, process.WithHint(err, "give a file that prepaudit wrote with -o json=FILE")
	}
	defer f.Close()
	b, err := excuse.ReadBaseline(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// ExceptedGroups are the groups that exceptions name.
func (o *Output) ExceptedGroups() []tenant.GUID { return excuse.Groups(o.excuses.Exceptions) }

// Members says who is in one of them, or why that isn't known; "" where it is.
func (o *Output) Members(group tenant.GUID, all tenant.Members, unread string) {
	o.members = append(o.members, members{group, all, unread})
}

// excusing has a Handler judge by what is excused.
func (o *Output) excusing(h record.Handler) record.Handler {
	if !o.excuses.Any() {
		return h
	}
	x := excuse.Before(h, o.excuses)
	for _, m := range o.members {
		x.Members(m.group, m.all, m.unread)
	}
	return x
}
