package wording

import (
	"time"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// Fact is what a page says of a run under its verdict; what comes from the tenant is clipped.
type Fact struct{ Name, Value string }

// Facts are whose report it is, of whom, and on what terms.
func Facts(run *record.Run, s *record.Summary) []Fact {
	tenant := "not known: organization was not read"
	if run.Tenant.ID != "" {
		tenant = plain.Clip(run.Tenant.Name, 120) + " (" + plain.Clip(run.Tenant.DefaultDomain, 120) + "), " +
			plain.Clip(run.Tenant.ID, 60)
	}
	all := []Fact{{"Tenant", tenant}}
	if s.Scope.Asked {
		who := english.Number(s.Scope.InScope) + " of " + english.Count(s.Scope.Read, "user")
		who += ": " + plain.Shown(s.Scope.Description) + " (" + plain.Shown(s.Scope.Why) + ")"
		all = append(all, Fact{"In scope", who})
	}
	if left := LeftOut(s.Scope); left != "" {
		all = append(all, Fact{"Excluded", left})
	}
	if run.Reading.Source != "" {
		all = append(all, Fact{"Read from", plain.Shown(run.Reading.Source)})
	}
	if run.Redacted {
		said := "those of people and devices are pseudonyms"
		if s.Unique != nil && *s.Unique > 0 {
			said += "; " + english.CountVerb(*s.Unique, "user", "looks", "look") + " like no other, and can be named by " +
				"whoever can list the directory"
		}
		all = append(all, Fact{"Names", said})
	}
	mdm, more := MDMPolicies(s)
	for _, m := range mdm {
		all = append(all, Fact{"MDM user scope", plain.Clip(m.Name, 60) + " " + MDM(m, s)})
	}
	if more > 0 {
		all = append(all, Fact{"MDM user scope", "… and " + english.Number(more) + " more"})
	}
	if run.OtherMDM {
		all = append(all, Fact{"MDM", OtherMDM})
	}
	for _, w := range run.With {
		all = append(all, Fact{"MDM policies", With(w)})
	}
	if n := run.Network; n != nil {
		all = append(all, Fact{"Network", "probed from " + plain.Shown(n.Machine) + ", " + Minute(n.Started)})
	}
	asked, slow := Skipped(run)
	if len(asked) > 0 {
		all = append(all, Fact{"Not run, as asked", Named(asked)})
	}
	if len(slow) > 0 {
		all = append(all, Fact{"Off by default", Named(slow)})
	}
	return all
}

// With says how old is what a run did not read itself.
func With(w record.With) string {
	age := "less than a day"
	if w.AgeDays > 0 {
		age = english.Count(w.AgeDays, "day")
	}
	return "from a snapshot of " + Minute(w.Taken) + ", " + age + " old"
}

// Minute is a time as people read it.
func Minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
