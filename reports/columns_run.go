package reports

import (
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
)

// runLine is one thing that is known of a run.
type runLine struct {
	what  string
	value any
}

func runTable(run *record.Run) tabular {
	return &table[runLine]{
		title: title{sheet: "Run", about: "when and how the data was read"},
		end: func(s *record.Summary, add func(runLine) error) error {
			for _, line := range runLines(run, s) {
				if line.value == "" {
					continue
				}
				if err := add(line); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[runLine]{
			{"", "What", "about the run", 48, text, func(l runLine) any { return l.what }},
			{"", "Value", "of it", 110, prose, func(l runLine) any {
				switch l.value.(type) {
				case int:
					return toned{numeral, l.value}
				case time.Time:
					return toned{moment, l.value}
				}
				return l.value
			}},
		},
	}
}

// runLines are what is known of a run; a value "" is none.
func runLines(run *record.Run, s *record.Summary) []runLine {
	var all []runLine
	line := func(what string, value any) { all = append(all, runLine{what, value}) }
	line("prepaudit", run.Version)
	line("Source", run.Reading.Source)
	if run.Redacted {
		line("People and devices", "shown as pseudonyms (--redact)")
		if s.Unique != nil {
			line("Users who can be identified by their properties", *s.Unique)
		}
	}
	line("Started (UTC)", run.Reading.Started)
	line("Finished (UTC)", s.Reading.Finished)
	if run.AsOf != "" {
		line("As of", run.AsOf)
	}
	line("Exit status", s.ExitStatus)
	if n := run.Network; n != nil {
		line("Network probed from", n.Machine)
		line("Network probed (UTC)", n.Started)
		line("Endpoints of", n.TableDate)
	}
	if run.NetworkOnly {
		return all
	}
	if run.Tenant.ID == "" {
		line("Tenant", "not known: the organization wasn't read")
	}
	line("Tenant", run.Tenant.Name)
	line("Default domain", run.Tenant.DefaultDomain)
	line("Tenant id", run.Tenant.ID)
	line("Cloud", run.Cloud)
	line("SKU catalog of", run.CatalogDate)
	line("Releases of Windows of", run.WindowsDate)
	if run.OtherMDM {
		line("MDM", "another MDM service is in use, as --mdm says")
	}
	for _, w := range run.With {
		line("MDM policies", wording.With(w))
	}
	line("Scope", s.Scope.Description)
	line("Why this scope", s.Scope.Why)
	if s.Scope.Asked {
		scope := s.Scope
		if run.Excerpt != nil {
			scope.InScope = run.Excerpt.InScope
		}
		all = append(all, scopeLines(&scope)...)
	} else {
		line("Users", "not read: no selected rule is about users")
	}
	for _, m := range s.MDMPolicies {
		line("Automatic enrollment: "+m.Name, wording.MDM(m, s))
	}
	line("Permissions", strings.Join(run.Permissions, ", "))
	line("Requests", s.Reading.Requests)
	line("Pages", s.Reading.Pages)
	line("Retries", s.Reading.Retries)
	line("Seconds of throttling by Graph", int(s.Reading.ThrottledSeconds))
	return all
}

// scopeLines count the users that were read, and those of them who are left out.
func scopeLines(c *record.ScopeCount) []runLine {
	var all []runLine
	if c.Expected != nil {
		all = append(all, runLine{"Users counted before", *c.Expected})
	}
	if c.After != nil {
		all = append(all, runLine{"Users counted after", *c.After})
	}
	return append(all, []runLine{
		{"Users read", c.Read},
		{"In scope", c.InScope},
		{"Excluded: not in the group", c.NotInGroup},
		{"Excluded: excluded by group", c.ExcludedGroup},
		{"Excluded: excluded by name", c.ExcludedName},
		{"Excluded: guests", c.Guests},
		{"Excluded: external members", c.External},
		{"Excluded: disabled", c.Disabled},
	}...)
}
