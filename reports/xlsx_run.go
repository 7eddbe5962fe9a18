package reports

import (
	"strings"
	"time"

	"prepaudit/reports/record"
)

func runColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"What", "", 48, l.text},
		{"Value", "", 110, l.wrapped},
	}
}

func (x *workbook) fillRun(s *sheet, sum *record.Summary) error {
	var err error
	line := func(what string, value any) {
		switch v := value.(type) {
		case int:
			value = styled{x.look.figure, v}
		case time.Time:
			value = styled{x.look.time, when(v)}
		}
		if err == nil && value != "" {
			err = s.add(what, value)
		}
	}
	run := x.run
	line("prepaudit", run.Version)
	line("Source", run.Reading.Source)
	if run.Redacted {
		line("Persons and devices", "have pseudonyms: --redact")
	}
	line("Started (UTC)", run.Reading.Started)
	line("Finished (UTC)", sum.Reading.Finished)
	if run.AsOf != "" {
		line("Dates were held against", run.AsOf)
	}
	line("Exit status", sum.ExitStatus)
	if n := run.Network; n != nil {
		line("Network probed from", n.Machine)
		line("Network probed (UTC)", n.Started)
		line("Endpoints of", n.TableDate)
	}
	if run.NetworkOnly {
		return err
	}
	if run.Tenant.ID == "" {
		line("Tenant", "not known: organization was not read")
	}
	line("Tenant", run.Tenant.Name)
	line("Default domain", run.Tenant.DefaultDomain)
	line("Tenant id", run.Tenant.ID)
	line("Cloud", run.Cloud)
	line("SKU catalogue of", run.CatalogDate)
	line("Releases of Windows of", run.WindowsDate)
	if run.OtherMDM {
		line("MDM", "another MDM service is stated to be in use")
	}
	line("Scope", sum.Scope.Description)
	line("Why this scope", sum.Scope.Why)
	if c := sum.Scope; c.Asked {
		for _, n := range scopeFigures(c) {
			line(n.words, n.n)
		}
	} else {
		line("Users", "not read: no selected rule is about them")
	}
	for _, m := range sum.MDMPolicies {
		line("Automatic enrolment: "+m.Name, mdmWords(m, sum.Missing, sum.Scope.Asked))
	}
	line("Permissions", strings.Join(run.Permissions, ", "))
	line("Requests", sum.Reading.Requests)
	line("Pages", sum.Reading.Pages)
	line("Retries", sum.Reading.Retries)
	line("Seconds of waiting for Graph's limits", int(sum.Reading.ThrottledSeconds))
	return err
}

// scopeFigure is a count of users, in words.
type scopeFigure struct {
	words string
	n     int
}

func scopeFigures(c record.ScopeCount) []scopeFigure {
	var all []scopeFigure
	if c.Expected != nil {
		all = append(all, scopeFigure{"Users counted before", *c.Expected})
	}
	if c.After != nil {
		all = append(all, scopeFigure{"Users counted after", *c.After})
	}
	return append(all, []scopeFigure{
		{"Users read", c.Read},
		{"In scope", c.InScope},
		{"Left out: not in the group", c.NotInGroup},
		{"Left out: excluded by group", c.ExcludedGroup},
		{"Left out: excluded by name", c.ExcludedName},
		{"Left out: guests", c.Guests},
		{"Left out: external members", c.External},
		{"Left out: disabled", c.Disabled},
	}...)
}
